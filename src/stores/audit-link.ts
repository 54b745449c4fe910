// The audit chain's link: SHA-256 over the previous hash, the sequence number and the canonical record.
import * as crypto from 'node:crypto';
import { encodeAudit } from './audit-encoding.js';
import type { AuditEntry } from './store.js';

const prefix = new TextEncoder().encode('foblab audit 1\n');
/** Begins with the prefix; every verification links a record, and most are short. */
const scratch = new Uint8Array(1024);
scratch.set(prefix);

/** What the first record is linked to. */
export const auditGenesis: Uint8Array = new Uint8Array(32);

/** The 32-byte hash of record `sequence`. Every store computes it in the transaction that appends the record. */
export function linkAudit(previousHash: Uint8Array, sequence: number, entry: AuditEntry): Uint8Array {
  return linkRecord(previousHash, sequence, encodeAudit(entry));
}

/** The same for a record that is already encoded. */
export function linkRecord(previousHash: Uint8Array, sequence: number, record: Uint8Array): Uint8Array {
  const length = prefix.length + 40 + record.length;
  const bytes = length <= scratch.length ? scratch : new Uint8Array(length);
  if (bytes !== scratch) bytes.set(prefix);
  bytes.set(previousHash, prefix.length);
  // The sequence number as 64 bits, big-endian.
  let rest = sequence;
  for (let at = prefix.length + 39; at >= prefix.length + 32; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(record, prefix.length + 40);
  return sha256(bytes.subarray(0, length));
}

/** In one call where this Node has it (20.12): a hash object costs more than the hash. */
function sha256(bytes: Uint8Array): Uint8Array {
  const digest =
    crypto.hash === undefined
      ? crypto.createHash('sha256').update(bytes).digest()
      : crypto.hash('sha256', bytes, 'buffer');
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.length);
}
