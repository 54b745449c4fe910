// The archived record of a signed prescription: the signed text, the signature, and the public key. The signature is ECDSA on
// P-256 with SHA-256 (21 CFR 1311.120(b)(17): FIPS 186). Records must be kept for two years (21 CFR 1311.305).
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { openSealed, seal } from '../../verification/index.js';
import { recordIncident } from '../administration/incident.js';
import { table } from '../table.js';
import type { Work } from '../work.js';

export interface SignedRecord {
  readonly id: string;
  readonly npi: string;
  readonly signedUs: number;
  readonly credentialId: string;
  /** JSON: the prescription, the signer, the token, the time, and the statement. */
  readonly text: string;
  /** DER, in base64. */
  readonly signature: string;
  /** PEM. */
  readonly publicKey: string;
}

/** Keys: NPI, month, time, ID. */
export const signedRecords = table<SignedRecord>('signed-record');

export interface SignedRecordSummary {
  readonly key: string;
  readonly id: string;
  readonly signedUs: number;
  readonly credentialId: string;
  readonly patient: string;
  readonly drug: string;
  readonly deaNumber: string;
  readonly signatureHolds: boolean;
}

export function recordKey(npi: string, signedUs: number, id: string): string {
  const month = new Date(signedUs / 1000).toISOString().slice(0, 7);
  return `${npi}/${month}/${signedUs}/${id}`;
}

/** The records of a month. An altered record is an incident. */
export async function signedRecordsOf(
  work: Work,
  npi: string,
  month: string,
): Promise<readonly SignedRecordSummary[]> {
  const found = await work.listAll(signedRecords, `${npi}/${month}/`);
  const summaries = found.map(({ key, row }) => summaryOf(key, row));
  if (summaries.some(({ signatureHolds }) => !signatureHolds))
    recordIncident(work, {
      kind: 'record-altered',
      npi,
      credentialId: null,
      actor: 'foblab',
      what: 'the signature of a signed record does not hold',
    });
  return summaries;
}

export function summaryOf(key: string, record: SignedRecord): SignedRecordSummary {
  const { id, signedUs, credentialId } = record;
  const signatureHolds = recordHolds(record);
  const { prescription } = JSON.parse(record.text) as {
    prescription: { patient: string; drug: string; deaNumber: string };
  };
  const { patient, drug, deaNumber } = prescription;
  return { key, id, signedUs, credentialId, patient, drug, deaNumber, signatureHolds };
}

/** True if the signature is valid for the text. */
export function recordHolds({ text, signature, publicKey }: SignedRecord): boolean {
  try {
    return verify(
      'sha256',
      Buffer.from(text, 'utf8'),
      createPublicKey(publicKey),
      Buffer.from(signature, 'base64'),
    );
  } catch {
    return false;
  }
}

interface StoredKey {
  readonly keyId: string;
  /** PKCS #8, sealed under the keyring. */
  readonly sealed: string;
}

const signingKeys = table<StoredKey>('signing-key');

export interface Signer {
  readonly publicKey: string;
  sign(text: string): string;
}

/** The application's signing key. The first call makes it. */
export async function signer(work: Work): Promise<Signer> {
  const { keyring } = work.context;
  const stored = await work.read(signingKeys, 'current');
  let key: KeyObject;
  if (stored === null) {
    key = await work.once(
      'signing key',
      async () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    );
    const keyId = keyring.currentId;
    const bytes = key.export({ type: 'pkcs8', format: 'der' });
    const sealed = Buffer.from(seal(keyring, keyId, `epcs signing key ${keyId}`, bytes)).toString('base64');
    work.write(signingKeys, 'current', { keyId, sealed });
  } else {
    const { keyId, sealed } = stored;
    const bytes = openSealed(keyring, keyId, `epcs signing key ${keyId}`, Buffer.from(sealed, 'base64'));
    if (bytes === null) throw new Error('The signing key does not open: the keyring is another one.');
    key = createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' });
  }
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  return { publicKey, sign: (text) => sign('sha256', Buffer.from(text, 'utf8'), key).toString('base64') };
}
