import { isoTime } from '../../contract/iso-time.js';
import { optional, text } from '../../contract/parameter.js';
import { checkpointSchema } from '../../contract/results/audit.js';
import { defineOperation } from '../../host/operation.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { idempotentRequest } from '../credential/idempotent-request.js';

export const checkpoint = defineOperation({
  name: 'audit.checkpoint',
  command: 'audit checkpoint',
  summary: 'sign the state of the audit; keep the result outside the store',
  help: 'foblab audit verify --checkpoints FILE compares the audit with what you kept.',
  examples: ['foblab audit checkpoint --json >> checkpoints.ndjson'],
  parameters: {
    by: optional(text('who asks', 'name')),
    reason: optional(text('why', 'reason')),
    store: storeParameter,
  },
  positionals: [],
  effect: 'change',
  timing: 'waits',
  answer: (t) => t.shared(checkpointSchema),
  errors: ['refused'],
  async run(context, { by, reason, store }) {
    const verifier = await verifierOf(context, store);
    const { sequence, timeUs, hash, keyId, signature } = await verifier.writeCheckpoint({
      ...idempotentRequest(context),
      actor: by ?? 'operator',
      reason: reason ?? '',
    });
    return { seq: sequence, hash, at: isoTime(timeUs), keyId, signature };
  },
  plain: (result) => result.hash,
  text: (result) => `record ${result.seq}, hash ${result.hash}, signed by key ${result.keyId}`,
});
