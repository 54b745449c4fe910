// The feature reports of a YubiKey as messages that anybody may see: written frames, answers and statuses. The command of a
// frame is in its last report, so a frame is one message. Configurations contain keys and access codes: only their flags
// are shown. Challenges and their answers are shown like codes.
import { type FeatureMessage, type FeatureMessages, feature } from './feature-message.js';
import { scanMapCharacters } from './scan-map.js';
import { decodeYubikeyConfiguration, yubikeyConfigurationSize } from './yubikey-configuration.js';
import {
  decodeYubikeyFrame,
  placeYubikeyReport,
  yubikeyControl,
  yubikeyFrameSize,
  yubikeyPayloadSize,
  yubikeyReportSize,
} from './yubikey-report.js';
import { hmacChallengeSize, otpChallengeSize, yubikeySlotCode } from './yubikey-slot-codes.js';

const controlAt = yubikeyReportSize - 1;
const longestAnswer = 32;
/** The size of fixed, three bytes of flags, and two reserved ones. */
const flagsFrom = 44;
const flagsTo = 49;

/** How many bytes of the payload are not secret, by command. The payload of any other command is hidden. */
const openPayloads: ReadonlyMap<number, number> = new Map([
  [yubikeySlotCode.serial, 0],
  [yubikeySlotCode.deviceInfo, 1],
  [yubikeySlotCode.deviceConfiguration, 4],
  [yubikeySlotCode.scanMap, scanMapCharacters.length],
  [yubikeySlotCode.otpChallenge1, otpChallengeSize],
  [yubikeySlotCode.otpChallenge2, otpChallengeSize],
  [yubikeySlotCode.hmacChallenge1, hmacChallengeSize],
  [yubikeySlotCode.hmacChallenge2, hmacChallengeSize],
]);

const configurations: ReadonlyMap<number, string> = new Map([
  [yubikeySlotCode.writeConfiguration1, 'configuration of slot 1'],
  [yubikeySlotCode.writeConfiguration2, 'configuration of slot 2'],
  [yubikeySlotCode.update1, 'update of slot 1'],
  [yubikeySlotCode.update2, 'update of slot 2'],
]);

export class YubikeyMessages implements FeatureMessages {
  #frame: Uint8Array[] = [];
  #answer: Uint8Array[] = [];
  #status: Uint8Array | undefined;

  written(report: Uint8Array): FeatureMessage[] {
    const taken = this.#takeAnswer();
    const control = report[controlAt] ?? 0;
    const sequence = control & yubikeyControl.lowBits;
    const ofFrame =
      report.length === yubikeyReportSize && (control & yubikeyControl.write) !== 0 && sequence <= 9;
    // A first report clears the key's buffer. A report that is not part of a frame ends the frame.
    if (!ofFrame || sequence === 0) taken.push(...this.#takeFrame());
    if (!ofFrame) {
      this.#status = undefined;
      return [...taken, feature(true, report, 'no part of a frame', isControl)];
    }
    this.#frame.push(report.slice());
    const placed = new Set(this.#frame.map((one) => one[controlAt]));
    const twice = placed.size < this.#frame.length;
    return sequence === 9 || twice ? [...taken, ...this.#takeFrame()] : taken;
  }

  read(report: Uint8Array): FeatureMessage[] {
    const control = report[controlAt] ?? 0;
    if ((control & yubikeyControl.responsePending) === 0) {
      const taken = this.#takeAnswer();
      if (this.#status !== undefined && sameBytes(this.#status, report)) return taken;
      this.#status = report.slice();
      return [...taken, { towardsKey: false, bytes: [...report] }];
    }
    this.#status = undefined;
    const last = this.#answer.length > 0 && (control & yubikeyControl.lowBits) === 0;
    this.#answer.push(report.slice());
    return last || this.#answer.length >= longestAnswer ? this.#takeAnswer() : [];
  }

  unfinished(): FeatureMessage[] {
    return [...this.#takeAnswer(), ...this.#takeFrame()];
  }

  #takeAnswer(): FeatureMessage[] {
    const reports = this.#answer;
    this.#answer = [];
    return reports.length === 0
      ? []
      : [{ towardsKey: false, bytes: reports.flatMap((report) => [...report]) }];
  }

  #takeFrame(): FeatureMessage[] {
    const reports = this.#frame;
    if (reports.length === 0) return [];
    this.#frame = [];
    this.#status = undefined;
    return [frameMessage(reports)];
  }
}

function frameMessage(reports: readonly Uint8Array[]): FeatureMessage {
  const bytes = Uint8Array.from(reports.flatMap((report) => [...report]));
  const bytesOfFrame = new Uint8Array(yubikeyFrameSize);
  const complete = reports.map((report) => placeYubikeyReport(bytesOfFrame, report)).at(-1)!;
  const once = new Set(reports.map((report) => report[controlAt])).size === reports.length;
  const frame = complete && once ? decodeYubikeyFrame(bytesOfFrame) : undefined;
  if (frame === undefined) return feature(true, bytes, 'no whole frame', isControl);
  const { slotCode, payload } = frame;
  const open = openPayloads.get(slotCode) ?? 0;
  const padding = [...payload.subarray(open), ...bytesOfFrame.subarray(yubikeyPayloadSize + 3)];
  if (padding.every((byte) => byte === 0)) return { towardsKey: true, bytes: [...bytes] };
  // The CRC of hidden bytes is hidden, too, since it reveals sixteen bits of them.
  const isShown = (at: number): boolean =>
    at === yubikeyPayloadSize || (configurations.has(slotCode) && at >= flagsFrom && at <= flagsTo);
  const hasFlags = isConfiguration(payload.slice(0, yubikeyConfigurationSize));
  return {
    towardsKey: true,
    bytes: Array.from(bytes, (byte, index) => {
      if (isControl(index)) return byte;
      const sequence = reports[Math.floor(index / yubikeyReportSize)]![controlAt]! & yubikeyControl.lowBits;
      const at = sequence * controlAt + (index % yubikeyReportSize);
      return isShown(at) && (hasFlags || at === yubikeyPayloadSize) ? byte : null;
    }),
    keptBack: configurations.get(slotCode) ?? `command ${slotCode.toString(16).padStart(2, '0')}`,
  };
}

/** Zeros in place of the flags delete the slot. */
function isConfiguration(bytes: Uint8Array): boolean {
  return decodeYubikeyConfiguration(bytes) !== undefined || bytes.every((byte) => byte === 0);
}

function isControl(index: number): boolean {
  return index % yubikeyReportSize === controlAt;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
