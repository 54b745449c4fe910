// The keys that seal seeds and sign audits. They come from a file or from the environment.
import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { VerificationError } from './verification-error.js';

export interface KeyringEntry {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** Derived keys (RFC 5869), by the ID of the key from which they are derived. */
export interface Keyring {
  /** ID of the key that seals new seeds. */
  readonly currentId: string;
  /** 32 bytes. Throws a VerificationError `unknown-key` for an ID that the keyring does not have. */
  sealingKey(id: string): Uint8Array;
  /** 32 bytes, for the checks of rows and audit records; throws as {@link sealingKey}. */
  checkingKey(id: string): Uint8Array;
  /** 32 bytes, for keyed digests of codes; derived from the current key. */
  readonly digestKey: Uint8Array;
  /** Ed25519, for checkpoints. */
  signingKey(id: string): KeyObject;
  verifyingKey(id: string): KeyObject;
}

/** A keyring of these keys; the first is the current one. Throws a TypeError for an empty list, for a key that is not 32
 *  bytes long, and for a repeated ID. */
export function createKeyring(entries: readonly KeyringEntry[]): Keyring {
  const current = entries[0];
  if (current === undefined) throw new TypeError('A keyring needs at least one key of 32 bytes.');
  const keys = new Map<string, Uint8Array>();
  for (const { id, key } of entries) {
    if (!/^[\w.-]{1,40}$/.test(id))
      throw new TypeError(`Key id ${JSON.stringify(id)}: give 1 to 40 letters, digits, ".", "_" or "-".`);
    if (key.length !== 32) throw new TypeError(`Key ${id} has ${key.length} bytes: give 32.`);
    if (keys.has(id)) throw new TypeError(`Key id ${id} is there twice.`);
    keys.set(id, Uint8Array.from(key));
  }
  const derived = new Map<string, Uint8Array>();
  const derive = (id: string, use: string): Uint8Array => {
    const known = derived.get(`${id} ${use}`);
    if (known !== undefined) return known;
    const key = keys.get(id);
    if (key === undefined)
      throw new VerificationError(
        'unknown-key',
        `Key ${id} is not in the keyring (it has ${[...keys.keys()].join(', ')}). Add it to the key file.`,
      );
    const made = new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), `foblab ${use}`, 32));
    derived.set(`${id} ${use}`, made);
    return made;
  };
  const pairs = new Map<string, { signing: KeyObject; verifying: KeyObject }>();
  const pairOf = (id: string): { signing: KeyObject; verifying: KeyObject } => {
    const known = pairs.get(id);
    if (known !== undefined) return known;
    const signing = ed25519PrivateKey(derive(id, 'audit signing 1'));
    const pair = { signing, verifying: createPublicKey(signing) };
    pairs.set(id, pair);
    return pair;
  };
  return {
    currentId: current.id,
    digestKey: derive(current.id, 'code digest 1'),
    sealingKey: (id) => derive(id, 'seed sealing 1'),
    checkingKey: (id) => derive(id, 'row check 1'),
    signingKey: (id) => pairOf(id).signing,
    verifyingKey: (id) => pairOf(id).verifying,
  };
}

/**
 * The keyring of the environment: `FOBLAB_KEY` (a key as 64 hex digits or base64, or `id:key`), or `FOBLAB_KEY_FILE` (a
 * file that only its owner can read, with one key on each line, the current one first; `#` begins a comment). null if
 * neither is set. Throws a VerificationError `bad-value` that says what to fix and shows no key.
 */
export function loadKeyring(env: Readonly<Record<string, string | undefined>>): Keyring | null {
  const { FOBLAB_KEY: text, FOBLAB_KEY_FILE: file } = env;
  if (text && file) throw wrong('FOBLAB_KEY and FOBLAB_KEY_FILE are both set: set one of them.');
  if (text) return createKeyring([parseKey(text, 'FOBLAB_KEY')]);
  return file ? createKeyring(readKeyFile(file)) : null;
}

/**
 * The keyring of a bench that has made its own key. Seeds that the development key has sealed still open.
 * Throws a VerificationError `bad-value` as {@link loadKeyring} does.
 */
export function loadBenchKeyring(file: string): Keyring {
  return createKeyring([...readKeyFile(file), developmentKey()]);
}

/** Everybody has this key. */
export const developmentKeyId = 'development';

/** Protects nothing, since everybody has it. For benches in memory and tests, whose seeds are invented. */
export function developmentKeyring(): Keyring {
  return createKeyring([developmentKey()]);
}

function developmentKey(): KeyringEntry {
  return { id: developmentKeyId, key: createHash('sha256').update('foblab development key').digest() };
}

function readKeyFile(file: string): KeyringEntry[] {
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw wrong(`${file} can be read by others than its owner: chmod 600 it.`);
  const lines = readKeys(file).split(/\r?\n/);
  const entries = lines.flatMap((line, i) => {
    const content = line.replace(/#.*/, '').trim();
    return content === '' ? [] : [parseKey(content, `${file}, line ${i + 1}`)];
  });
  if (entries.length === 0) throw wrong(`${file} holds no key: give 64 hex digits a line.`);
  return entries;
}

function parseKey(text: string, where: string): KeyringEntry {
  const colon = text.indexOf(':');
  const id = colon < 0 ? null : text.slice(0, colon).trim();
  const value = text.slice(colon + 1).trim();
  const key = /^[0-9a-f]{64}$/i.test(value)
    ? Buffer.from(value, 'hex')
    : /^[A-Za-z0-9+/]{43}=$/.test(value)
      ? Buffer.from(value, 'base64')
      : null;
  if (key === null)
    throw wrong(`${where}: a key is 64 hex digits or 32 bytes of base64, or an id, ":" and that.`);
  // The ID of a key without one is made from the key, so that another key has another ID.
  const made = `k-${createHash('sha256').update('foblab key id').update(key).digest('hex').slice(0, 8)}`;
  return { id: id ?? made, key: new Uint8Array(key) };
}

const mostKeyBytes = 65_536;

/** A pipe has no size, so reading stops when it is longer than any list of keys. */
function readKeys(file: string): string {
  const bytes = Buffer.alloc(mostKeyBytes + 1);
  const descriptor = openSync(file, 'r');
  try {
    for (let length = 0; length < bytes.length; ) {
      const count = readSync(descriptor, bytes, length, bytes.length - length, null);
      if (count === 0) return bytes.toString('utf8', 0, length);
      length += count;
    }
  } finally {
    bytes.fill(0);
    closeSync(descriptor);
  }
  throw wrong(`${file} has more than 64 KB: expected a key a line, as 64 hex digits or base64.`);
}

function wrong(message: string): VerificationError {
  return new VerificationError('bad-value', message);
}

/** PKCS #8 around a 32-byte Ed25519 seed (RFC 8410 §7). */
function ed25519PrivateKey(seed: Uint8Array): KeyObject {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  return createPrivateKey({ key: Buffer.concat([prefix, seed]), format: 'der', type: 'pkcs8' });
}
