import type { FobSnapshot } from '../../../firmware-sim/index.js';
import { isoTime } from '../../contract/iso-time.js';
import { flag } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';

export const benchSnapshotSchema = 'foblab.bench-snapshot/1';

export interface BenchSnapshot {
  schema: string;
  at: string;
  timeUs: number;
  rate: number;
  withSecrets: boolean;
  fobs: { modelId: string; label: string; fob: Omit<FobSnapshot, 'vault'> & { vault?: string } }[];
}

export const snapshot = defineOperation({
  name: 'bench.snapshot',
  command: 'snapshot',
  summary: 'the whole bench as JSON, to restore later',
  help: 'Without --with-secrets the seeds stay in the bench, and the snapshot can be restored on that bench only.',
  examples: ['foblab snapshot > before.json', 'foblab snapshot --with-secrets > all.json'],
  parameters: { withSecrets: flag('put the seeds into the snapshot, in clear') },
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  run({ bench }, { withSecrets }): BenchSnapshot {
    return {
      schema: benchSnapshotSchema,
      at: isoTime(bench.nowUs()),
      timeUs: bench.nowUs(),
      rate: bench.time.rate,
      withSecrets,
      fobs: bench.fobs().map(({ serial, modelId, label }) => {
        const { vault, ...rest } = bench.look(serial, (simulated) => simulated.snapshot());
        return { modelId, label, fob: withSecrets ? { ...rest, vault } : rest };
      }),
    };
  },
  text: (result) => JSON.stringify(result, null, 2),
});
