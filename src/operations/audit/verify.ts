import { lines } from '../../contract/parameter.js';
import { oneOf } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { readCheckpoints } from './kept-checkpoints.js';

export const verify = defineOperation({
  name: 'audit.verify',
  command: 'audit verify',
  summary: 'check the whole audit and every credential: hashes, checks and signed checkpoints',
  help: 'Exits 0 where it is valid. Where it is not, the answer names the first bad record, or the first credential whose row was altered. On disk each record and each credential carries a check that only a holder of the key can make. An empty audit is unverifiable, which is no success either. Checkpoints that you kept elsewhere show what nothing in the store can: that a log was rewritten as a whole, or that its end was cut off.',
  examples: ['foblab audit verify', 'foblab audit verify --checkpoints checkpoints.ndjson'],
  parameters: {
    checkpoints: lines('checkpoints that you kept, one a line (foblab audit checkpoint --json)'),
    store: storeParameter,
  },
  positionals: [],
  effect: 'read',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      status: oneOf(t, ['valid', 'invalid', 'unverifiable']),
      records: t.Integer(),
      signed: t.Integer({ description: 'records, from the first on, that a checkpoint vouches for' }),
      checkpoints: t.Integer(),
      firstBad: t.Union([t.Object({ seq: t.Integer(), problem: t.String() }), t.Null()]),
      firstBadCredential: t.Union([t.Object({ id: t.String(), problem: t.String() }), t.Null()]),
    }),
  async run(context, { checkpoints, store }) {
    const kept = checkpoints === undefined ? [] : readCheckpoints(checkpoints);
    const { firstBad, ...report } = await (await verifierOf(context, store)).verifyAudit(kept);
    return {
      ...report,
      firstBad: firstBad === null ? null : { seq: firstBad.sequence, problem: firstBad.problem },
    };
  },
  plain: (result) => result.status,
  text: ({ status, records, signed, checkpoints, firstBad, firstBadCredential: credential }) =>
    [
      `${status}: ${records} records, ${signed} of them under ${checkpoints} signed checkpoint${checkpoints === 1 ? '' : 's'}`,
      ...(firstBad === null ? [] : [`first bad record: ${firstBad.seq}, ${firstBad.problem}`]),
      ...(credential === null ? [] : [`first bad credential: ${credential.id}, ${credential.problem}`]),
    ].join('\n'),
  refused: (result) => result.status !== 'valid',
});
