// The offset of each clock at the events of its fob: from the stored log, and then from new events as they happen. The log
// is read once while the bench is held.
import type { Bench, BenchEvent } from '../bench/index.js';
import type { BenchHost } from './bench-host.js';
import { serviceKey } from './service-key.js';

export interface ClockMoment {
  timeUs: number;
  /** Undefined if the event does not say, such as the one that adds a fob. */
  offsetSeconds: number | undefined;
  /** The clock or its rate may have changed here: what came before does not lead to it. */
  changed: boolean;
}

/** Newest moments of one fob that are kept; a year of presses is known without each of them. */
const momentsKept = 400;

export class ClockHistory {
  readonly #bySerial = new Map<string, ClockMoment[]>();
  #last = 0;

  /** Oldest first. */
  of(bench: Bench, serial: string): readonly ClockMoment[] {
    // The file is read for the first answer only; later events are in memory.
    const news = this.#last === 0 ? bench.events(1) : bench.log.since(this.#last + 1);
    for (const event of news) this.#take(event);
    this.#last = bench.log.last;
    return this.#bySerial.get(serial) ?? [];
  }

  #take({ kind, serial, at, fobTime }: BenchEvent): void {
    // A bench restored from a snapshot has another past, which is not in its log.
    if (kind === 'restored') this.#bySerial.clear();
    if (serial === undefined) return;
    if (kind === 'removed') this.#bySerial.delete(serial);
    if (fobTime === undefined && kind !== 'added') return;
    const moments = this.#bySerial.get(serial) ?? [];
    const changed = !leavesClock.has(kind);
    const offsetSeconds = fobTime === undefined ? undefined : (Date.parse(fobTime) - Date.parse(at)) / 1000;
    moments.push({ timeUs: Date.parse(at) * 1000, offsetSeconds, changed });
    if (moments.length > 2 * momentsKept) moments.splice(0, momentsKept);
    this.#bySerial.set(serial, moments);
  }
}

const key = serviceKey<ClockHistory>('clock history');

export function clockHistory(benchHost: BenchHost): ClockHistory {
  return benchHost.service(key, () => new ClockHistory());
}

/** Events that change neither clock nor crystal. Every other event may change them. */
const leavesClock: ReadonlySet<string> = new Set([
  'press',
  'hold',
  'held',
  'released',
  'display-on',
  'display-off',
  'menu',
  'battery-low',
  'life-ended',
  'labelled',
  'verdict',
  'enrolled',
  'observed',
  'otpauth-shown',
  'link-opened',
  'link-closed',
  'line-set',
  'usb-plugged',
  'usb-unplugged',
]);
