// The checks of a store on disk: an HMAC over each credential and each audit record, under a key derived from the keyring.
// Who can write the database and has no key can change no row and leave out no record without being found out. A whole row
// or file that is put back as it was earlier carries its good check: kept checkpoints are for that.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CredentialRecord } from '../stores/store.js';
import { developmentKeyId, type Keyring } from './keyring.js';

/** `absent`: there is none, or one under the development key, which everybody has, while the keyring has a real one. */
export type RowCheckFinding = 'good' | 'absent' | 'wrong' | 'unknown key';

type Row = Pick<CredentialRecord, 'id' | 'version' | 'facts' | 'state'>;

export function credentialCheck(keyring: Keyring, row: Row): string {
  return made(keyring, keyring.currentId, credentialBytes(row));
}

export function auditCheck(keyring: Keyring, sequence: number, hash: Uint8Array): string {
  return made(keyring, keyring.currentId, auditBytes(sequence, hash));
}

export function checkCredential(keyring: Keyring, row: CredentialRecord): RowCheckFinding {
  return found(keyring, row.rowCheck, () => credentialBytes(row));
}

export function checkAuditRecord(
  keyring: Keyring,
  rowCheck: string | null | undefined,
  sequence: number,
  hash: Uint8Array,
): RowCheckFinding {
  return found(keyring, rowCheck, () => auditBytes(sequence, hash));
}

/** Whether a check is a good one under the development key. */
export function checksUnderDevelopmentKey(keyring: Keyring, row: CredentialRecord): boolean {
  return isUnderDevelopmentKey(row.rowCheck) && isGood(keyring, row.rowCheck!, credentialBytes(row));
}

export function isUnderDevelopmentKey(rowCheck: string | null | undefined): boolean {
  return rowCheck?.startsWith(`${developmentKeyId} `) === true;
}

function found(keyring: Keyring, rowCheck: string | null | undefined, bytes: () => string): RowCheckFinding {
  if (rowCheck === null || rowCheck === undefined) return 'absent';
  if (isUnderDevelopmentKey(rowCheck) && keyring.currentId !== developmentKeyId) return 'absent';
  try {
    return isGood(keyring, rowCheck, bytes()) ? 'good' : 'wrong';
  } catch {
    return 'unknown key';
  }
}

/** @throws VerificationError `unknown-key` */
function isGood(keyring: Keyring, rowCheck: string, bytes: string): boolean {
  const keyId = rowCheck.slice(0, rowCheck.indexOf(' '));
  const [there, expected] = [Buffer.from(rowCheck), Buffer.from(made(keyring, keyId, bytes))];
  return there.length === expected.length && timingSafeEqual(there, expected);
}

/** The id of the key, a space, 64 hex digits. */
function made(keyring: Keyring, keyId: string, bytes: string): string {
  const digest = createHmac('sha256', keyring.checkingKey(keyId)).update(bytes).digest('hex');
  return `${keyId} ${digest}`;
}

function credentialBytes({ id, version, facts, state }: Row): string {
  return JSON.stringify(['foblab credential 1', id, version, fields(facts), fields(state)]);
}

function auditBytes(sequence: number, hash: Uint8Array): string {
  return JSON.stringify(['foblab audit record 1', sequence, Buffer.from(hash).toString('hex')]);
}

/** By name: the order of the columns is the store's. */
function fields(values: object): unknown[] {
  return Object.entries(values)
    .map(([name, value]) => [
      name,
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : (value ?? null),
    ])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
