import { isoTime } from '../../contract/iso-time.js';
import { lines, number, optional, text } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { credentialId } from '../credential/credential-id.js';
import { askedOnce } from '../credential/idempotent-request.js';
import { readCheckpoints } from './kept-checkpoints.js';

export const listAudit = defineOperation({
  name: 'audit.list',
  command: 'audit list',
  summary: 'what the verification core did, who asked and why',
  examples: ['foblab audit list', 'foblab audit list --serial 3315511111 --last 20'],
  parameters: {
    serial: optional(text('only this credential', 'serial')),
    from: optional(
      number('from this record on', {
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        unit: 'number',
        whole: true,
      }),
    ),
    last: optional(
      number('only the newest; 100 where left out', {
        minimum: 1,
        maximum: 1000,
        unit: 'records',
        whole: true,
      }),
    ),
    store: storeParameter,
  },
  positionals: [],
  effect: 'read',
  timing: 'waits',
  async run(context, { serial, from, last = 100, store }) {
    const verifier = await verifierOf(context, store);
    const id = serial === undefined ? undefined : await credentialId(context, verifier, serial);
    const records = [];
    for (let next = from ?? 1; ; ) {
      const page = await verifier.audit(next, 1000, id);
      records.push(...page);
      if (from === undefined && records.length > last) records.splice(0, records.length - last);
      if (page.length < 1000 || (from !== undefined && records.length >= last)) break;
      next = page[page.length - 1]!.sequence + 1;
    }
    return {
      records: records.slice(0, last).map(({ sequence, entry }) => ({
        sequence,
        ...(entry === null
          ? { damaged: true }
          : {
              at: isoTime(entry.timeUs),
              credentialId: entry.credentialId,
              event: entry.event,
              outcome: entry.outcome,
              actor: entry.actor,
              reason: entry.reason,
              detail: Object.fromEntries(entry.detail),
            }),
      })),
    };
  },
  text: (result) =>
    result.records
      .map((record) =>
        'damaged' in record
          ? `${record.sequence}  (damaged)`
          : [
              String(record.sequence).padStart(5),
              record.at,
              record.credentialId.padEnd(12),
              `${record.event} ${record.outcome}`,
              ...Object.entries(record.detail).map(([name, value]) => `${name}=${value}`),
              record.actor && `by ${record.actor}`,
              record.reason && `(${record.reason})`,
            ]
              .filter(Boolean)
              .join('  '),
      )
      .join('\n') || 'The audit is empty.',
});

export const verifyAudit = defineOperation({
  name: 'audit.verify',
  command: 'audit verify',
  summary: 'check the whole audit: its chain and its signed checkpoints',
  help: 'Exits 0 where it is valid. Where it is not, the first bad record is named; an empty audit is unverifiable, which is no success either. Checkpoints that were kept elsewhere show what nothing in the store can: that a log was rewritten as a whole, or cut off with all that says where it ended.',
  examples: ['foblab audit verify', 'foblab audit verify --checkpoints checkpoints.ndjson'],
  parameters: {
    checkpoints: lines('checkpoints that were kept elsewhere, one a line (foblab audit checkpoint --json)'),
    store: storeParameter,
  },
  positionals: [],
  effect: 'read',
  timing: 'waits',
  async run(context, { checkpoints, store }) {
    const kept = checkpoints === undefined ? [] : readCheckpoints(checkpoints);
    return (await verifierOf(context, store)).verifyAudit(kept);
  },
  plain: (result) => result.status,
  text: (result) =>
    [
      `${result.status}: ${result.records} records, ${result.signed} of them under ${result.checkpoints} signed checkpoint${result.checkpoints === 1 ? '' : 's'}`,
      ...(result.firstBad === null
        ? []
        : [`first bad record: ${result.firstBad.sequence}, ${result.firstBad.problem}`]),
    ].join('\n'),
  refused: (result) => result.status !== 'valid',
});

export const checkpointAudit = defineOperation({
  name: 'audit.checkpoint',
  command: 'audit checkpoint',
  summary: 'sign where the audit stands; keep the result elsewhere too',
  help: 'foblab audit verify --checkpoints FILE holds the log against what was kept.',
  examples: ['foblab audit checkpoint --json >> checkpoints.ndjson'],
  parameters: {
    by: optional(text('who asks', 'name')),
    reason: optional(text('why', 'reason')),
    store: storeParameter,
  },
  positionals: [],
  effect: 'change',
  timing: 'waits',
  async run(context, { by, reason, store }) {
    const verifier = await verifierOf(context, store);
    return verifier.writeCheckpoint({
      ...askedOnce(context),
      actor: by ?? 'operator',
      reason: reason ?? '',
    });
  },
  plain: (result) => result.hash,
  text: (result) => `record ${result.sequence}, hash ${result.hash}, signed by key ${result.keyId}`,
});
