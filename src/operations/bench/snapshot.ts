import { isoTime } from '../../contract/iso-time.js';
import { flag } from '../../contract/parameter.js';
import { type DamagedFob, damagedFobSchema } from '../../contract/results/fob.js';
import { instantSchema, type SchemaBuilder } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';

/** A snapshot of a bench, as it is kept in a file. */
export const benchSnapshotFormat = 'foblab.bench-snapshot/2' as const;

export const snapshot = defineOperation({
  name: 'bench.snapshot',
  command: 'snapshot',
  summary: 'the whole bench as JSON, to restore later',
  help: 'Without --with-secrets the snapshot has no seeds and can be restored on this bench only. It is one JSON object with a line for each fob, however many there are.',
  examples: ['foblab snapshot > before.json', 'foblab snapshot --with-secrets > all.json'],
  parameters: {
    withSecrets: flag('put the seeds into the snapshot, in clear'),
    stream: flag('send the head, then fob by fob, for a bench of any size: the command line always does'),
  },
  positionals: [],
  effect: 'read',
  timing: 'streams',
  access: 'administer',
  answer: (t) =>
    t.Object({
      ...headFields(t),
      fobs: t.Array(fobSchema(t), { description: 'none where they were streamed' }),
      damaged: t.Array(t.shared(damagedFobSchema), { description: 'those that cannot be read' }),
    }),
  item: (t) => t.Union([t.Object({ head: t.Object(headFields(t)) }), t.Object({ fob: fobSchema(t) })]),
  secretFields: ['vault'],
  async run({ bench, item, signal }, { withSecrets, stream }) {
    const fobs: SnapshotFob[] = [];
    const damaged: DamagedFob[] = [];
    const stored = bench.snapshots();
    const head = {
      format: benchSnapshotFormat,
      at: isoTime(bench.nowUs()),
      rate: bench.time.rate,
      withSecrets,
    };
    if (stream) await item({ head });
    for (const one of stored) {
      if (signal.aborted) break;
      const { serial, modelId: model, label } = one.entry;
      if ('damage' in one) {
        damaged.push({ serial, damage: one.damage.message });
        continue;
      }
      const { vault, ...rest } = one.snapshot;
      const fob: SnapshotFob = { model, label, fob: withSecrets ? { ...rest, vault } : rest };
      if (stream) await item({ fob });
      else fobs.push(fob);
    }
    return { ...head, fobs, damaged };
  },
  text: (result) => JSON.stringify(result, null, 2),
});

const headFields = (t: SchemaBuilder) => ({
  format: t.Literal(benchSnapshotFormat),
  at: instantSchema(t, 'true time'),
  rate: t.Number({ description: 'true seconds in one wall second; 0 is paused' }),
  withSecrets: t.Boolean(),
});

interface SnapshotFob {
  model: string;
  label: string;
  fob: { schema: string; serial: string; model: unknown; state: unknown; vault?: string };
}

const fobSchema = (t: SchemaBuilder) =>
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
  });
