// Records of the audit, and the checkpoints that sign them.
import { instantSchema, orNull, type Shaped, shared } from '../schema.js';

export const auditRecordSchema = shared('AuditRecord', (t) =>
  t.Union([
    t.Object({
      seq: t.Integer(),
      damaged: t.Literal(false),
      at: instantSchema(t),
      serial: orNull(t, t.String({ description: 'ID of the credential; null if the record is about none' })),
      event: t.String(),
      outcome: t.String(),
      actor: t.String({ description: 'who asked; may be empty' }),
      reason: t.String(),
      detail: t.Record(t.String(), t.Union([t.String(), t.Number()])),
    }),
    t.Object({ seq: t.Integer(), damaged: t.Literal(true) }),
  ]),
);

export type AuditRecord = Shaped<typeof auditRecordSchema>;

export const checkpointSchema = shared('Checkpoint', (t) =>
  t.Object({
    seq: t.Integer({ description: 'how many records it signs' }),
    hash: t.String({ description: 'SHA-256 of the last of them, hexadecimal' }),
    at: instantSchema(t),
    keyId: t.String(),
    signature: t.String({ description: 'Ed25519, base64' }),
  }),
);

export type CheckpointAnswer = Shaped<typeof checkpointSchema>;
