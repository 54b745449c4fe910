// A YubiKey's OTP interface as a state machine: eight-byte feature reports in and out, and a finger.
import type { RandomSource } from '../../random.js';
import { type UsbIdentity, yubikeyUsbIdentity } from '../../wire/usb-identities.js';
import { extendedFlag } from '../../wire/yubikey-configuration.js';
import {
  decodeYubikeyFrame,
  encodeYubikeyStatus,
  placeYubikeyReport,
  yubikeyControl,
  yubikeyReportSize,
  yubikeyResponseToReports,
} from '../../wire/yubikey-report.js';
import type { AppletSnapshot, Moment, SlotListing, Typed, UsbApplet } from '../usb-applet.js';
import { answerChallenge, executeFrame } from './commands.js';
import { manufactureYubikey, type YubikeyOrder } from './manufacture.js';
import { listSlots } from './slot-listing.js';
import { restoreYubikey, snapshotYubikey } from './snapshot.js';
import { isAwake, isBlank, isVisible, powerUp, statusOf, type YubikeyState } from './state.js';
import { typeSlot } from './typing.js';

/**
 * The key takes no time to compute: an answer is pending as soon as the last report is written. So hosts can work with it
 * on a paused bench, too.
 */
export class YubikeyApplet implements UsbApplet {
  readonly kind = 'yubikey';
  readonly #key: YubikeyState;
  readonly #random: RandomSource;

  private constructor(key: YubikeyState, random: RandomSource) {
    this.#key = key;
    this.#random = random;
  }

  /**
   * A key as it leaves the factory; call {@link plug} before the first report.
   * @param random for the draws while it runs. A snapshot shows the state of this source, so no secret may come from it.
   * @param secrets for the secrets in its slots
   */
  static manufacture(
    order: YubikeyOrder,
    random: RandomSource,
    secrets: RandomSource = random,
  ): YubikeyApplet {
    return new YubikeyApplet(manufactureYubikey(order, secrets), random);
  }

  /** @throws SnapshotError if the snapshot is not of this version. */
  static restore(snapshot: unknown, random: RandomSource): YubikeyApplet {
    return new YubikeyApplet(restoreYubikey(snapshot), random);
  }

  usbIdentity(): UsbIdentity {
    const { model, serial } = this.#key;
    const visible = !isBlank(this.#key) && isVisible(this.#key, extendedFlag.serialUsbVisible);
    return yubikeyUsbIdentity({
      productId: model.productId,
      product: model.product,
      firmware: model.firmware,
      ...(visible ? { serialNumber: String(serial).padStart(10, '0') } : {}),
    });
  }

  plug(at: Moment): void {
    powerUp(this.#key, at, this.#random);
  }

  getFeature(reportId: number, at: Moment): Uint8Array | undefined {
    if (reportId !== 0) return undefined;
    this.wake(at);
    const key = this.#key;
    const { phase } = key;
    if (phase.kind === 'answering') {
      const reports = yubikeyResponseToReports(phase.data);
      const report = reports[phase.next]!;
      key.phase = phase.next + 1 < reports.length ? { ...phase, next: phase.next + 1 } : { kind: 'idle' };
      return report;
    }
    const control = phase.kind === 'waiting' ? waitControl(phase.deadlineTrueUs - at.trueTimeUs) : 0;
    return encodeYubikeyStatus(statusOf(key), control);
  }

  setFeature(reportId: number, bytes: Uint8Array, at: Moment): boolean {
    if (reportId !== 0 || bytes.length !== yubikeyReportSize) return false;
    const key = this.#key;
    const control = bytes[yubikeyReportSize - 1]!;
    if ((control & yubikeyControl.write) === 0) return true;
    // Any write ends an answer or a wait. A host that gives up writes a sequence above 9.
    key.phase = { kind: 'idle' };
    if ((control & yubikeyControl.lowBits) > 9) {
      key.frame.fill(0);
      return true;
    }
    if (!placeYubikeyReport(key.frame, bytes)) return true;
    const frame = decodeYubikeyFrame(key.frame);
    key.frame.fill(0);
    if (frame !== undefined) executeFrame(key, frame, at, this.#random);
    return true;
  }

  touch(at: Moment, durationUs: number): Typed | undefined {
    this.wake(at);
    const key = this.#key;
    if (key.phase.kind === 'waiting') {
      answerChallenge(key, key.phase.slot, key.phase.challenge, at, this.#random);
      return undefined;
    }
    const { shortestUs, secondUs, longestUs } = key.model.touch;
    if (durationUs < shortestUs || durationUs > longestUs) return undefined;
    const slot = key.slots[durationUs < secondUs ? 0 : 1];
    return isAwake(slot) ? typeSlot(key, slot, at, this.#random) : undefined;
  }

  slots(): readonly SlotListing[] {
    return listSlots(this.#key);
  }

  counter(): number | undefined {
    return this.#key.slots[0]?.movingFactor;
  }

  nextWakeUs(): number | undefined {
    const { phase } = this.#key;
    return phase.kind === 'waiting' ? phase.deadlineTrueUs : undefined;
  }

  wake(at: Moment): void {
    const { phase } = this.#key;
    if (phase.kind === 'waiting' && at.trueTimeUs >= phase.deadlineTrueUs) this.#key.phase = { kind: 'idle' };
  }

  snapshot(): AppletSnapshot {
    return snapshotYubikey(this.#key);
  }
}

// The countdown has five bits. A longer wait reports 31 until the remaining seconds fit.
function waitControl(leftUs: number): number {
  const seconds = Math.ceil(leftUs / 1_000_000);
  return yubikeyControl.waitingForTouch | Math.min(seconds, 31);
}
