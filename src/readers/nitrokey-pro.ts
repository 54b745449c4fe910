// Driver for a real Nitrokey Pro or Librem Key, firmware 0.8 and later: identity, slots, codes, clock, PIN retries.
import { randomBytes } from 'node:crypto';
import {
  nitrokeyCommand,
  nitrokeyField,
  nitrokeySize,
  nitrokeySlot,
  nitrokeySlotFlag,
  nitrokeyStatus,
  readUint64,
  untilZero,
  writeUint64,
} from '../../firmware-sim/wire/index.js';
import type { HidLike } from './hid-like.js';
import { NitrokeyExchange, requireOk } from './nitrokey-exchange.js';
import { type Pause, realPause } from './pause.js';
import { ReaderError } from './reader-error.js';

export interface NitrokeyIdentity {
  firmwareVersion: string;
  /** Serial number of the smart card inside. */
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

/** Firmware before 0.8 uses another kind of authorization. */
const oldestMinorVersion = 8;

export class NitrokeyPro {
  readonly #exchange: NitrokeyExchange;
  readonly #random: (size: number) => Uint8Array;

  constructor(hid: HidLike, pause: Pause = realPause, random: (size: number) => Uint8Array = randomBytes) {
    this.#exchange = new NitrokeyExchange(hid, pause);
    this.#random = random;
  }

  async identify(): Promise<NitrokeyIdentity> {
    const { result } = await this.#exchange.ask(nitrokeyCommand.getStatus);
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
   * The code of a slot. An HOTP slot advances its counter by one. A TOTP slot uses the key's own clock, right or wrong.
   * `userPin` is needed only if {@link NitrokeyIdentity.asksForUserPin}.
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
    const { result } = await this.#exchange.ask(nitrokeyCommand.getCode, payload);
    const number = new DataView(result.buffer, result.byteOffset).getUint32(0, true);
    return String(number).padStart(slot.digits, '0');
  }

  /** Returns false if the key warns because its clock was not set before or would go back. `force` sets it anyway. */
  async setTime(unixSeconds: number, force = false): Promise<boolean> {
    const payload = new Uint8Array(9);
    payload[0] = force ? 1 : 0;
    writeUint64(payload, 1, Math.floor(unixSeconds));
    const response = await this.#exchange.send(nitrokeyCommand.setTime, payload);
    if (response.commandStatus === nitrokeyStatus.timestampWarning) return false;
    requireOk(response);
    return true;
  }

  async pinRetries(): Promise<{ user: number; admin: number }> {
    const user = await this.#exchange.ask(nitrokeyCommand.userRetryCount);
    const admin = await this.#exchange.ask(nitrokeyCommand.adminRetryCount);
    return { user: user.result[0]!, admin: admin.result[0]! };
  }

  close(): Promise<void> {
    return this.#exchange.close();
  }

  async #readSlot(kind: 'hotp' | 'totp', index: number): Promise<NitrokeySlotListing | undefined> {
    const response = await this.#exchange.send(
      nitrokeyCommand.readSlot,
      Uint8Array.of(slotNumber(kind, index)),
    );
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

  /** Logs in with the PIN. Returns a temporary password, which the next command has to send. */
  async #logIn(userPin: string): Promise<Uint8Array> {
    const pin = new TextEncoder().encode(userPin);
    const password = this.#random(nitrokeySize.temporaryPassword);
    const payload = Uint8Array.of(...nitrokeyField(pin, nitrokeySize.pin), ...password);
    const response = await this.#exchange.send(nitrokeyCommand.userAuthenticate, payload);
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
