// A Nitrokey Pro (firmware 0.15) as a state machine: 64-byte feature reports in and out.
import type { RandomSource } from '../../random.js';
import { nitrokeyCommand, nitrokeyDeviceStatus, nitrokeyStatus } from '../../wire/nitrokey-commands.js';
import {
  decodeNitrokeyRequest,
  encodeNitrokeyResponse,
  nitrokeyReportSize,
} from '../../wire/nitrokey-report.js';
import { nitrokeyProUsbIdentity, type UsbIdentity } from '../../wire/usb-identities.js';
import type { AppletSnapshot, Moment, SlotListing, UsbApplet } from '../usb-applet.js';
import { getCode, getRandom, setTime, verifyOtpCode } from './codes.js';
import { type Command, type CommandOutcome, refused } from './command.js';
import * as pins from './pins.js';
import { listSlots } from './slot-listing.js';
import * as slots from './slots.js';
import { restoreNitrokey, snapshotNitrokey } from './snapshot.js';
import { blankNitrokey, type NitrokeyState, powerUp } from './state.js';

const commands: ReadonlyMap<number, Command> = new Map<number, Command>([
  [nitrokeyCommand.getStatus, slots.getStatus],
  [nitrokeyCommand.writeToSlot, slots.writeToSlot],
  [nitrokeyCommand.readSlotName, slots.readSlotName],
  [nitrokeyCommand.readSlot, slots.readSlot],
  [nitrokeyCommand.getCode, getCode],
  [nitrokeyCommand.writeConfiguration, slots.writeConfiguration],
  [nitrokeyCommand.eraseSlot, slots.eraseSlot],
  [nitrokeyCommand.firstAuthenticate, pins.firstAuthenticate],
  [nitrokeyCommand.adminRetryCount, pins.adminRetryCount],
  [nitrokeyCommand.setTime, setTime],
  [nitrokeyCommand.userAuthenticate, pins.userAuthenticate],
  [nitrokeyCommand.userRetryCount, pins.userRetryCount],
  [nitrokeyCommand.unlockUser, pins.unlockUser],
  [nitrokeyCommand.lock, pins.lock],
  [nitrokeyCommand.factoryReset, pins.resetToFactory],
  [nitrokeyCommand.changeUserPin, pins.changeUserPin],
  [nitrokeyCommand.changeAdminPin, pins.changeAdminPin],
  [nitrokeyCommand.sendOtpData, slots.sendOtpData],
  [nitrokeyCommand.verifyOtpCode, verifyOtpCode],
  [nitrokeyCommand.getRandom, getRandom],
  [nitrokeyCommand.newAesKey, pins.newAesKey],
  [nitrokeyCommand.enablePasswordSafe, pins.withoutAes],
  [nitrokeyCommand.detectAes, pins.withoutAes],
  ...[
    nitrokeyCommand.passwordSafeStatus,
    nitrokeyCommand.passwordSafeName,
    nitrokeyCommand.passwordSafePassword,
    nitrokeyCommand.passwordSafeLogin,
    nitrokeyCommand.passwordSafeWriteFirst,
    nitrokeyCommand.passwordSafeWriteSecond,
    nitrokeyCommand.passwordSafeErase,
    nitrokeyCommand.makePasswordSafeKey,
    nitrokeyCommand.passwordSafeType,
  ].map((code): [number, Command] => [code, () => refused(nitrokeyStatus.notAuthorized)]),
]);

export interface NitrokeyOrder {
  /** Serial number of the smart card inside, 32 bits; it is also the USB serial, in hexadecimal. */
  serial: number;
}

/** A response is ready as soon as its request is written: this key takes no time to compute, like the YubiKey here. */
export class NitrokeyProApplet implements UsbApplet {
  readonly kind = 'nitrokey-pro';
  readonly #key: NitrokeyState;
  readonly #random: RandomSource;

  private constructor(key: NitrokeyState, random: RandomSource) {
    this.#key = key;
    this.#random = random;
  }

  /** A key as it leaves the factory: no slots, PINs 123456 and 12345678; call {@link plug} before the first report. */
  static manufacture(order: NitrokeyOrder, random: RandomSource): NitrokeyProApplet {
    return new NitrokeyProApplet(blankNitrokey(order.serial), random);
  }

  /** @throws SnapshotError if the snapshot is not of this version. */
  static restore(snapshot: unknown, random: RandomSource): NitrokeyProApplet {
    return new NitrokeyProApplet(restoreNitrokey(snapshot), random);
  }

  usbIdentity(): UsbIdentity {
    return nitrokeyProUsbIdentity(this.#key.serial.toString(16).padStart(24, '0'));
  }

  plug(at: Moment): void {
    powerUp(this.#key, at);
  }

  getFeature(reportId: number, _at: Moment): Uint8Array | undefined {
    return reportId === 0 ? this.#key.response.slice() : undefined;
  }

  setFeature(reportId: number, bytes: Uint8Array, at: Moment): boolean {
    if (reportId !== 0 || bytes.length !== nitrokeyReportSize) return false;
    const request = decodeNitrokeyRequest(bytes);
    const outcome: CommandOutcome =
      request.crc === request.computedCrc
        ? this.#execute(request.command, request.payload, at)
        : refused(nitrokeyStatus.wrongCrc);
    this.#key.response = encodeNitrokeyResponse({
      deviceStatus: nitrokeyDeviceStatus.ready,
      command: request.command,
      requestCrc: request.computedCrc,
      commandStatus: outcome.status,
      result: outcome.result ?? new Uint8Array(0),
    });
    return true;
  }

  /** It has no button. */
  touch(): undefined {
    return undefined;
  }

  slots(): readonly SlotListing[] {
    return listSlots(this.#key);
  }

  /** Whole seconds from the host, then the crystal's count. */
  readClockUs(at: Moment): number | null {
    const { clock } = this.#key;
    if (clock === null) return null;
    const readsUs = clock.unixSeconds * 1e6 + (at.fobTimeUs - clock.setAtFobUs);
    // The register holds 64 bits of seconds, which is more than a date can express.
    return Number.isSafeInteger(readsUs) ? readsUs : null;
  }

  nextWakeUs(): undefined {
    return undefined;
  }

  wake(): void {}

  snapshot(): AppletSnapshot {
    return snapshotNitrokey(this.#key);
  }

  #execute(command: number, payload: Uint8Array, at: Moment): CommandOutcome {
    const run = commands.get(command);
    if (run === undefined) return refused(nitrokeyStatus.unknownCommand);
    return run({ key: this.#key, payload, at, random: this.#random });
  }
}
