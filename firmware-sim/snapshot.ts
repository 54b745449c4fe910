// A fob's snapshot: versioned, and checked field by field before anything of it is believed. It may come out of a file
// that somebody has edited.
import { chargeCauses } from './battery.js';
import { findFault } from './faults.js';
import type { FingerState } from './finger.js';
import type { FobStateRecord } from './fob-state.js';
import type { FobSnapshot } from './simulated-fob.js';
import {
  boolean,
  type Check,
  integer,
  list,
  number,
  object,
  oneOf,
  onlyTrue,
  orNull,
  pattern,
  text,
  within,
} from './snapshot-check.js';
import { checkProfile, type TemperatureProfile } from './temperature.js';

export const fobSchema = 'foblab.fob/1';

/** @returns a copy of the state, safe to run on. @throws Error that names the field and what was expected. */
export function checkSnapshot(snapshot: FobSnapshot): FobStateRecord {
  if (typeof snapshot !== 'object' || snapshot === null)
    throw new Error('fob snapshot: an object is expected');
  if (snapshot.schema !== fobSchema)
    throw new Error(
      `fob snapshot: schema ${JSON.stringify(snapshot.schema)} given, ${fobSchema} expected; open it with the version of foblab that wrote it`,
    );
  checkFrame(snapshot);
  state(snapshot.state, 'state');
  return JSON.parse(JSON.stringify(snapshot.state)) as FobStateRecord;
}

/** What snapshots of every kind have around their state. @throws Error that names the field. */
export function checkFrame(snapshot: FobSnapshot): void {
  text(snapshot.serial, 'serial');
  hexadecimal(snapshot.vault, 'vault');
  model(snapshot.model, 'model');
}

const hexadecimal = pattern(/^([0-9a-f]{2})*$/, 'hexadecimal');
const time = within(-9e15, 9e15);
const wholeTime = integer(-9e15, 9e15);
const positive = within(0, Number.MAX_SAFE_INTEGER);
const count = integer(0, Number.MAX_SAFE_INTEGER);
const ppm = within(-1e6, 1e6);
const words = list(integer(0, 0xffffffff), 4, 4);

const celsius = within(-55, 125);
const point = object({ atUs: count, celsius });
const profileShapes: Record<string, Check> = {
  constant: object({ kind: text, celsius }),
  periodic: object({ kind: text, periodUs: integer(1, Number.MAX_SAFE_INTEGER), points: list(point, 1) }),
  points: object({ kind: text, startUs: wholeTime, points: list(point, 1) }),
};

const profile: Check = (value, path) => {
  const kind = oneOf(...Object.keys(profileShapes));
  kind((value as TemperatureProfile | undefined)?.kind, `${path}.kind`);
  profileShapes[(value as TemperatureProfile).kind]!(value, path);
  try {
    checkProfile(value as TemperatureProfile);
  } catch (error) {
    throw new Error(`fob snapshot: ${path}: ${(error as Error).message}`);
  }
};

const fault: Check = (value, path) => {
  object({ name: text, parameters: record, untilUs: orNull(time) })(value, path);
  const { name, parameters } = value as { name: string; parameters: Record<string, unknown> };
  const definition = findFault(name);
  if (definition === undefined) throw new Error(`fob snapshot: ${path}.name is no fault of this version`);
  const fields = definition.parameters.map(({ name: of, minimum, maximum, whole }) => [
    of,
    whole ? integer(minimum, maximum) : within(minimum, maximum),
  ]);
  object(Object.fromEntries(fields) as Record<string, Check>)(parameters, `${path}.parameters`);
};

const record: Check = (value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`fob snapshot: ${path} is not an object`);
};

const crystal = object({
  cut: object({
    tolerancePpm: ppm,
    curvaturePpmPerC2: within(-1, 1),
    turnoverC: within(-100, 200),
    ageingFirstYearPpm: ppm,
  }),
  anchorUs: wholeTime,
  offsetUs: time,
  ageUs: positive,
  profile,
  fixedPpm: orNull(ppm),
  faultPpm: ppm,
  stopped: boolean,
});
const rtc = object({ adjustUs: time, haltedAtUs: orNull(time) });

/** The parts that more than one kind of fob has. */
export const partChecks = {
  crystal,
  rtc,
  fault,
  random: words,
  livedAheadUs: integer(0, 9e15),
  livedTime: orNull(wholeTime),
  finger: { fingerStays: onlyTrue } satisfies Record<Exclude<keyof FingerState, 'releaseAtUs'>, Check>,
};

const state = object(
  {
    livedAheadUs: partChecks.livedAheadUs,
    crystal,
    rtc,
    battery: object({
      anchorUs: wholeTime,
      drawn: object(
        Object.fromEntries(chargeCauses.map((cause) => [cause, number])) as Record<string, Check>,
      ),
      displayOn: boolean,
      drainMicroamps: positive,
      forcedLow: boolean,
      dead: boolean,
    }),
    firmware: object(
      {
        mode: oneOf('asleep', 'showing', 'menu', 'dead'),
        text: pattern(/^.{0,16}$/, 'what a display shows'),
        lowBattery: boolean,
        offAtCrystalUs: orNull(time),
        pages: list(pattern(/^.{0,16}$/, 'what a display shows'), 0, 64),
        page: integer(0, 64),
        closedAtCrystalUs: orNull(time),
        lowReported: boolean,
        codesShown: count,
      },
      { lifeEnded: onlyTrue },
    ),
    faults: list(fault, 0, 1000),
    releaseAtUs: orNull(wholeTime),
    buttonRandom: words,
    storageRandom: words,
    // The memory checks its own fields when it is restored.
    storage: record,
  } satisfies Record<Exclude<keyof FobStateRecord, 'fingerStays'>, Check>,
  partChecks.finger,
);

const spread = object({ centre: number, spread: number });
const model = object(
  {
    id: text,
    manufacturer: text,
    product: text,
    firmwareVersion: text,
    otp: object({
      type: oneOf('totp', 'hotp'),
      algorithm: oneOf('sha1', 'sha256', 'sha512'),
      digits: integer(6, 8),
      periodSeconds: integer(1, 0xffffffff),
      t0Seconds: count,
    }),
    crystal: object({
      toleranceSigmaPpm: positive,
      toleranceLimitPpm: positive,
      curvaturePpmPerC2: spread,
      turnoverC: spread,
      ageingFirstYearPpm: positive,
    }),
    battery: object({
      capacityMah: within(0.001, 1e9),
      selfDischargePercentPerYear: within(0, 100),
      sleepMicroamps: positive,
      displayMicroamps: positive,
      computeMicroamps: positive,
      computeUs: positive,
      voltageTable: list(object({ percent: within(0, 100), millivolts: positive, ohms: positive }), 2),
      coldResistanceFactor: positive,
      lowMillivolts: positive,
      brownoutMillivolts: positive,
      deadMillivolts: positive,
    }),
    button: object({ debounceUs: count, bounceUs: count, holdUs: count }),
    lcd: object({
      positions: integer(4, 16),
      annunciators: list(oneOf('battery-low', 'countdown'), 0, 2),
      onUs: integer(1, Number.MAX_SAFE_INTEGER),
      holdAction: oneOf('menu', 'counter-hex', 'none'),
      pressWhileOnSwitchesOff: boolean,
    }),
    soft: boolean,
  },
  { lifeCodes: count, lifeYears: within(0, 1000) },
);
