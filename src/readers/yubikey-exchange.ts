// One command to a YubiKey and its answer, over eight-byte feature reports.
import {
  encodeYubikeyFrame,
  yubikeyControl,
  yubikeyFrameToReports,
  yubikeyReportSize,
} from '../../firmware-sim/wire/index.js';
import { Exclusive } from './exclusive.js';
import type { HidLike } from './hid-like.js';
import type { Pause } from './pause.js';
import { ReaderError } from './reader-error.js';

export interface ChallengeOptions {
  /** Called once when the key starts to wait for a touch. */
  onTouchNeeded?: () => void;
}

/** The longest time that the key needs for a write or before it answers. */
const answerLimitMs = 1_200;
const touchPollMs = 100;
/** The key stops waiting by itself after at most 255 s; this limit is for a key that does not. */
const touchLimitMs = 260_000;
const reportLimit = 33;

export class YubikeyExchange {
  readonly #hid: HidLike;
  readonly #pause: Pause;
  readonly #exclusive = new Exclusive();

  constructor(hid: HidLike, pause: Pause) {
    this.#hid = hid;
    this.#pause = pause;
  }

  /** Waits until the key is idle and returns its status. */
  idleReport(): Promise<Uint8Array> {
    return this.#exclusive.run(() => this.#idleReport());
  }

  close(): Promise<void> {
    return this.#hid.close();
  }

  /** Sends a command. Returns undefined if the key only shows its status: it does not know or refuses the command. */
  ask(slotCode: number, payload: Uint8Array, options: ChallengeOptions): Promise<Uint8Array | undefined> {
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
    throw damagedAnswer();
  }

  /** Waits until the key takes writes. Ends an answer or a wait for touch that another program has left. */
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
    if (report.length !== yubikeyReportSize) throw damagedAnswer();
    return report;
  }
}

export function damagedAnswer(): ReaderError {
  return new ReaderError(
    'protocol',
    'the YubiKey’s answer is damaged or mixed with another program’s',
    'Close other programs that use the key and repeat',
  );
}
