// Driver for the OTP interface of a real YubiKey: status, serial, device information and challenge-response.
import {
  decodeDeviceInfo,
  decodeYubikeyResponse,
  decodeYubikeySerial,
  decodeYubikeyStatus,
  deviceInfoNumber,
  deviceInfoTag,
  encodeYubikeyFrame,
  hmacChallengeSize,
  hmacResponseSize,
  type YubikeySlotStatus,
  yubikeyControl,
  yubikeyFrameToReports,
  yubikeyReportSize,
  yubikeySerialSize,
  yubikeySlotCode,
} from '../../firmware-sim/wire/index.js';
import { Exclusive } from './exclusive.js';
import type { HidLike } from './hid-like.js';
import { movingFactorBytes, truncateToCode } from './oath-truncation.js';
import { type Pause, realPause } from './pause.js';
import { ReaderError } from './reader-error.js';

export interface YubikeyIdentity {
  firmwareVersion: string;
  /** Undefined where no slot allows it to be read. */
  serial?: number;
  programmingSequence: number;
  slots: readonly [YubikeySlotStatus, YubikeySlotStatus];
}

export interface ChallengeOptions {
  /** Called once when the key starts to wait for a finger. */
  onTouchNeeded?: () => void;
}

export interface TotpOptions extends ChallengeOptions {
  periodSeconds?: number;
  digits?: 6 | 7 | 8;
}

/** A write may take the key this long; so may the start of an answer. */
const answerLimitMs = 1_200;
const touchPollMs = 100;
/** The key gives up by itself after at most 255 s; this only ends a wait for a key that does not. */
const touchLimitMs = 260_000;
const reportLimit = 33;

export class YubikeyOtp {
  readonly #hid: HidLike;
  readonly #pause: Pause;
  readonly #exclusive = new Exclusive();
  readonly #variableLength = new Map<1 | 2, boolean>();

  constructor(hid: HidLike, pause: Pause = realPause) {
    this.#hid = hid;
    this.#pause = pause;
  }

  async identify(): Promise<YubikeyIdentity> {
    const status = decodeYubikeyStatus(await this.#exclusive.run(() => this.#idleReport()));
    const serial = (await this.#serialByCommand()) ?? (await this.#serialByDeviceInfo());
    return {
      firmwareVersion: status.firmware.join('.'),
      programmingSequence: status.programmingSequence,
      slots: status.slots,
      ...(serial === undefined ? {} : { serial }),
    };
  }

  /**
   * HMAC-SHA-1 of `challenge`, 0 to 63 bytes, by a slot that takes challenges of any length; 64 bytes go to either
   * kind of slot. Rejects with a ReaderError: `not-found` where the slot holds no such secret, `timeout` where
   * nobody touched the key.
   */
  async hmac(slot: 1 | 2, challenge: Uint8Array, options: ChallengeOptions = {}): Promise<Uint8Array> {
    const padded = padChallenge(challenge, 0);
    const code = slot === 1 ? yubikeySlotCode.hmacChallenge1 : yubikeySlotCode.hmacChallenge2;
    const answer = await this.#exchange(code, padded, options);
    if (answer === undefined) {
      throw new ReaderError(
        'not-found',
        `YubiKey slot ${slot} answers no HMAC challenge`,
        `Program it with \`ykman otp chalresp ${slot}\`, or use the other slot`,
      );
    }
    return checked(decodeYubikeyResponse(answer, hmacResponseSize));
  }

  /** The TOTP (RFC 6238, SHA-1) of the slot's secret at `unixSeconds`; the host's clock decides, the key has none. */
  async totp(slot: 1 | 2, unixSeconds: number, options: TotpOptions = {}): Promise<string> {
    const { periodSeconds = 30, digits = 6 } = options;
    await this.#requireVariableLength(slot);
    const step = movingFactorBytes(Math.floor(unixSeconds / periodSeconds));
    return truncateToCode(await this.hmac(slot, step, options), digits);
  }

  close(): Promise<void> {
    return this.#hid.close();
  }

  /**
   * A slot for fixed 64-byte challenges would hash the padding too and give wrong codes without a word. Two paddings
   * of one challenge tell the kinds apart; a slot that wants a finger is not asked twice.
   */
  async #requireVariableLength(slot: 1 | 2): Promise<void> {
    if (this.#variableLength.get(slot) !== undefined) return;
    const status = decodeYubikeyStatus(await this.#exclusive.run(() => this.#idleReport()));
    if (status.slots[slot - 1]!.needsTouch) return;
    const code = slot === 1 ? yubikeySlotCode.hmacChallenge1 : yubikeySlotCode.hmacChallenge2;
    const probe = movingFactorBytes(1);
    const first = await this.hmac(slot, probe);
    const second = await this.#exchange(code, padChallenge(probe, 1), {});
    if (second === undefined || !first.every((byte, i) => byte === second[i])) {
      throw new ReaderError(
        'protocol',
        `YubiKey slot ${slot} is set for challenges of exactly 64 bytes, which TOTP does not use`,
        'Program it for challenges of any length (the default of `ykman otp chalresp`)',
      );
    }
    this.#variableLength.set(slot, true);
  }

  async #serialByCommand(): Promise<number | undefined> {
    const answer = await this.#exchange(yubikeySlotCode.serial, new Uint8Array(0), {});
    return answer && decodeYubikeySerial(checked(decodeYubikeyResponse(answer, yubikeySerialSize)));
  }

  async #serialByDeviceInfo(): Promise<number | undefined> {
    const answer = await this.#exchange(yubikeySlotCode.deviceInfo, new Uint8Array(0), {});
    if (answer === undefined) return undefined;
    const entries = decodeDeviceInfo(checked(decodeYubikeyResponse(answer, 1 + answer[0]!)));
    return entries && deviceInfoNumber(entries, deviceInfoTag.serial);
  }

  /** Undefined where the key stays in its status: it does not know the command, or refuses it. */
  #exchange(
    slotCode: number,
    payload: Uint8Array,
    options: ChallengeOptions,
  ): Promise<Uint8Array | undefined> {
    return this.#exclusive.run(async () => {
      for (const report of yubikeyFrameToReports(encodeYubikeyFrame(slotCode, payload))) {
        await this.#idleReport();
        await this.#hid.sendFeatureReport(report);
      }
      const first = await this.#firstAnswer(options);
      return first && (await this.#collect(first));
    });
  }

  async #firstAnswer(options: ChallengeOptions): Promise<Uint8Array | undefined> {
    let waitedForTouch = false;
    let limitMs = answerLimitMs;
    for (let waitedMs = 0, stepMs = 1; waitedMs <= limitMs; stepMs = Math.min(2 * stepMs, touchPollMs)) {
      const report = await this.#report();
      const control = report[yubikeyReportSize - 1]!;
      if ((control & yubikeyControl.responsePending) !== 0) return report;
      if ((control & yubikeyControl.waitingForTouch) !== 0) {
        if (!waitedForTouch) options.onTouchNeeded?.();
        waitedForTouch = true;
        limitMs = touchLimitMs;
      } else if (waitedForTouch && control === 0) break;
      await this.#pause(stepMs);
      waitedMs += stepMs;
    }
    if (!waitedForTouch) return undefined;
    await this.#abort();
    throw new ReaderError(
      'timeout',
      'nobody touched the YubiKey in time',
      'Repeat and touch it while it blinks',
    );
  }

  async #collect(first: Uint8Array): Promise<Uint8Array> {
    const bytes: number[] = [];
    let report = first;
    for (let sequence = 0; sequence < reportLimit; sequence++) {
      const control = report[yubikeyReportSize - 1]!;
      const pending = (control & yubikeyControl.responsePending) !== 0;
      if (sequence > 0 && pending && (control & yubikeyControl.lowBits) === 0) return Uint8Array.from(bytes);
      if (!pending || (control & yubikeyControl.lowBits) !== sequence) break;
      bytes.push(...report.subarray(0, yubikeyReportSize - 1));
      report = await this.#report();
    }
    await this.#abort();
    throw garbled();
  }

  /** Waits until the key takes writes; a half-read answer or a wait for touch left by another program is ended. */
  async #idleReport(): Promise<Uint8Array> {
    for (let waitedMs = 0, stepMs = 1; waitedMs <= answerLimitMs; stepMs *= 2) {
      const report = await this.#report();
      const control = report[yubikeyReportSize - 1]!;
      if (control === 0) return report;
      if ((control & (yubikeyControl.responsePending | yubikeyControl.waitingForTouch)) !== 0)
        await this.#abort();
      await this.#pause(stepMs);
      waitedMs += stepMs;
    }
    throw new ReaderError(
      'busy',
      'the YubiKey stays busy',
      'Close other programs that use it, then plug it in again',
    );
  }

  #abort(): Promise<void> {
    return this.#hid.sendFeatureReport(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, yubikeyControl.abort));
  }

  async #report(): Promise<Uint8Array> {
    const report = await this.#hid.getFeatureReport(yubikeyReportSize);
    if (report.length !== yubikeyReportSize) throw garbled();
    return report;
  }
}

/** To 64 bytes, with one that differs from the challenge's last: such a slot strips all equal bytes at the end. */
function padChallenge(challenge: Uint8Array, variant: 0 | 1): Uint8Array {
  if (challenge.length > hmacChallengeSize) {
    throw new RangeError(`a challenge of ${challenge.length} bytes: at most ${hmacChallengeSize} fit`);
  }
  const last = challenge[challenge.length - 1] ?? 0xff;
  const padded = new Uint8Array(hmacChallengeSize).fill(last ^ (variant === 0 ? 0xff : 0x55));
  padded.set(challenge);
  return padded;
}

function checked(answer: Uint8Array | undefined): Uint8Array {
  if (answer === undefined) throw garbled();
  return answer;
}

function garbled(): ReaderError {
  return new ReaderError(
    'protocol',
    'the YubiKey’s answer is damaged or mixed with another program’s',
    'Close other programs that use the key and repeat',
  );
}
