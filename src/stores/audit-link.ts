// The audit chain's link: SHA-256 over the previous hash, the sequence number and the canonical record.
import * as crypto from 'node:crypto';
import { encodeAudit } from './audit-encoding.js';
import type { AuditEntry } from './store.js';

const prefix = new TextEncoder().encode('foblab audit 1\n');

/** What the first record is linked to. */
export const auditGenesis: Uint8Array = new Uint8Array(32);

/** The 32-byte hash of record `sequence`. Every store computes it in the transaction that appends the record. */
export function linkAudit(previousHash: Uint8Array, sequence: number, entry: AuditEntry): Uint8Array {
  return linkRecord(previousHash, sequence, encodeAudit(entry));
}

/** The same for a record that is already encoded. */
export function linkRecord(previousHash: Uint8Array, sequence: number, record: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(prefix.length + 40 + record.length);
  bytes.set(prefix);
  bytes.set(previousHash, prefix.length);
  new DataView(bytes.buffer).setBigUint64(prefix.length + 32, BigInt(sequence));
  bytes.set(record, prefix.length + 40);
  return sha256(bytes);
}

/** In one call where this Node has it (20.12): a hash object costs more than the hash. */
function sha256(bytes: Uint8Array): Uint8Array {
  const digest =
    crypto.hash === undefined
      ? crypto.createHash('sha256').update(bytes).digest()
      : crypto.hash('sha256', bytes, 'buffer');
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.length);
}
