// The faults of the parts of a fob, by name and layer. Each is on, off, or on for a time.
import { FobError } from './fob-port.js';
import type { FobModel } from './model.js';

export interface FaultParameter {
  name: string;
  unit: string;
  default: number;
  minimum: number;
  maximum: number;
  /** Only whole numbers are allowed. */
  whole: boolean;
  /** If it is left out, the fob draws it from the whole range, and `default` is not used. */
  drawn?: true;
}

export interface FaultDefinition {
  name: string;
  layer: 'crystal' | 'rtc' | 'battery' | 'button' | 'lcd' | 'storage';
  summary: string;
  parameters: readonly FaultParameter[];
  /** It happens once: there is nothing to switch off. */
  momentary?: boolean;
  /** It cannot be undone: the token is lost. */
  terminal?: boolean;
}

const parameter = (
  name: string,
  unit: string,
  value: number,
  minimum: number,
  maximum: number,
): FaultParameter => ({ name, unit, default: value, minimum, maximum, whole: false });

const count = (...of: Parameters<typeof parameter>): FaultParameter => ({ ...parameter(...of), whole: true });

export const fobFaults = [
  {
    name: 'crystal.drift',
    layer: 'crystal',
    summary: 'adds a rate to the crystal',
    parameters: [parameter('ppm', 'ppm', 20, -100_000, 100_000)],
  },
  {
    name: 'crystal.drop',
    layer: 'crystal',
    summary: 'the fob falls: its rate shifts for good',
    // ECS-3X8X: three drops from 75 cm on hard wood shift a tuning fork by ±5 ppm at most.
    parameters: [{ ...parameter('ppm', 'ppm', 0, -5, 5), drawn: true }],
    momentary: true,
  },
  {
    name: 'crystal.stop',
    layer: 'crystal',
    summary: 'the crystal stands still: clock, display and timers with it',
    parameters: [],
  },
  {
    name: 'rtc.jump',
    layer: 'rtc',
    summary: 'the clock jumps once',
    parameters: [parameter('seconds', 's', 3600, -3.2e9, 3.2e9)],
    momentary: true,
  },
  {
    name: 'rtc.stop',
    layer: 'rtc',
    summary: 'the clock register stands still while the crystal runs',
    parameters: [],
  },
  {
    name: 'battery.drain',
    layer: 'battery',
    summary: 'a leak draws extra current',
    parameters: [parameter('microamps', 'µA', 50, 0, 100_000)],
  },
  {
    name: 'battery.low',
    layer: 'battery',
    summary: 'the cell reads as low; its sign, if any, is lit',
    parameters: [],
  },
  {
    name: 'battery.dead',
    layer: 'battery',
    summary: 'the cell dies now; memory is lost for good',
    parameters: [],
    momentary: true,
    terminal: true,
  },
  {
    name: 'button.stuck',
    layer: 'button',
    summary: 'the contact stays closed, as under a finger',
    parameters: [],
  },
  {
    name: 'button.jammed',
    layer: 'button',
    summary: 'the dome is jammed sideways: the display stays on',
    parameters: [],
  },
  { name: 'button.dead', layer: 'button', summary: 'the contact never closes', parameters: [] },
  {
    name: 'button.bounce',
    layer: 'button',
    summary: 'worn contacts: one tap reads as two presses',
    parameters: [],
  },
  {
    name: 'lcd.segment',
    layer: 'lcd',
    summary: 'one segment is never lit (or always lit)',
    parameters: [
      count('position', 'position from the left, 0 the first', 0, 0, 15),
      count('segment', '0 = a … 6 = g, 7 = point', 6, 0, 7),
      count('stuck', '0 missing, 1 stuck on', 0, 0, 1),
    ],
  },
  { name: 'lcd.blank', layer: 'lcd', summary: 'the glass shows nothing', parameters: [] },
  {
    name: 'storage.power-cut',
    layer: 'storage',
    summary: 'power fails at the n-th memory write from now',
    parameters: [count('write', 'write', 1, 1, 1_000_000)],
    momentary: true,
  },
  {
    name: 'storage.torn-write',
    layer: 'storage',
    summary: 'power fails in the middle of the n-th memory write from now, and some of its bits stay old',
    parameters: [count('write', 'write', 1, 1, 1_000_000)],
    momentary: true,
  },
] as const satisfies readonly FaultDefinition[];

export type FobFaultName = (typeof fobFaults)[number]['name'];

export interface ActiveFault {
  name: FobFaultName;
  parameters: Record<string, number>;
  /** Lived time at which it ends by itself; null if it stays on until it is switched off. */
  untilUs: number | null;
}

/** Whether the model has a part of this layer. A soft token has no crystal, cell, button or display of its own. */
export function hasPart(model: FobModel, layer: FaultDefinition['layer']): boolean {
  return !model.soft || layer === 'rtc' || layer === 'storage';
}

export function unsupported(model: FobModel, part: string): FobError {
  return new FobError(
    'unsupported',
    `${model.product} is an app and has no ${part} of its own: it follows the phone; set the clock's offset instead`,
  );
}

export function findFault(name: string): FaultDefinition | undefined {
  return fobFaults.find((fault) => fault.name === name);
}

export function isActive(faults: readonly ActiveFault[], name: FobFaultName): boolean {
  return faults.some((fault) => fault.name === name);
}
