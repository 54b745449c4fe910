// A fob of the bench behind the interface that consoles and wires speak to. It goes through the operations, so a press
// on a serial line is the same press, with the same event, as one typed into a shell.
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
import { type Holder, runOperation } from '../dispatch.js';
import { age } from '../fob/age.js';
import { battery } from '../fob/battery.js';
import { clock } from '../fob/clock.js';
import { code } from '../fob/code.js';
import { drift } from '../fob/drift.js';
import { fault } from '../fob/fault.js';
import { hold } from '../fob/hold.js';
import { press } from '../fob/press.js';
import { reset } from '../fob/reset.js';
import { type ScreenAnswer, screenAnswer } from '../fob/screen-answer.js';
import { temp } from '../fob/temp.js';
import type { Operation } from '../operation.js';
import { OperationError } from '../operation-error.js';

export class BenchFobPort implements FobPort {
  readonly identity: FobIdentity;
  readonly #holder: Holder;
  readonly #serial: string;

  constructor(holder: Holder, serial: string) {
    this.#holder = holder;
    this.#serial = serial;
    this.identity = holder.bench.look(serial, (fob) => fob.identity);
  }

  async screen(): Promise<Screen> {
    return this.#guard(() => screenAnswer(this.#holder.bench, this.#serial).screen);
  }

  press(): Promise<Screen> {
    return this.#screenAfter(press, {});
  }

  hold(seconds: number): Promise<Screen> {
    return this.#screenAfter(hold, { for: `${seconds}s` });
  }

  async code(): Promise<string> {
    const answer = (await this.#run(code, {})) as { code: string };
    return answer.code;
  }

  reset(): Promise<Screen> {
    return this.#screenAfter(reset, {});
  }

  async selfTest(): Promise<number> {
    return this.#guard(() => this.#holder.bench.look(this.#serial, (fob, now) => fob.selfTest(now)));
  }

  async clock(): Promise<ClockReading> {
    return this.#guard(() => this.#holder.bench.look(this.#serial, (fob, now) => fob.clock(now)));
  }

  setOffset(seconds: number): Promise<Screen> {
    return this.#screenAfter(clock, { offset: seconds });
  }

  setDrift(ppm: number): Promise<Screen> {
    return this.#screenAfter(drift, { ppm: String(ppm) });
  }

  age(seconds: number): Promise<Screen> {
    return this.#screenAfter(age, { by: `${seconds}s` });
  }

  async temperature(): Promise<number> {
    return this.#guard(() => this.#holder.bench.look(this.#serial, (fob, now) => fob.celsius(now)));
  }

  setTemperature(celsius: number): Promise<Screen> {
    return this.#screenAfter(temp, { celsius: String(celsius) });
  }

  async battery(): Promise<BatteryReading> {
    return this.#guard(() => this.#holder.bench.look(this.#serial, (fob, now) => fob.battery(now)));
  }

  setBatteryLevel(percent: number): Promise<Screen> {
    return this.#screenAfter(battery, { level: percent });
  }

  async faults(): Promise<readonly FaultListing[]> {
    const answer = (await this.#run(fault, {})) as { faults: FaultListing[] };
    return answer.faults;
  }

  setFault(name: string, on: boolean): Promise<Screen> {
    return this.#screenAfter(fault, { name, switch: on ? 'on' : 'off' });
  }

  subscribe(listener: (event: FobPortEvent) => void): () => void {
    const { bench } = this.#holder;
    return bench.log.subscribe((event) => {
      if (event.serial !== this.#serial || !bench.has(this.#serial)) return;
      const { screen } = screenAnswer(bench, this.#serial);
      listener({ number: event.number, kind: event.kind, screen });
    });
  }

  async #screenAfter(operation: unknown, values: Record<string, unknown>): Promise<Screen> {
    return ((await this.#run(operation, values)) as ScreenAnswer).screen;
  }

  async #run(operation: unknown, values: Record<string, unknown>): Promise<unknown> {
    const request = {
      id: `port-${++requests}`,
      operation: (operation as Operation).name,
      arguments: { fob: this.#serial, ...values },
    };
    try {
      return await runOperation(
        operation as Operation,
        this.#holder,
        request,
        () => {},
        new AbortController().signal,
      );
    } catch (error) {
      throw asFobError(error);
    }
  }

  #guard<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw asFobError(error);
    }
  }
}

/** A port lives in the process that holds the bench, so its requests need no id that outlives it. */
let requests = 0;

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
