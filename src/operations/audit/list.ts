import { isoTime } from '../../contract/iso-time.js';
import { number, optional, text } from '../../contract/parameter.js';
import { type AuditRecord, auditRecordSchema } from '../../contract/results/audit.js';
import { defineOperation } from '../../host/operation.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import type { Verifier } from '../../verification/index.js';
import { credentialId } from '../credential/credential-id.js';

export const list = defineOperation({
  name: 'audit.list',
  command: 'audit list',
  summary: 'list what the verifier did, who asked and why',
  examples: ['foblab audit list', 'foblab audit list --serial 3315511111 --last 20'],
  parameters: {
    serial: optional(text('only this credential', 'serial')),
    from: optional(
      number('from the record with this number on', {
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
  answer: (t) => t.Object({ records: t.Array(t.shared(auditRecordSchema)) }),
  async run(context, { serial, from, last = 100, store }) {
    const verifier = await verifierOf(context, store);
    const id = serial === undefined ? undefined : await credentialId(context, verifier, serial);
    const records: Row[] = [];
    for (let next = from ?? 1; ; ) {
      const page = await verifier.audit(next, 1000, id);
      records.push(...page);
      if (from === undefined && records.length > last) records.splice(0, records.length - last);
      if (page.length < 1000 || (from !== undefined && records.length >= last)) break;
      next = page[page.length - 1]!.sequence + 1;
    }
    return { records: records.slice(0, last).map(recordAnswer) };
  },
  text: (result) => result.records.map(recordLine).join('\n') || 'The audit is empty.',
});

type Row = Awaited<ReturnType<Verifier['audit']>>[number];

function recordAnswer({ sequence, entry }: Row): AuditRecord {
  if (entry === null) return { seq: sequence, damaged: true };
  const { timeUs, credentialId: id, event, outcome, actor, reason, detail } = entry;
  return {
    seq: sequence,
    damaged: false,
    at: isoTime(timeUs),
    serial: id === '' ? null : id,
    event,
    outcome,
    actor,
    reason,
    detail: Object.fromEntries(detail),
  };
}

function recordLine(record: AuditRecord): string {
  if (record.damaged) return `${record.seq}  (damaged)`;
  return [
    String(record.seq).padStart(5),
    record.at,
    (record.serial ?? '').padEnd(12),
    `${record.event} ${record.outcome}`,
    ...Object.entries(record.detail).map(([name, value]) => `${name}=${value}`),
    record.actor && `by ${record.actor}`,
    record.reason && `(${record.reason})`,
  ]
    .filter(Boolean)
    .join('  ');
}
