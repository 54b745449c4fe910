// A model of a lab's own: a catalogue model with the crystal that the lab has measured on its fobs.

import type { HardDatasheet } from './datasheet.js';
import { type Fact, measured } from './fact.js';
import { findModel } from './find-model.js';

export const derivedModelSchema = 'foblab.model/1';

/** A value with its 95 % interval. */
export interface Estimate {
  low: number;
  value: number;
  high: number;
}

/** The content of the model's file. It holds no serial and no code. */
export interface DerivedModel {
  schema: typeof derivedModelSchema;
  /** `lab/` and a name. */
  id: string;
  /** The catalogue model that gives all other values. */
  base: string;
  /** Number of fobs with a known rate. */
  fobs: number;
  /** Mean of their observed rates, which include temperature and ageing. */
  ratePpm: Estimate;
  spreadPpm: Estimate;
  derivedAt: string;
}

const idPattern = /^lab\/[a-z0-9][a-z0-9-]{0,39}$/;

/** @throws RangeError that says what is expected. */
export function checkDerivedId(id: string): void {
  if (!idPattern.test(id))
    throw new RangeError(
      `${JSON.stringify(id.slice(0, 60))} is no name for a model: give lab/ and 1 to 40 of a–z, 0–9 and -`,
    );
}

/** Checks the content of a file. @throws RangeError that names the field */
export function readDerivedModel(value: unknown): DerivedModel {
  const model = value as DerivedModel;
  if (typeof value !== 'object' || value === null || model.schema !== derivedModelSchema)
    throw new RangeError(`schema: ${derivedModelSchema} is expected`);
  checkDerivedId(String(model.id));
  baseOf(model.base);
  if (!Number.isInteger(model.fobs) || model.fobs < 2)
    throw new RangeError('fobs: a whole number from 2 is expected');
  if (typeof model.derivedAt !== 'string') throw new RangeError('derivedAt: a time is expected');
  for (const [name, least] of [
    ['ratePpm', -1000],
    ['spreadPpm', 0],
  ] as const) {
    const { low, value: middle, high } = model[name] ?? {};
    const numbers = [low, middle, high].every(
      (one) => typeof one === 'number' && one >= least && one <= 1000,
    );
    if (!numbers || !(low <= middle && middle <= high))
      throw new RangeError(`${name}: low, value and high are expected, rising, from ${least} to 1000 ppm`);
  }
  return model;
}

/** Room temperature: the default of `fleet` and of a fresh fob. */
const roomC = 22;

/** The datasheet from which `add` and `fleet` draw fobs. */
export function derivedDatasheet(model: DerivedModel): HardDatasheet {
  const base = baseOf(model.base);
  const by = { by: 'this lab', fobs: model.fobs };
  const at = `observed until ${model.derivedAt.slice(0, 10)}, temperature and ageing of that time included`;
  const { curvaturePpmPerC2, turnoverC, toleranceLimitPpm } = base.crystal;
  const atRoomPpm = curvaturePpmPerC2.value.centre * (roomC - turnoverC.value.centre) ** 2;
  const meanPpm = model.ratePpm.value - atRoomPpm;
  const widestPpm = Math.min(1000, Math.abs(meanPpm) + 4 * model.spreadPpm.value);
  return {
    ...base,
    id: model.id,
    summary: `${base.summary}; its crystal as measured on ${model.fobs} fobs of this lab`,
    crystal: {
      ...base.crystal,
      toleranceSigmaPpm: measured(
        model.spreadPpm.value,
        `spread of the rates, ${estimateText(model.spreadPpm)}; ${at}`,
        by,
      ),
      toleranceMeanPpm: measured(
        meanPpm,
        `middle of the rates, ${estimateText(model.ratePpm)}, taken as the rate at ${roomC} °C, where the crystal's curve gives ${atRoomPpm.toFixed(2)} ppm of it; ${at}`,
        by,
      ),
      toleranceLimitPpm:
        widestPpm <= toleranceLimitPpm.value
          ? toleranceLimitPpm
          : measured(
              widestPpm,
              'middle of the rates and four times their spread: wider than the catalogue has it',
              by,
            ),
      curvaturePpmPerC2: withoutSpread(base.crystal.curvaturePpmPerC2),
      turnoverC: withoutSpread(base.crystal.turnoverC),
      ageingFirstYearPpm: measured(0, inTheSpread, by),
    },
  };
}

const inTheSpread = 'how the fobs differ in this is in the spread of their rates';

/** The observed rates contain this difference between fobs. Drawn again, it would count twice. */
function withoutSpread(
  fact: Fact<{ centre: number; spread: number }>,
): Fact<{ centre: number; spread: number }> {
  return {
    ...fact,
    value: { centre: fact.value.centre, spread: 0 },
    source: `${fact.source}; ${inTheSpread}`,
  };
}

/** `1.20 to 3.40 ppm at 95 %`. */
export function estimateText({ low, high }: Estimate): string {
  return `${low.toFixed(2)} to ${high.toFixed(2)} ppm at 95 %`;
}

function baseOf(id: unknown): HardDatasheet {
  const sheet = findModel(String(id));
  if (sheet.kind !== 'hard') throw new RangeError(`${sheet.id} has no crystal of its own: give a hard token`);
  return sheet;
}
