// Driver for a real Nitrokey Pro or Librem Key, firmware 0.8 and later: identity, slots, codes, clock, PIN retries.
import { randomBytes } from 'node:crypto';
import {
  decodeNitrokeyResponse,
  encodeNitrokeyRequest,
  type NitrokeyResponse,
  nitrokeyCommand,
  nitrokeyDeviceStatus,
  nitrokeyField,
  nitrokeyReportSize,
  nitrokeySize,
  nitrokeySlot,
  nitrokeySlotFlag,
  nitrokeyStatus,
  readUint64,
  untilZero,
  writeUint64,
} from '../../firmware-sim/wire/index.js';
import { Exclusive } from './exclusive.js';
import type { HidLike } from './hid-like.js';
import { type Pause, realPause } from './pause.js';
import { ReaderError } from './reader-error.js';

export interface NitrokeyIdentity {
  firmwareVersion: string;
  /** Of the smart card inside. */
  cardSerial: number;
  asksForUserPin: boolean;
}

export interface NitrokeySlotListing {
  kind: 'hotp' | 'totp';
  /** From 0, as the vendor's tools count. */
  index: number;
  name: string;
  digits: 6 | 8;
  /** HOTP: counter of the next code. */
  counter?: number;
  /** TOTP: step in seconds. */
  intervalSeconds?: number;
}

const firstPollMs = 10;
const pollMs = 100;
const pollLimitMs = 8_000;
/** Firmware up to 0.7 authorizes each command in another way. */
const oldestMinorVersion = 8;

export class NitrokeyPro {
  readonly #hid: HidLike;
  readonly #pause: Pause;
  readonly #random: (size: number) => Uint8Array;
  readonly #exclusive = new Exclusive();

  constructor(hid: HidLike, pause: Pause = realPause, random: (size: number) => Uint8Array = randomBytes) {
    this.#hid = hid;
    this.#pause = pause;
    this.#random = random;
  }

  async identify(): Promise<NitrokeyIdentity> {
    const { result } = await this.#ask(nitrokeyCommand.getStatus);
    const [minor, major] = [result[0]!, result[1]!];
    if (major === 0 && minor < oldestMinorVersion) {
      throw new ReaderError(
        'protocol',
        `Nitrokey firmware ${major}.${minor} speaks an older protocol`,
        'Update it to 0.8 or later with the vendor’s tool',
      );
    }
    const cardSerial = new DataView(result.buffer, result.byteOffset).getUint32(2, true);
    return { firmwareVersion: `${major}.${minor}`, cardSerial, asksForUserPin: result[9] === 1 };
  }

  /** The programmed slots. Reading them changes nothing. */
  async slots(): Promise<NitrokeySlotListing[]> {
    const listings: NitrokeySlotListing[] = [];
    for (const kind of ['hotp', 'totp'] as const) {
      for (let index = 0; index < slotRange[kind].count; index++) {
        const listing = await this.#readSlot(kind, index);
        if (listing !== undefined) listings.push(listing);
      }
    }
    return listings;
  }

  /**
   * The slot's code. An HOTP slot moves on by one; a TOTP slot uses the key's own clock, so set or not, the code
   * tells what that clock believes. `userPin` only where {@link NitrokeyIdentity.asksForUserPin}.
   */
  async code(kind: 'hotp' | 'totp', index: number, userPin?: string): Promise<string> {
    const slot = await this.#readSlot(kind, index);
    if (slot === undefined) {
      throw new ReaderError(
        'not-found',
        `Nitrokey ${kind.toUpperCase()} slot ${index} is empty`,
        'List the programmed slots, or write it with the vendor’s tool',
      );
    }
    const password = userPin === undefined ? new Uint8Array(0) : await this.#logIn(userPin);
    const payload = Uint8Array.of(slotNumber(kind, index), ...new Uint8Array(17), ...password);
    const { result } = await this.#ask(nitrokeyCommand.getCode, payload);
    const number = new DataView(result.buffer, result.byteOffset).getUint32(0, true);
    return String(number).padStart(slot.digits, '0');
  }

  /** False where the key warns: its clock was not set, or would go back. `force` sets it all the same. */
  async setTime(unixSeconds: number, force = false): Promise<boolean> {
    const payload = new Uint8Array(9);
    payload[0] = force ? 1 : 0;
    writeUint64(payload, 1, Math.floor(unixSeconds));
    const response = await this.#exchange(nitrokeyCommand.setTime, payload);
    if (response.commandStatus === nitrokeyStatus.timestampWarning) return false;
    requireOk(response);
    return true;
  }

  async pinRetries(): Promise<{ user: number; admin: number }> {
    const user = await this.#ask(nitrokeyCommand.userRetryCount);
    const admin = await this.#ask(nitrokeyCommand.adminRetryCount);
    return { user: user.result[0]!, admin: admin.result[0]! };
  }

  close(): Promise<void> {
    return this.#hid.close();
  }

  async #readSlot(kind: 'hotp' | 'totp', index: number): Promise<NitrokeySlotListing | undefined> {
    const response = await this.#exchange(nitrokeyCommand.readSlot, Uint8Array.of(slotNumber(kind, index)));
    if (response.commandStatus === nitrokeyStatus.slotNotProgrammed) return undefined;
    requireOk(response);
    const { result } = response;
    const last = readUint64(result, 29);
    return {
      kind,
      index,
      name: new TextDecoder().decode(untilZero(result.subarray(0, nitrokeySize.slotName))),
      digits: (result[nitrokeySize.slotName]! & nitrokeySlotFlag.eightDigits) === 0 ? 6 : 8,
      ...(kind === 'hotp' ? { counter: last } : { intervalSeconds: last }),
    };
  }

  /** A PIN buys a temporary password, which goes with what it is needed for. */
  async #logIn(userPin: string): Promise<Uint8Array> {
    const pin = new TextEncoder().encode(userPin);
    const password = this.#random(nitrokeySize.temporaryPassword);
    const payload = Uint8Array.of(...nitrokeyField(pin, nitrokeySize.pin), ...password);
    const response = await this.#exchange(nitrokeyCommand.userAuthenticate, payload);
    if (response.commandStatus === nitrokeyStatus.wrongPassword) {
      const { user } = await this.pinRetries();
      throw new ReaderError(
        'permission',
        `the Nitrokey refuses the user PIN; ${user} ${user === 1 ? 'try' : 'tries'} left`,
        user === 0
          ? 'Unblock it with the admin PIN in the vendor’s tool'
          : 'Check the PIN before the next try',
      );
    }
    requireOk(response);
    return password;
  }

  async #ask(command: number, payload?: Uint8Array): Promise<NitrokeyResponse> {
    const response = await this.#exchange(command, payload);
    requireOk(response);
    return response;
  }

  /** Until the device is ready and its answer carries the CRC of this very request. */
  #exchange(command: number, payload?: Uint8Array): Promise<NitrokeyResponse> {
    return this.#exclusive.run(async () => {
      const request = encodeNitrokeyRequest(command, payload);
      const requestCrc = new DataView(request.buffer).getUint32(60, true);
      await this.#hid.sendFeatureReport(request);
      for (let waitedMs = 0, stepMs = firstPollMs; waitedMs <= pollLimitMs; stepMs = pollMs) {
        const report = await this.#hid.getFeatureReport(nitrokeyReportSize);
        if (report.length === nitrokeyReportSize) {
          const response = decodeNitrokeyResponse(report);
          const ready = response.deviceStatus === nitrokeyDeviceStatus.ready && response.crcHolds;
          if (ready && response.command === command && response.requestCrc === requestCrc) return response;
        }
        await this.#pause(stepMs);
        waitedMs += stepMs;
      }
      throw new ReaderError(
        'timeout',
        'the Nitrokey does not answer',
        'Unplug it, plug it in again and repeat',
      );
    });
  }
}

const slotRange = {
  hotp: { first: nitrokeySlot.firstHotp, count: nitrokeySlot.hotpSlots },
  totp: { first: nitrokeySlot.firstTotp, count: nitrokeySlot.totpSlots },
} as const;

function slotNumber(kind: 'hotp' | 'totp', index: number): number {
  const { first, count } = slotRange[kind];
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw new ReaderError(
      'not-found',
      `Nitrokey ${kind.toUpperCase()} slot ${index} does not exist`,
      `Slots go from 0 to ${count - 1}`,
    );
  }
  return first + index;
}

function requireOk(response: NitrokeyResponse): void {
  switch (response.commandStatus) {
    case nitrokeyStatus.ok:
      return;
    case nitrokeyStatus.notAuthorized:
      throw new ReaderError('permission', 'the Nitrokey asks for its user PIN first', 'Give the user PIN');
    case nitrokeyStatus.wrongCrc:
      throw new ReaderError(
        'protocol',
        'the Nitrokey received a damaged report',
        'Repeat; try another port or cable',
      );
    default:
      throw new ReaderError(
        'protocol',
        `the Nitrokey answers status ${response.commandStatus} to command ${response.command}`,
        'Check that its firmware is 0.8 or later',
      );
  }
}
