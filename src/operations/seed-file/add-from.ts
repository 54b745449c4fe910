import { findModel, toFobModel } from '../../../devices/index.js';
import { Fob, type FobModel } from '../../../firmware-sim/index.js';
import { OperationError } from '../../contract/operation-error.js';
import { modelId, number, optional } from '../../contract/parameter.js';
import { seedFileFormatSchema, seedReportEntrySchema } from '../../contract/results/seed-file.js';
import { defineOperation } from '../../host/operation.js';
import type { SeedRecord } from '../../seed-files/index.js';
import { isActivated, makeActive } from '../fob/make-app.js';
import { leftOut } from './left-out.js';
import { readSeeds, seedFileParameters } from './read-file.js';
import { namedModel } from './record-model.js';
import { reportAnswer, reportLines } from './report-text.js';

const { file: from, ...rest } = seedFileParameters;

export const addFrom = defineOperation({
  name: 'fob.add-from',
  command: 'add-from',
  summary: 'put a simulated twin of each record of a seed file on the bench: foblab add --from <file>',
  help: 'Each record becomes a fob with its serial, seed, step and counter. Its model is --model, or the one that the record names where the catalogue has it.',
  examples: [
    'foblab add --from delivery.pskc --password-file password.txt',
    'foblab add --from tokens.csv --model onespan/digipass-go6',
  ],
  parameters: {
    from,
    model: optional(modelId('model of every fob of the file')),
    driftPpm: optional(
      number('net rate of every fob; where left out, each gets one from its model and seed', {
        minimum: -100_000,
        maximum: 100_000,
        unit: 'ppm',
      }),
    ),
    ...rest,
  },
  positionals: ['from'],
  effect: 'change',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      format: t.shared(seedFileFormatSchema),
      added: t.Array(t.Object({ serial: t.String(), model: t.String() })),
      skipped: t.Array(t.String(), { description: 'serials that were on the bench before' }),
      report: t.Array(t.shared(seedReportEntrySchema)),
      notes: t.Array(t.String(), { description: 'about the file as a whole' }),
    }),
  errors: ['refused'],
  async run(context, values) {
    const { bench } = context;
    const seeds = await readSeeds({ ...values, file: values.from });
    return context.once('added', () => putOn());

    function putOn() {
      const taken = seeds.records.filter(({ serial }) => bench.spelled(serial) !== undefined);
      const skipped = new Set(taken);
      if (taken.length > 0 && !values.partial)
        throw new OperationError(
          'refused',
          `nothing added: ${taken.length} of ${seeds.records.length} serials are on the bench already (${taken
            .slice(0, 5)
            .map(({ serial }) => serial)
            .join(', ')}); remove them, or add the rest`,
          {
            parameter: 'partial',
            remedy: { operation: 'fob.add-from', arguments: { from: '<file>', partial: true } },
          },
        );
      const models = new Map<string, FobModel>();
      // Every record is made into a fob before the first is put on the bench.
      const twins = seeds.records
        .filter((record) => !skipped.has(record))
        .map((record) => ({ record, ...twinOf(record, values.model, models) }));
      for (const { record, sheet, model } of twins)
        bench.add({ serial: record.serial, modelId: sheet.id, label: record.label ?? '' }, (timeUs) => {
          const fob = Fob.create({
            model,
            serial: record.serial,
            secret: record.secret,
            seed: `${bench.seed}/${record.serial}`,
            timeUs,
            ...(record.counter === undefined ? {} : { counter: record.counter }),
            ...(values.driftPpm === undefined ? {} : { driftPpm: values.driftPpm }),
          });
          if (record.driftSteps !== undefined && record.driftSteps !== 0)
            fob.setOffset(timeUs, record.driftSteps * (record.periodSeconds ?? 30) * 1e6);
          return isActivated(sheet) ? makeActive(fob, timeUs) : fob;
        });
      return {
        format: seeds.format,
        added: twins.map(({ record, sheet }) => ({ serial: record.serial, model: sheet.id })),
        skipped: taken.map(({ serial }) => serial),
        report: reportAnswer(seeds),
        notes: [
          ...seeds.notes,
          // Manufacturer and model are those of the catalogue's fob.
          ...leftOut(
            twins.map(({ record }) => record),
            'a simulated fob',
            (detail) => !['issuer', 'startDate', 'expiryDate'].includes(detail),
          ),
        ],
      };
    }
  },
  plain: (result) => result.added.map(({ serial }) => serial).join('\n'),
  text: (result) =>
    [
      `${result.added.length} ${result.added.length === 1 ? 'fob' : 'fobs'} added (${result.format})`,
      ...reportLines(result),
    ].join('\n'),
});

/** @param models those made so far: the fobs of a delivery share one */
function twinOf(record: SeedRecord, wanted: string | undefined, models: Map<string, FobModel>) {
  const sheet = wanted === undefined ? modelOf(record) : findModel(wanted);
  const options = {
    type: record.type,
    algorithm: record.algorithm,
    digits: record.digits,
    ...(record.periodSeconds === undefined ? {} : { periodSeconds: record.periodSeconds }),
    ...(record.t0Seconds === undefined ? {} : { t0Seconds: record.t0Seconds }),
  };
  const key = `${sheet.id} ${JSON.stringify(options)}`;
  const known = models.get(key);
  if (known !== undefined) return { sheet, model: known };
  try {
    const model = toFobModel(sheet, options);
    models.set(key, model);
    return { sheet, model };
  } catch (error) {
    throw new OperationError(
      'refused',
      `nothing added: record ${record.position.record} (${record.serial}): ${(error as Error).message}`,
    );
  }
}

/** The model that the record names; where the catalogue lacks it, a GO 6, which is sold in any OATH form. */
function modelOf(record: SeedRecord) {
  const named = namedModel(record);
  if (named !== undefined) return named;
  return /^(AVT|FT)/i.test(record.serial)
    ? findModel('symantec/vip-token-avt')
    : findModel('onespan/digipass-go6');
}
