// Driver for the OTP interface of a real YubiKey: status, serial, device information and challenge-response.
import {
  decodeDeviceInfo,
  decodeYubikeyResponse,
  decodeYubikeySerial,
  decodeYubikeyStatus,
  deviceInfoNumber,
  deviceInfoTag,
  hmacChallengeSize,
  hmacResponseSize,
  type YubikeySlotStatus,
  yubikeySerialSize,
  yubikeySlotCode,
} from '../../firmware-sim/wire/index.js';
import type { HidLike } from './hid-like.js';
import { movingFactorBytes, truncateToCode } from './oath-truncation.js';
import { type Pause, realPause } from './pause.js';
import { ReaderError } from './reader-error.js';
import { type ChallengeOptions, damagedAnswer, YubikeyExchange } from './yubikey-exchange.js';

export type { ChallengeOptions };

export interface YubikeyIdentity {
  firmwareVersion: string;
  /** Undefined if no slot allows reading it. */
  serial?: number;
  programmingSequence: number;
  slots: readonly [YubikeySlotStatus, YubikeySlotStatus];
}

export interface TotpOptions extends ChallengeOptions {
  periodSeconds?: number;
  digits?: 6 | 7 | 8;
}

export class YubikeyOtp {
  readonly #exchange: YubikeyExchange;
  readonly #variableLength = new Map<1 | 2, boolean>();

  constructor(hid: HidLike, pause: Pause = realPause) {
    this.#exchange = new YubikeyExchange(hid, pause);
  }

  async identify(): Promise<YubikeyIdentity> {
    const status = decodeYubikeyStatus(await this.#exchange.idleReport());
    const serial = (await this.#serialByCommand()) ?? (await this.#serialByDeviceInfo());
    return {
      firmwareVersion: status.firmware.join('.'),
      programmingSequence: status.programmingSequence,
      slots: status.slots,
      ...(serial === undefined ? {} : { serial }),
    };
  }

  /**
   * HMAC-SHA-1 of `challenge`. A slot for challenges of any length takes 0 to 63 bytes; both kinds of slot take 64 bytes.
   * Rejects with a ReaderError: `not-found` if the slot holds no such secret, `timeout` if nobody touched the key.
   */
  async hmac(slot: 1 | 2, challenge: Uint8Array, options: ChallengeOptions = {}): Promise<Uint8Array> {
    const padded = padChallenge(challenge, 0);
    const code = slot === 1 ? yubikeySlotCode.hmacChallenge1 : yubikeySlotCode.hmacChallenge2;
    const answer = await this.#exchange.ask(code, padded, options);
    if (answer === undefined) {
      throw new ReaderError(
        'not-found',
        `YubiKey slot ${slot} answers no HMAC challenge`,
        `Program it with \`ykman otp chalresp ${slot}\`, or use the other slot`,
      );
    }
    return checked(decodeYubikeyResponse(answer, hmacResponseSize));
  }

  /** The TOTP (RFC 6238, SHA-1) of the slot's secret at `unixSeconds`. The host gives the time: the key has no clock. */
  async totp(slot: 1 | 2, unixSeconds: number, options: TotpOptions = {}): Promise<string> {
    const { periodSeconds = 30, digits = 6 } = options;
    await this.#requireVariableLength(slot);
    const step = movingFactorBytes(Math.floor(unixSeconds / periodSeconds));
    return truncateToCode(await this.hmac(slot, step, options), digits);
  }

  close(): Promise<void> {
    return this.#exchange.close();
  }

  /**
   * Refuses a slot for fixed 64-byte challenges: it would hash the padding too and give wrong codes without an error. Two
   * different paddings of one challenge tell the kinds apart. A slot that needs a
   * touch is not checked, since the check takes two requests.
   */
  async #requireVariableLength(slot: 1 | 2): Promise<void> {
    if (this.#variableLength.get(slot) !== undefined) return;
    const status = decodeYubikeyStatus(await this.#exchange.idleReport());
    if (status.slots[slot - 1]!.needsTouch) return;
    const code = slot === 1 ? yubikeySlotCode.hmacChallenge1 : yubikeySlotCode.hmacChallenge2;
    const probe = movingFactorBytes(1);
    const first = await this.hmac(slot, probe);
    const second = await this.#exchange.ask(code, padChallenge(probe, 1), {});
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
    const answer = await this.#exchange.ask(yubikeySlotCode.serial, new Uint8Array(0), {});
    return answer && decodeYubikeySerial(checked(decodeYubikeyResponse(answer, yubikeySerialSize)));
  }

  async #serialByDeviceInfo(): Promise<number | undefined> {
    const answer = await this.#exchange.ask(yubikeySlotCode.deviceInfo, new Uint8Array(0), {});
    if (answer === undefined) return undefined;
    const entries = decodeDeviceInfo(checked(decodeYubikeyResponse(answer, 1 + answer[0]!)));
    return entries && deviceInfoNumber(entries, deviceInfoTag.serial);
  }
}

/** Pads to 64 bytes with a byte that differs from the challenge's last: the slot strips all equal bytes at the end. */
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
  if (answer === undefined) throw damagedAnswer();
  return answer;
}
