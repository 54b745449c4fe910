import {
  checkDerivedId,
  type DerivedModel,
  derivedDatasheet,
  derivedModelSchema,
  estimateText,
  readDerivedModel,
} from '../../../devices/index.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { choice, modelId, optional, serials, text } from '../../contract/parameter.js';
import { derivedModelResult } from '../../contract/results/derived-model.js';
import { keptObservations } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import { drawerRates, fewestFobs, type Interval, isTelling } from '../../observations/index.js';
import { fobPassport } from '../observation/fob-passport.js';
import { keepModel } from './own-models.js';

export const deriveModel = defineOperation({
  name: 'model.derive',
  command: 'models derive',
  summary: "make a model of the lab's own from what was observed of its fobs",
  help: 'Takes the rate of every observed fob whose rate is known (foblab passport), and gives their middle and spread with intervals at 95 %. The model is kept in the folder models/ of the bench, and foblab add takes it. Everything but the crystal is that of the catalogue model. The rates are as observed: temperature and ageing of that time are in them, so fobs of the model do not differ by these again; their middle is taken as the rate at 22 °C.',
  examples: [
    'foblab models derive lab/drawer --from passports --base onespan/digipass-go7',
    'foblab models derive lab/drawer --only 3315511111 --only 3315511112 --only 3315511113',
  ],
  parameters: {
    name: text('name of the model: lab/ and a word', 'lab/name'),
    from: optional(choice('what it is made from; passports where left out', ['passports'])),
    base: optional(modelId('catalogue model of these fobs; what their passports say where left out')),
    only: serials('serials of the fobs to take; all where left out', 'serial'),
  },
  positionals: ['name'],
  effect: 'change',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      model: t.shared(derivedModelResult),
      basis: t.Literal('measured'),
      leftOut: t.Array(t.Object({ serial: t.String(), why: t.String() })),
      file: t.String(),
    }),
  async run(context, { name, base, only }) {
    const { directory, bench } = context;
    try {
      checkDerivedId(name);
    } catch (error) {
      throw new OperationError('usage', `name: ${(error as Error).message}`, {
        parameter: 'name',
        cause: error,
      });
    }
    if (directory === undefined)
      throw new OperationError(
        'usage',
        'a model of the lab’s own is kept in a bench’s folder; this bench is in memory',
      );
    const observations = keptObservations(context);
    const observed = [...new Set(observations.map(({ serial }) => serial))].sort();
    const unknown = only.find((serial) => !observed.includes(serial));
    if (unknown !== undefined)
      throw new OperationError('not-found', `${unknown} was not observed`, {
        parameter: 'only',
        remedy: { operation: 'passport.list' },
      });
    const taken = only.length === 0 ? observed : observed.filter((serial) => only.includes(serial));
    const rates: (Interval & { serial: string })[] = [];
    const leftOut: { serial: string; why: string }[] = [];
    const models = new Set<string>();
    for (const serial of taken) {
      const passport = await fobPassport(
        context,
        serial,
        observations.filter((one) => one.serial === serial),
        noSeed,
      );
      const ppm = passport.clock?.driftPpm;
      if (ppm === undefined) {
        leftOut.push({
          serial,
          why: passport.seedKnown ? 'its rate is not known yet' : 'nobody knows its seed',
        });
        continue;
      }
      rates.push({ serial, ...ppm });
      if (passport.model !== undefined) models.add(passport.model);
    }
    if (rates.length < fewestFobs)
      throw new OperationError(
        'refused',
        `${rates.length} fobs with a known rate; at least ${fewestFobs} are needed for a spread${leftOut.length === 0 ? '' : ` (${leftOut.map(({ serial, why }) => `${serial}: ${why}`).join('; ')})`}: observe them over more days`,
        { remedy: { operation: 'observation.add', arguments: { serial: '<serial>', code: '<code>' } } },
      );
    const { value: widest } = drawerRates(rates).spreadPpm;
    const telling = rates.filter((rate) => isTelling(rate, widest));
    if (telling.length >= fewestFobs)
      for (const rate of rates)
        if (!telling.includes(rate))
          leftOut.push({
            serial: rate.serial,
            why: `its rate is known to ±${((rate.high - rate.low) / 2).toFixed(1)} ppm only: observe it over more days`,
          });
    const { fobs, meanPpm, spreadPpm } = drawerRates(telling.length >= fewestFobs ? telling : rates);
    if (spreadPpm.value === 0)
      throw new OperationError(
        'refused',
        `the rates of the ${fobs} fobs agree within what their readings are unsure of, so no spread can be told (0 to ${spreadPpm.high.toFixed(1)} ppm): observe them over more days`,
        { remedy: { operation: 'observation.add', arguments: { serial: '<serial>', code: '<code>' } } },
      );
    const own: DerivedModel = {
      schema: derivedModelSchema,
      id: name,
      base: base ?? onlyModel(models),
      fobs,
      ratePpm: meanPpm,
      spreadPpm,
      derivedAt: isoTime(bench.wall.nowUs()),
    };
    try {
      derivedDatasheet(readDerivedModel(own));
    } catch (error) {
      throw new OperationError('usage', `base: ${(error as Error).message}`, {
        parameter: 'base',
        cause: error,
      });
    }
    return { model: own, basis: 'measured' as const, leftOut, file: keepModel(directory, own) };
  },
  plain: (result) => result.model.id,
  text: ({ model, leftOut, file }) =>
    [
      `${model.id}  ${model.base}, measured on ${model.fobs} fobs`,
      `rate     ${model.ratePpm.value.toFixed(2)} ppm, ${estimateText(model.ratePpm)}`,
      `spread   ${model.spreadPpm.value.toFixed(2)} ppm, ${estimateText(model.spreadPpm)}`,
      ...leftOut.map(({ serial, why }) => `left out ${serial}: ${why}`),
      `kept in  ${file}: foblab add ${model.id}`,
    ].join('\n'),
});

/** Each fob's seed is the one that the bench knows. */
const noSeed = {
  secret: undefined,
  digits: undefined,
  period: undefined,
  algorithm: undefined,
  event: false,
  counter: undefined,
  policy: undefined,
  by: undefined,
  store: undefined,
};

function onlyModel(models: ReadonlySet<string>): string {
  const [first] = models;
  if (first !== undefined && models.size === 1) return first;
  throw new OperationError(
    'usage',
    `base: ${models.size === 0 ? 'no passport names a model' : `the passports name ${[...models].join(', ')}`}; expected the catalogue model of these fobs`,
    { parameter: 'base', remedy: { operation: 'model.list' } },
  );
}
