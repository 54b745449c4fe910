// The checks of a store on disk: an HMAC over each credential and each audit record, under a key derived from the keyring.
// Who can write the database and has no key can change no row and leave out no record without being found out. A whole row
// or file that is put back as it was earlier carries its good check: kept checkpoints are for that.
import * as crypto from 'node:crypto';
import { factKeys, stateKeys } from '../stores/credential-columns.js';
import type { CredentialRecord } from '../stores/store.js';
import { developmentKeyId, type Keyring } from './keyring.js';

/** `absent`: there is none, or one under the development key, which everybody has, while the keyring has a real one. */
export type RowCheckFinding = 'good' | 'absent' | 'wrong' | 'unknown key';

type Row = Pick<CredentialRecord, 'id' | 'version' | 'facts' | 'state'>;

export function credentialCheck(keyring: Keyring, row: Row): string {
  return made(keyring, keyring.currentId, credentialText(row));
}

export function auditCheck(keyring: Keyring, sequence: number, hash: Uint8Array): string {
  return made(keyring, keyring.currentId, auditText(sequence, hash));
}

export function checkCredential(keyring: Keyring, row: CredentialRecord): RowCheckFinding {
  return found(keyring, row.rowCheck, () => credentialText(row));
}

export function checkAuditRecord(
  keyring: Keyring,
  rowCheck: string | null | undefined,
  sequence: number,
  hash: Uint8Array,
): RowCheckFinding {
  return found(keyring, rowCheck, () => auditText(sequence, hash));
}

/** Whether a check is a good one under the development key. */
export function checksUnderDevelopmentKey(keyring: Keyring, row: CredentialRecord): boolean {
  return isUnderDevelopmentKey(row.rowCheck) && isGood(keyring, row.rowCheck!, credentialText(row));
}

export function isUnderDevelopmentKey(rowCheck: string | null | undefined): boolean {
  return rowCheck?.startsWith(`${developmentKeyId} `) === true;
}

function found(keyring: Keyring, rowCheck: string | null | undefined, text: () => string): RowCheckFinding {
  if (rowCheck === null || rowCheck === undefined) return 'absent';
  if (isUnderDevelopmentKey(rowCheck) && keyring.currentId !== developmentKeyId) return 'absent';
  try {
    return isGood(keyring, rowCheck, text()) ? 'good' : 'wrong';
  } catch {
    return 'unknown key';
  }
}

/** @throws VerificationError `unknown-key` */
function isGood(keyring: Keyring, rowCheck: string, text: string): boolean {
  const keyId = rowCheck.slice(0, rowCheck.indexOf(' '));
  const [there, expected] = [Buffer.from(rowCheck), Buffer.from(made(keyring, keyId, text))];
  return there.length === expected.length && crypto.timingSafeEqual(there, expected);
}

/** The id of the key, a space, 64 hex digits. */
function made(keyring: Keyring, keyId: string, text: string): string {
  return `${keyId} ${keyOf(keyring, keyId).digest(text)}`;
}

/** Each value with its kind, and text with its length: no two rows have the same text. */
function credentialText({ id, version, facts, state }: Row): string {
  let text = `foblab credential 1\n${id.length}:${id}${version}`;
  for (const key of factKeys) text += written(facts[key]);
  for (const key of stateKeys) text += written(state[key]);
  return text;
}

function written(value: string | number | Uint8Array | null | undefined): string {
  if (typeof value === 'number') return `i${value};`;
  if (typeof value === 'string') return `t${value.length}:${value}`;
  return value === null || value === undefined ? 'n' : `b${Buffer.from(value).toString('hex')};`;
}

function auditText(sequence: number, hash: Uint8Array): string {
  return `foblab audit record 1\n${sequence};${Buffer.from(hash).toString('hex')}`;
}

// ---- HMAC-SHA-256 ------------------------------------------------------------------------------------------------

/** Every verification makes three: an Hmac object of node:crypto costs five times the hashing. */
class CheckKey {
  /** RFC 2104: the key with the inner pad, then the text; the key with the outer pad, then the inner hash. */
  readonly #outer = Buffer.alloc(blockBytes + 32, 0x5c);
  readonly #pad = Buffer.alloc(blockBytes, 0x36);
  #inner: Buffer;

  constructor(key: Uint8Array) {
    key.forEach((byte, at) => {
      this.#outer[at]! ^= byte;
      this.#pad[at]! ^= byte;
    });
    this.#inner = this.#room(2048);
  }

  /** Hex. */
  digest(text: string): string {
    // UTF-8 has at most three bytes for each UTF-16 code unit.
    if (blockBytes + text.length * 3 > this.#inner.length) this.#inner = this.#room(text.length * 3);
    const length = blockBytes + this.#inner.write(text, blockBytes, 'utf8');
    sha256(this.#inner.subarray(0, length)).copy(this.#outer, blockBytes);
    return sha256(this.#outer).toString('hex');
  }

  #room(textBytes: number): Buffer {
    const room = Buffer.alloc(blockBytes + textBytes);
    this.#pad.copy(room);
    return room;
  }
}

const blockBytes = 64;

function sha256(bytes: Uint8Array): Buffer {
  return crypto.hash === undefined
    ? crypto.createHash('sha256').update(bytes).digest()
    : crypto.hash('sha256', bytes, 'buffer');
}

const keys = new WeakMap<Keyring, Map<string, CheckKey>>();

/** @throws VerificationError `unknown-key` */
function keyOf(keyring: Keyring, id: string): CheckKey {
  let known = keys.get(keyring);
  if (known === undefined) {
    known = new Map();
    keys.set(keyring, known);
  }
  let key = known.get(id);
  if (key === undefined) {
    key = new CheckKey(keyring.checkingKey(id));
    known.set(id, key);
  }
  return key;
}
