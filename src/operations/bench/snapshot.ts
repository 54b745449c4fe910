import { isoTime } from '../../contract/iso-time.js';
import { flag } from '../../contract/parameter.js';
import { instantSchema } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';

/** A snapshot of a bench, as it is kept in a file. */
export const benchSnapshotFormat = 'foblab.bench-snapshot/2' as const;

export const snapshot = defineOperation({
  name: 'bench.snapshot',
  command: 'snapshot',
  summary: 'the whole bench as JSON, to restore later',
  help: 'Without --with-secrets the snapshot has no seeds and can be restored on this bench only.',
  examples: ['foblab snapshot > before.json', 'foblab snapshot --with-secrets > all.json'],
  parameters: { withSecrets: flag('put the seeds into the snapshot, in clear') },
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  access: 'administer',
  answer: (t) =>
    t.Object({
      format: t.Literal(benchSnapshotFormat),
      at: instantSchema(t, 'true time'),
      rate: t.Number({ description: 'true seconds in one wall second; 0 is paused' }),
      withSecrets: t.Boolean(),
      fobs: t.Array(
        t.Object({
          model: t.String(),
          label: t.String(),
          fob: t.Object(
            {
              schema: t.String({ description: 'of the state: it goes with the kind of fob' }),
              serial: t.String(),
              model: t.Unknown(),
              state: t.Unknown({ description: 'for foblab restore alone' }),
              vault: t.Optional(t.String({ description: 'the seed, in clear; where it was asked for' })),
            },
            { additionalProperties: true },
          ),
        }),
      ),
    }),
  secretFields: ['vault'],
  run({ bench }, { withSecrets }) {
    return {
      format: benchSnapshotFormat,
      at: isoTime(bench.nowUs()),
      rate: bench.time.rate,
      withSecrets,
      fobs: bench.fobs().map(({ serial, modelId, label }) => {
        const { vault, ...rest } = bench.look(serial, (simulated) => simulated.snapshot());
        return { model: modelId, label, fob: withSecrets ? { ...rest, vault } : rest };
      }),
    };
  },
  text: (result) => JSON.stringify(result, null, 2),
});
