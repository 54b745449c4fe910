// The snapshot of a fob. It has a version, and every field is checked before it is used, since it may come from an edited
// file.
import { type ChargeCause, capacityMicrocoulombs, chargeCauses } from './battery.js';
import type { ButtonHoldState } from './button-hold.js';
import { findFault } from './faults.js';
import type { FobStateRecord } from './fob-state.js';
import { encode } from './lcd/index.js';
import type { FobModel } from './model.js';
import type { FobSnapshot } from './simulated-fob.js';
import {
  boolean,
  type Check,
  integer,
  list,
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

/** @returns a checked copy of the state. @throws Error that names the field and what is expected */
export function checkSnapshot(snapshot: FobSnapshot): FobStateRecord {
  if (typeof snapshot !== 'object' || snapshot === null)
    throw new Error('fob snapshot: an object is expected');
  if (snapshot.schema !== fobSchema)
    throw new Error(
      `fob snapshot: schema ${JSON.stringify(snapshot.schema)} given, ${fobSchema} expected; open it with the version of foblab that wrote it`,
    );
  checkFrame(snapshot);
  state(snapshot.state, 'state');
  checkCharge(snapshot.model, (snapshot.state as FobStateRecord).battery.drawn);
  return JSON.parse(JSON.stringify(snapshot.state)) as FobStateRecord;
}

/** Checks that a cell has given no more than it held, and holds no more than its capacity. */
function checkCharge({ battery }: FobModel, drawn: Record<ChargeCause, number>): void {
  const capacity = capacityMicrocoulombs(battery);
  let total = 0;
  for (const cause of chargeCauses) total += drawn[cause];
  // Sums over decades have rounding errors, and the last computation may draw more than was left.
  const slack = capacity / 100 + 1;
  if (!(total >= -slack && total <= capacity + slack))
    throw new Error(
      'fob snapshot: state.battery.drawn is not what a cell of this capacity gives: from nothing to all of it',
    );
}

/** Checks the fields that the snapshots of all kinds have. @throws Error that names the field */
export function checkFrame(snapshot: FobSnapshot): void {
  text(snapshot.serial, 'serial');
  hexadecimal(snapshot.vault, 'vault');
  checkModel(snapshot.model);
  const { soft, battery, batteryEnd, lcd } = snapshot.model;
  for (const name of ['notice', 'wipedText'] as const)
    shownText(batteryEnd?.[name] ?? '', lcd.positions, name);
  if (!soft && battery.sleepMicroamps === 0)
    throw new Error('fob snapshot: model.battery.sleepMicroamps is not above 0: a cell drives its clock');
}

/** Thousands of fobs share one frozen model, which is checked once. */
const checkedModels = new WeakSet<FobModel>();

function checkModel(given: FobModel): void {
  if (checkedModels.has(given)) return;
  model(given, 'model');
  if (Object.isFrozen(given)) checkedModels.add(given);
}

function shownText(shown: string, positions: number, name: string): void {
  try {
    encode(shown, positions);
  } catch {
    throw new Error(
      `fob snapshot: model.batteryEnd.${name} is not what a display of ${positions} positions shows`,
    );
  }
}

const hexadecimal = pattern(/^([0-9a-f]{2})*$/, 'hexadecimal');
const time = within(-9e15, 9e15);
const wholeTime = integer(-9e15, 9e15);
const lifetimeUs = within(0, 9e15);
/** The most charge of one cause, over a life in which the bench has put in charge many times. */
const microcoulombs = within(0, 1e15);
const microamps = within(0, 1e6);
const millivolts = within(0, 100_000);
const aMinuteUs = 60_000_000;
const aDayUs = 86_400_000_000;
const count = integer(0, Number.MAX_SAFE_INTEGER);
const ppm = within(-100_000, 100_000);
const ownPpm = within(-1000, 1000);
const curvature = within(-1, 0);
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
    tolerancePpm: ownPpm,
    curvaturePpmPerC2: curvature,
    turnoverC: within(-100, 200),
    ageingFirstYearPpm: ownPpm,
  }),
  anchorUs: wholeTime,
  offsetUs: time,
  ageUs: lifetimeUs,
  profile,
  fixedPpm: orNull(ppm),
  faultPpm: ppm,
  stopped: boolean,
});
const rtc = object({ adjustUs: time, haltedAtUs: orNull(time) });

/** The parts that several kinds of fobs have. */
export const partChecks = {
  crystal,
  rtc,
  fault,
  random: words,
  livedAheadUs: integer(0, 9e15),
  livedTime: orNull(wholeTime),
  finger: { fingerStays: onlyTrue } satisfies Record<Exclude<keyof ButtonHoldState, 'releaseAtUs'>, Check>,
};

const state = object(
  {
    livedAheadUs: partChecks.livedAheadUs,
    crystal,
    rtc,
    battery: object(
      {
        anchorUs: wholeTime,
        drawn: object(
          Object.fromEntries(
            chargeCauses.map((cause) => [cause, cause === 'set' ? within(-1e15, 1e15) : microcoulombs]),
          ) as Record<string, Check>,
        ),
        displayOn: boolean,
        drainMicroamps: microamps,
        forcedLow: boolean,
        dead: boolean,
      },
      { out: object({ atUs: wholeTime, untilUs: wholeTime }), renewed: onlyTrue },
    ),
    firmware: object(
      {
        mode: oneOf('asleep', 'showing', 'menu', 'notice', 'dead'),
        text: pattern(/^.{0,16}$/, 'what a display shows'),
        lowBattery: boolean,
        offAtCrystalUs: orNull(time),
        pages: list(pattern(/^.{0,16}$/, 'what a display shows'), 0, 64),
        page: integer(0, 64),
        closedAtCrystalUs: orNull(time),
        lowReported: boolean,
        codesShown: count,
      },
      {
        lifeEnded: onlyTrue,
        atEnd: onlyTrue,
        garbled: object({ segments: list(integer(0, 255), 4, 16), untilCrystalUs: time }),
      },
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

const around = (centre: Check, spread: Check): Check => object({ centre, spread });

const voltages: Check = (value, path) => {
  list(object({ percent: within(0, 100), millivolts, ohms: within(0, 1e6) }), 2, 1000)(value, path);
  const table = value as { percent: number; millivolts: number }[];
  for (let i = 1; i < table.length; i++)
    if (!(table[i]!.percent < table[i - 1]!.percent && table[i]!.millivolts <= table[i - 1]!.millivolts))
      throw new Error(`fob snapshot: ${path} is not a table from full to empty: percent and millivolts fall`);
};
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
    crystal: object(
      {
        toleranceSigmaPpm: within(0, 1000),
        toleranceLimitPpm: within(0, 1000),
        curvaturePpmPerC2: around(curvature, within(0, 1)),
        turnoverC: around(within(-100, 200), within(0, 100)),
        ageingFirstYearPpm: within(0, 1000),
      },
      { toleranceMeanPpm: ownPpm },
    ),
    battery: object({
      capacityMah: within(0.001, 100_000),
      selfDischargePercentPerYear: within(0, 100),
      sleepMicroamps: microamps,
      displayMicroamps: microamps,
      computeMicroamps: microamps,
      computeUs: within(0, aMinuteUs),
      voltageTable: voltages,
      coldResistanceFactor: within(0, 1000),
      lowMillivolts: millivolts,
      brownoutMillivolts: millivolts,
      deadMillivolts: millivolts,
    }),
    button: object({
      debounceUs: integer(0, aMinuteUs),
      bounceUs: integer(0, aMinuteUs),
      holdUs: integer(0, aDayUs),
    }),
    lcd: object({
      positions: integer(4, 16),
      annunciators: list(oneOf('battery-low', 'countdown'), 0, 2),
      onUs: integer(1, aDayUs),
      holdAction: oneOf('menu', 'counter-hex', 'none'),
      pressWhileOnSwitchesOff: boolean,
    }),
    soft: boolean,
  },
  {
    lifeCodes: count,
    lifeYears: within(0, 1000),
    batteryEnd: object({
      endMillivolts: millivolts,
      notice: pattern(/^[ -~]{0,16}$/, 'what a display shows'),
      garbledUs: integer(0, aMinuteUs),
      noticeStays: boolean,
      memoryHoldUs: integer(0, aDayUs),
      wipedText: pattern(/^[ -~]{0,16}$/, 'what a display shows'),
      cellReplaceable: boolean,
    }),
  },
);
