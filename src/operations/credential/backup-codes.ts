import { number, optional, text } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { wholeCredentialId } from './credential-id.js';
import { idempotentRequest, recordOnce } from './idempotent-request.js';

export const backupCodes = defineOperation({
  name: 'credential.backup-codes',
  command: 'backup-codes',
  summary: 'make backup codes for a credential; its older ones become void',
  help: 'They are shown now and never again. Each is accepted once: foblab verify <serial> <code> --backup.',
  examples: ['foblab backup-codes 3315511111'],
  parameters: {
    serial: text('serial or credential ID', 'serial'),
    count: optional(
      number('how many; 10 where left out', { minimum: 1, maximum: 20, unit: 'codes', whole: true }),
    ),
    by: optional(text('who asks, for the audit', 'name')),
    reason: optional(text('why, for the audit', 'reason')),
    store: storeParameter,
  },
  positionals: ['serial'],
  effect: 'change',
  timing: 'waits',
  access: 'administer',
  answer: (t) =>
    t.Object({
      serial: t.String({ description: 'ID of the credential' }),
      codes: t.Array(t.String()),
      remaining: t.Integer(),
    }),
  errors: ['refused'],
  secretFields: ['codes'],
  async run(context, { serial, count, by, reason, store }) {
    const verifier = await verifierOf(context, store);
    const id = await wholeCredentialId(context, verifier, serial);
    const codes = await verifier.generateBackupCodes({
      credentialId: id,
      ...idempotentRequest(context),
      actor: by ?? 'operator',
      reason: reason ?? '',
      ...(count === undefined ? {} : { count }),
    });
    recordOnce(context, 'credential', id, { change: 'backup-codes', count: codes.length });
    return { serial: id, codes: [...codes], remaining: codes.length };
  },
  plain: (result) => result.codes.join('\n'),
  text: (result) => result.codes.join('\n'),
});
