// A fob of the bench as consoles and links see it. It runs operations, so a press on a serial line makes the same event as
// a press from a shell, whichever process owns the bench.
import {
  type BatteryReading,
  type ClockReading,
  type FaultListing,
  FobError,
  type FobErrorCode,
  type FobIdentity,
  type FobPort,
  type FobPortEvent,
  type Screen,
} from '../../../firmware-sim/index.js';
import { parseIsoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import type { Battery } from '../../contract/results/battery.js';
import type { Clock } from '../../contract/results/clock.js';
import type { Fault } from '../../contract/results/fault.js';
import type { FobDetail } from '../../contract/results/fob-detail.js';
import type { ScreenAnswer } from '../../contract/results/screen.js';
import type { BenchHost } from '../bench-host.js';
import { hostedOperation, runOperation } from '../run-operation.js';

/** What the port reads of each operation's answer. */
interface Answers {
  'fob.show': FobDetail;
  'fob.code': { code: string };
  'fob.clock': { clock: Clock };
  'fob.battery': { battery: Battery };
  'fob.faults': { faults: readonly Fault[] };
}

type OperationName =
  | keyof Answers
  | 'fob.press'
  | 'fob.hold'
  | 'fob.reset'
  | 'fob.drift'
  | 'fob.fault'
  | 'fob.age'
  | 'fob.temp';
type Answer<N> = N extends keyof Answers ? Answers[N] : ScreenAnswer;

/** Runs operations on the bench, in this process or in another. */
export interface OperationRunner {
  run(operation: OperationName, given: Record<string, unknown>): Promise<unknown>;
  subscribe?(listener: (event: { number: number; kind: string; serial?: string }) => void): () => void;
}

export class BenchFobPort implements FobPort {
  readonly identity: FobIdentity;
  readonly #runner: OperationRunner;

  private constructor(runner: OperationRunner, identity: FobIdentity) {
    this.#runner = runner;
    this.identity = identity;
  }

  /** The port of a fob on the bench that this process holds. */
  static held(benchHost: BenchHost, serial: string): BenchFobPort {
    return new BenchFobPort(
      heldRunner(benchHost),
      benchHost.bench.look(serial, (fob) => fob.identity),
    );
  }

  /** The port of a fob on a bench that any process may hold. @throws OperationError `not-found`. */
  static async through(runner: OperationRunner, fob: string): Promise<BenchFobPort> {
    const shown = (await runner.run('fob.show', { fob })) as Answer<'fob.show'>;
    const { manufacturer, product, serial, firmwareVersion } = shown;
    return new BenchFobPort(runner, { manufacturer, product, serial, firmwareVersion });
  }

  async screen(): Promise<Screen> {
    return screenOf(await this.#run('fob.show', {}));
  }

  press(): Promise<Screen> {
    return this.#screenAfter('fob.press', {});
  }

  hold(seconds: number): Promise<Screen> {
    return this.#screenAfter('fob.hold', { for: microseconds(seconds) });
  }

  async code(): Promise<string> {
    return (await this.#run('fob.code', {})).code;
  }

  reset(): Promise<Screen> {
    return this.#screenAfter('fob.reset', {});
  }

  async selfTest(): Promise<number> {
    return (await this.#run('fob.show', {})).failingParts;
  }

  async clock(): Promise<ClockReading> {
    const { clock } = await this.#run('fob.clock', {});
    return {
      fobTimeUs: parseIsoTime(clock.fobAt)!,
      offsetUs: Math.round(clock.offsetSeconds * 1e6),
      driftPpm: clock.driftPpm,
    };
  }

  setOffset(seconds: number): Promise<Screen> {
    return this.#screenAfter('fob.clock', { offset: seconds });
  }

  setDrift(ppm: number): Promise<Screen> {
    return this.#screenAfter('fob.drift', { ppm });
  }

  age(seconds: number): Promise<Screen> {
    return this.#screenAfter('fob.age', { by: microseconds(seconds) });
  }

  async temperature(): Promise<number> {
    return (await this.#run('fob.show', {})).celsius;
  }

  setTemperature(celsius: number): Promise<Screen> {
    return this.#screenAfter('fob.temp', { celsius });
  }

  async battery(): Promise<BatteryReading> {
    const { voltageMv, percent, state } = (await this.#run('fob.battery', {})).battery;
    return { millivolts: voltageMv, percent, state };
  }

  setBatteryLevel(percent: number): Promise<Screen> {
    return this.#screenAfter('fob.battery', { level: percent });
  }

  async faults(): Promise<readonly FaultListing[]> {
    return (await this.#run('fob.faults', {})).faults;
  }

  setFault(name: string, on: boolean): Promise<Screen> {
    return this.#screenAfter('fob.fault', { name, switch: on ? 'on' : 'off' });
  }

  subscribe(listener: (event: FobPortEvent) => void): () => void {
    const { subscribe } = this.#runner;
    if (subscribe === undefined) return () => {};
    return subscribe(({ number, kind, serial }) => {
      if (serial !== this.identity.serial || kind === 'removed') return;
      // The fob may be removed before its event is delivered.
      this.screen().then(
        (screen) => listener({ number, kind, screen }),
        () => {},
      );
    });
  }

  async #screenAfter(operation: OperationName, given: Record<string, unknown>): Promise<Screen> {
    return screenOf((await this.#run(operation, given)) as ScreenAnswer);
  }

  async #run<N extends OperationName>(operation: N, given: Record<string, unknown>): Promise<Answer<N>> {
    try {
      return (await this.#runner.run(operation, { fob: this.identity.serial, ...given })) as Answer<N>;
    } catch (error) {
      throw asFobError(error);
    }
  }
}

/** A duration that operations read. Whole microseconds, so that no exponent is in it. */
function microseconds(seconds: number): string {
  return `${Math.round(seconds * 1e6)}us`;
}

function screenOf({ seq, screen }: ScreenAnswer): Screen {
  return { ...screen, event: seq };
}

/** Runs operations on the bench that this process holds. */
export function heldRunner(benchHost: BenchHost): OperationRunner {
  return {
    async run(operation, given) {
      const request = { id: '', operation, arguments: given };
      const found = (await hostedOperation(benchHost, operation))!;
      return runOperation(found, benchHost, request, () => {}, new AbortController().signal);
    },
    subscribe: (listener) => benchHost.bench.log.subscribe(listener),
  };
}

function asFobError(error: unknown): FobError {
  if (error instanceof FobError) return error;
  if (error instanceof OperationError) {
    if (error.cause instanceof FobError) return error.cause;
    return new FobError(fobCodes[error.code] ?? 'internal', error.message);
  }
  return new FobError('internal', error instanceof Error ? error.message : String(error));
}

const fobCodes: Partial<Record<OperationError['code'], FobErrorCode>> = {
  refused: 'dead',
  usage: 'out-of-range',
  'not-found': 'unknown-name',
  busy: 'conflict',
  timeout: 'timeout',
};
