// The audit chain's link: SHA-256 over the previous hash, the sequence number and the canonical record.
import { createHash } from 'node:crypto';
import { encodeAudit } from './audit-encoding.js';
import type { AuditEntry } from './store.js';

const domain = 'foblab audit 1\n';

/** What the first record is linked to. */
export const auditGenesis: Uint8Array = new Uint8Array(32);

/** The 32-byte hash of record `sequence`. Every store computes it in the transaction that appends the record. */
export function linkAudit(previousHash: Uint8Array, sequence: number, entry: AuditEntry): Uint8Array {
  const position = new DataView(new ArrayBuffer(8));
  position.setBigUint64(0, BigInt(sequence));
  const digest = createHash('sha256')
    .update(domain)
    .update(previousHash)
    .update(new Uint8Array(position.buffer))
    .update(encodeAudit(entry))
    .digest();
  return new Uint8Array(digest);
}
