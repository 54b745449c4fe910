// The faults of a link. They are seeded, and can be switched on and off while clients are connected.
import type { FaultParameter } from '../../firmware-sim/faults.js';
import { type FaultListing, FobError } from '../../firmware-sim/fob-port.js';
import { Random } from '../../firmware-sim/random.js';
import { type Disturbance, DisturbedSession } from './disturbed-session.js';
import type { OpenSession } from './link.js';
import { type Timer, wallTimer } from './timer.js';

export interface LinkFaultDefinition {
  name: string;
  layer: 'link';
  summary: string;
  parameters: readonly FaultParameter[];
}

const rate = (value: number): FaultParameter => ({
  name: 'rate',
  unit: '1',
  default: value,
  minimum: 0,
  maximum: 1,
  whole: false,
});
const delayMs: FaultParameter = {
  name: 'delayMs',
  unit: 'ms',
  default: 250,
  minimum: 0,
  maximum: 60_000,
  whole: false,
};

export const linkFaults = [
  fault('link.drop', 'loses single bytes, both ways', rate(0.02)),
  fault('link.garble', 'flips one bit of single bytes, both ways', rate(0.02)),
  fault('link.split', 'hands an answer over in several pieces', rate(1)),
  fault('link.duplicate', 'sends an answer twice', rate(0.25)),
  fault('link.delay', 'sends an answer late, in wall time', rate(1), delayMs),
  fault('link.disconnect', 'pulls the plug in the middle of an answer', rate(0.1)),
] as const satisfies readonly LinkFaultDefinition[];

export interface LinkFaultsOptions {
  /** The same seed and the same bytes give the same disturbance, however the bytes are cut. */
  seed: string | number;
  timer?: Timer;
}

export type LinkFaultName = (typeof linkFaults)[number]['name'];

/** The active faults of one link. What a client sends is disturbed byte by byte, what it gets byte by byte and by answer. */

export class LinkFaults implements Disturbance {
  readonly #active = new Map<string, Readonly<Record<string, number>>>();
  readonly #draws = new Map<string, Random>();
  readonly #seed: string | number;
  readonly #timer: Timer;

  constructor({ seed, timer = wallTimer }: LinkFaultsOptions) {
    this.#seed = seed;
    this.#timer = timer;
  }

  list(): FaultListing[] {
    return linkFaults.map(({ name, layer, summary }) => ({
      name,
      layer,
      summary,
      active: this.#active.has(name),
    }));
  }

  /** Missing parameters take their defaults. Throws a FobError: unknown-name, or out-of-range for a parameter. */
  set(name: string, on: boolean, values: Readonly<Record<string, number>> = {}): void {
    const definition = linkFaults.find((fault) => fault.name === name);
    if (definition === undefined) {
      const known = linkFaults.map((fault) => fault.name).join(', ');
      throw new FobError('unknown-name', `No link fault is named ${name}; known are ${known}`);
    }
    if (on) this.#active.set(name, parametersOf(definition, values));
    else this.#active.delete(name);
  }

  /** Puts the disturbances between a client and its session. */
  layer(open: OpenSession): OpenSession {
    return (client) => new DisturbedSession(open, client, this, this.#timer);
  }

  disturb(bytes: Uint8Array, way: 'in' | 'out'): Uint8Array {
    const dropRate = this.#active.get('link.drop')?.rate;
    const garbleRate = this.#active.get('link.garble')?.rate;
    if (dropRate === undefined && garbleRate === undefined) return bytes;
    const drop = this.#draw(`link.drop/${way}`);
    const garble = this.#draw(`link.garble/${way}`);
    const left: number[] = [];
    for (const byte of bytes) {
      if (dropRate !== undefined && drop.unit() < dropRate) continue;
      const flipped = garbleRate !== undefined && garble.unit() < garbleRate ? 1 << garble.below(8) : 0;
      left.push(byte ^ flipped);
    }
    return Uint8Array.from(left);
  }

  pieces(answer: Uint8Array): Uint8Array[] {
    const whole = this.#happens('link.duplicate') ? [answer, answer] : [answer];
    return whole.flatMap((copy) => (this.#happens('link.split') ? this.#cut(copy) : [copy]));
  }

  delayMs(): number {
    return this.#happens('link.delay') ? this.#active.get('link.delay')!.delayMs! : 0;
  }

  disconnects(): boolean {
    return this.#happens('link.disconnect');
  }

  #happens(name: (typeof linkFaults)[number]['name']): boolean {
    const rate = this.#active.get(name)?.rate;
    return rate !== undefined && this.#draw(name).unit() < rate;
  }

  // Each purpose has its own random stream, so that one fault never changes the effect of another.
  #draw(purpose: string): Random {
    const draw = this.#draws.get(purpose) ?? Random.stream(this.#seed, purpose);
    this.#draws.set(purpose, draw);
    return draw;
  }

  #cut(bytes: Uint8Array): Uint8Array[] {
    const draw = this.#draw('link.split/length');
    const pieces: Uint8Array[] = [];
    for (let from = 0; from < bytes.length; ) {
      const to = Math.min(bytes.length, from + 1 + draw.below(8));
      pieces.push(bytes.subarray(from, to));
      from = to;
    }
    return pieces;
  }
}

function fault<const Name extends string>(
  name: Name,
  summary: string,
  ...parameters: readonly FaultParameter[]
): LinkFaultDefinition & { name: Name } {
  return { name, layer: 'link', summary, parameters };
}

function parametersOf(
  definition: LinkFaultDefinition,
  values: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  for (const name of Object.keys(values)) {
    if (!definition.parameters.some((parameter) => parameter.name === name)) {
      const known = definition.parameters.map((parameter) => parameter.name).join(', ');
      throw new FobError('unknown-name', `${definition.name} has no parameter ${name}; it has ${known}`);
    }
  }
  return Object.fromEntries(
    definition.parameters.map(({ name, unit, default: standard, minimum, maximum }) => {
      const value = values[name] ?? standard;
      if (!(value >= minimum && value <= maximum)) {
        const range = `${minimum} to ${maximum} ${unit}`;
        throw new FobError('out-of-range', `${definition.name}: ${name} is ${range}, not ${value}`);
      }
      return [name, value];
    }),
  );
}
