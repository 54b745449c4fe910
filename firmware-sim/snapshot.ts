// A fob's snapshot: versioned, and checked field by field before anything of it is believed.
import type { FobStateRecord } from './fob.js';
import type { FobSnapshot } from './simulated-fob.js';

export const fobSchema = 'foblab.fob/1';

type Shape = 'number' | 'string' | 'boolean' | 'object' | 'array' | 'number|null';

const stateShape: Record<keyof FobStateRecord, Shape> = {
  livedAheadUs: 'number',
  crystal: 'object',
  rtc: 'object',
  battery: 'object',
  firmware: 'object',
  faults: 'array',
  releaseAtUs: 'number|null',
  buttonRandom: 'array',
  storageRandom: 'array',
  storage: 'object',
};

const innerShapes: Record<string, Record<string, Shape>> = {
  crystal: {
    cut: 'object',
    anchorUs: 'number',
    offsetUs: 'number',
    ageUs: 'number',
    profile: 'object',
    fixedPpm: 'number|null',
    faultPpm: 'number',
    stopped: 'boolean',
  },
  rtc: { adjustUs: 'number', haltedAtUs: 'number|null' },
  battery: {
    anchorUs: 'number',
    drawn: 'object',
    displayOn: 'boolean',
    drainMicroamps: 'number',
    forcedLow: 'boolean',
    dead: 'boolean',
  },
  firmware: {
    mode: 'string',
    text: 'string',
    lowBattery: 'boolean',
    offAtCrystalUs: 'number|null',
    pages: 'array',
    page: 'number',
    closedAtCrystalUs: 'number|null',
    lowReported: 'boolean',
    codesShown: 'number',
  },
};

/** @returns a copy of the state, safe to run on. @throws Error that names the field and what was expected. */
export function checkSnapshot(snapshot: FobSnapshot): FobStateRecord {
  if (snapshot.schema !== fobSchema)
    throw new Error(
      `fob snapshot: schema ${JSON.stringify(snapshot.schema)} given, ${fobSchema} expected; open it with the version of foblab that wrote it`,
    );
  if (typeof snapshot.vault !== 'string' || !/^([0-9a-f]{2})*$/.test(snapshot.vault))
    throw new Error('fob snapshot: vault is not hexadecimal');
  checkShape('state', snapshot.state, stateShape);
  const state = JSON.parse(JSON.stringify(snapshot.state)) as Record<string, unknown>;
  for (const [name, shape] of Object.entries(innerShapes)) checkShape(`state.${name}`, state[name], shape);
  return state as unknown as FobStateRecord;
}

function checkShape(path: string, value: unknown, shape: Record<string, Shape>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`fob snapshot: ${path} is missing`);
  const record = value as Record<string, unknown>;
  for (const [name, expected] of Object.entries(shape))
    if (!matches(record[name], expected))
      throw new Error(
        `fob snapshot: ${path}.${name} is not ${expected === 'object' ? 'an object' : `a ${expected}`}`,
      );
  for (const name of Object.keys(record))
    if (shape[name] === undefined)
      throw new Error(`fob snapshot: ${path}.${name} is not known to this version`);
}

function matches(value: unknown, shape: Shape): boolean {
  switch (shape) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'number|null':
      return value === null || (typeof value === 'number' && Number.isFinite(value));
    default:
      return typeof value === shape;
  }
}
