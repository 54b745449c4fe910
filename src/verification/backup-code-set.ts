// The backup codes of one owner. They are stored apart from the credentials, so that they remain when a fob is lost.
import type { CompanionWrite, CredentialRecord } from '../stores/store.js';
import type { Core } from './core.js';
import type { Throttled } from './throttle.js';

export interface BackupCodeSet extends Throttled {
  /** Version of the stored row; 0 if the owner has none. */
  readonly version: number;
  readonly salt: Uint8Array | null;
  /** The scrypt hashes of the unused codes. */
  readonly hashes: readonly Uint8Array[];
}

export const backupCodeTable = 'backup-codes';

/** The owner of the backup codes of a credential: its owner, or the credential itself if it has none. */
export function ownerOf({ id, facts }: CredentialRecord): string {
  return facts.owner ?? id;
}

export async function readBackupCodeSet(core: Core, owner: string): Promise<BackupCodeSet> {
  const row = await core.store.companion(backupCodeTable, owner);
  if (row === null) return { ...unthrottled(noCodes), version: 0 };
  const { salt, hashes, failures, lastWrongDigest, throttledUntilUs, lockedAtUs } = JSON.parse(
    row.body,
  ) as StoredSet;
  return {
    version: row.version,
    salt: salt === null ? null : bytesOf(salt),
    hashes: (hashes.match(/.{64}/g) ?? []).map(bytesOf),
    failures,
    lastWrongDigest: lastWrongDigest === null ? null : bytesOf(lastWrongDigest),
    throttledUntilUs,
    lockedAtUs,
  };
}

export async function remainingBackupCodes(core: Core, owner: string): Promise<number> {
  return (await readBackupCodeSet(core, owner)).hashes.length;
}

export function writeOf(owner: string, set: BackupCodeSet): CompanionWrite {
  const { version, salt, hashes, failures, lastWrongDigest, throttledUntilUs, lockedAtUs } = set;
  const stored: StoredSet = {
    salt: salt === null ? null : hexOf(salt),
    hashes: hashes.map(hexOf).join(''),
    failures,
    lastWrongDigest: lastWrongDigest === null ? null : hexOf(lastWrongDigest),
    throttledUntilUs,
    lockedAtUs,
  };
  return { table: backupCodeTable, key: owner, version, body: JSON.stringify(stored) };
}

/** Forgets the failures, and the delay or lock that they have caused. */
export function unthrottled(set: BackupCodeSet): BackupCodeSet {
  return { ...set, failures: 0, lastWrongDigest: null, throttledUntilUs: null, lockedAtUs: null };
}

const noCodes: BackupCodeSet = {
  version: 0,
  salt: null,
  hashes: [],
  failures: 0,
  lastWrongDigest: null,
  throttledUntilUs: null,
  lockedAtUs: null,
};

/** The set as text: bytes in hexadecimal, with the hashes joined. */
interface StoredSet {
  readonly salt: string | null;
  readonly hashes: string;
  readonly failures: number;
  readonly lastWrongDigest: string | null;
  readonly throttledUntilUs: number | null;
  readonly lockedAtUs: number | null;
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}
