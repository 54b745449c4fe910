// Audit records as a database gives them back: an altered record is reported as such; nothing throws.
import { decodeAudit } from './audit-encoding.js';
import type { AuditEntry } from './store.js';

export function readAuditEntry(record: Uint8Array): AuditEntry | null {
  try {
    return decodeAudit(record);
  } catch {
    return null;
  }
}
