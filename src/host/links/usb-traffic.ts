// What passes over a plugged-in fob's HID interfaces, shown in the bench's traffic as people read it: key strokes that
// follow each other as one piece, a key's messages whole and without their secrets, a report for itself otherwise.
import type { FeatureMessage, FeatureMessages } from '../../../firmware-sim/wire/index.js';
import type { WallClock } from '../../bench/index.js';
import { type HidPassage, type UsbDevice, watchHid } from '../../usb/index.js';
import type { LinkTraffic } from './link-traffic.js';
import { typedBy } from './typed-text.js';

export interface UsbTrafficOptions {
  device: UsbDevice;
  serial: string;
  traffic: LinkTraffic;
  wall: WallClock;
  /** Knows the secrets in the feature reports of a vendor's key. A generic fob has none in its reports. */
  key?: FeatureMessages;
}

/** A host fetches the reports of what is typed within milliseconds of each other. */
const betweenKeysMs = 100;
/** After this long a message that was begun does not go on. */
const unfinishedMs = 1000;
/** 64 keys. */
const longestBurst = 128;

export class UsbTraffic {
  readonly #options: UsbTrafficOptions;
  readonly #messages: FeatureMessages;
  readonly #end: () => void;
  #keys: { reports: Uint8Array[]; confidential: boolean; atUs: number } | undefined;
  readonly #lastInput = new Map<HidPassage['channel'], string>();
  #forgetKeys = (): void => {};
  #forgetMessages = (): void => {};

  constructor(options: UsbTrafficOptions) {
    this.#options = options;
    this.#messages = options.key ?? new OpenMessages();
    this.#end = watchHid(options.device, (passage) => this.#passed(passage));
  }

  close(): void {
    this.#end();
    this.#tellKeys();
    this.#forgetMessages();
    this.#tell(this.#messages.unfinished());
  }

  #passed(passage: HidPassage): void {
    const { channel, towardsDevice, report, confidential } = passage;
    if (channel !== 'feature' && this.#isOldInput(passage)) return;
    if (channel === 'keyboard' && !towardsDevice) this.#key(report, confidential);
    else if (channel === 'feature') this.#feature(report, towardsDevice);
    else this.#report(report, towardsDevice, channel);
  }

  /** HID 1.11 §7.2.1: GET_REPORT brings the last input report again, however often a program asks. */
  #isOldInput({ channel, towardsDevice, asked, report }: HidPassage): boolean {
    if (towardsDevice) return false;
    const input = report.join();
    const old = asked && this.#lastInput.get(channel) === input;
    this.#lastInput.set(channel, input);
    return old;
  }

  #report(report: Uint8Array, towardsDevice: boolean, channel: 'keyboard' | 'hid'): void {
    const { serial, traffic, key } = this.#options;
    const direction = towardsDevice ? 'in' : 'out';
    // A vendor's key takes nothing there: what a program puts there by mistake may be meant for the feature report.
    const stray = key !== undefined && channel === 'hid' && report.some((byte) => byte !== 0);
    const shown = stray
      ? { bytes: Array.from(report, () => null), keptBack: 'stray report' }
      : { bytes: report };
    traffic.note(serial, { direction, channel, ...shown });
  }

  #feature(report: Uint8Array, towardsDevice: boolean): void {
    this.#tellKeys();
    this.#tell(towardsDevice ? this.#messages.written(report) : this.#messages.read(report));
    this.#forgetMessages();
    this.#forgetMessages = this.#options.wall.after(unfinishedMs, () =>
      this.#tell(this.#messages.unfinished()),
    );
  }

  #key(report: Uint8Array, confidential: boolean): void {
    if (this.#keys?.confidential !== confidential || this.#keys.reports.length >= longestBurst)
      this.#tellKeys();
    this.#keys ??= { reports: [], confidential, atUs: this.#options.wall.nowUs() };
    this.#keys.reports.push(report.slice());
    this.#forgetKeys();
    this.#forgetKeys = this.#options.wall.after(betweenKeysMs, () => this.#tellKeys());
  }

  #tellKeys(): void {
    this.#forgetKeys();
    if (this.#keys === undefined) return;
    const { reports, confidential, atUs } = this.#keys;
    this.#keys = undefined;
    const bytes = reports.flatMap((report) => [...report]);
    this.#options.traffic.note(this.#options.serial, {
      direction: 'out',
      channel: 'keyboard',
      atUs,
      ...(confidential
        ? { bytes: bytes.map(() => null), keptBack: 'static password' }
        : { bytes, typed: typedBy(reports) }),
    });
  }

  #tell(messages: readonly FeatureMessage[]): void {
    for (const { towardsKey, bytes, keptBack } of messages)
      this.#options.traffic.note(this.#options.serial, {
        direction: towardsKey ? 'in' : 'out',
        channel: 'feature',
        bytes,
        ...(keptBack === undefined ? {} : { keptBack }),
      });
  }
}

/** Feature reports that are a register, without any protocol: as they pass, but what is read again unchanged once. */
export class OpenMessages implements FeatureMessages {
  #read: string | undefined;

  written(report: Uint8Array): FeatureMessage[] {
    this.#read = undefined;
    return [{ towardsKey: true, bytes: [...report] }];
  }

  read(report: Uint8Array): FeatureMessage[] {
    const read = report.join();
    if (read === this.#read) return [];
    this.#read = read;
    return [{ towardsKey: false, bytes: [...report] }];
  }

  unfinished(): FeatureMessage[] {
    return [];
  }
}
