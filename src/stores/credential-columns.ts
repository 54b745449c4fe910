// The columns of a credential row, one list for both SQL stores: what is written in which order, and read back.
import { StoreError } from '../database/database-error.js';
import type { CredentialFacts, CredentialRecord, CredentialState } from './store.js';

export type ColumnValue = string | number | Uint8Array | null;

interface Column {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'bytes';
}

/** In this order everywhere: `facts`, then `state`. */
const factColumns: Readonly<Record<keyof CredentialFacts, Column>> = {
  serial: { name: 'serial', type: 'text' },
  manufacturer: { name: 'manufacturer', type: 'text' },
  model: { name: 'model', type: 'text' },
  sealedSeed: { name: 'sealed_seed', type: 'bytes' },
  seedKeyId: { name: 'seed_key_id', type: 'text' },
  kind: { name: 'kind', type: 'text' },
  algorithm: { name: 'algorithm', type: 'text' },
  digits: { name: 'digits', type: 'integer' },
  stepSeconds: { name: 'step_seconds', type: 'integer' },
  t0Seconds: { name: 't0_seconds', type: 'integer' },
  policy: { name: 'policy', type: 'text' },
  notBeforeUs: { name: 'not_before_us', type: 'integer' },
  expiresUs: { name: 'expires_us', type: 'integer' },
  enrolledUs: { name: 'enrolled_us', type: 'integer' },
  replacedBy: { name: 'replaced_by', type: 'text' },
  owner: { name: 'owner', type: 'text' },
  issuer: { name: 'issuer', type: 'text' },
  label: { name: 'label', type: 'text' },
};

const stateColumns: Readonly<Record<keyof CredentialState, Column>> = {
  lifecycle: { name: 'lifecycle', type: 'text' },
  lastConsumed: { name: 'last_consumed', type: 'integer' },
  driftSteps: { name: 'drift_steps', type: 'integer' },
  driftAnchorSteps: { name: 'drift_anchor_steps', type: 'integer' },
  driftAnchorUs: { name: 'drift_anchor_us', type: 'integer' },
  windowPhase: { name: 'window_phase', type: 'text' },
  failures: { name: 'failures', type: 'integer' },
  lastWrongDigest: { name: 'last_wrong_digest', type: 'bytes' },
  throttledUntilUs: { name: 'throttled_until_us', type: 'integer' },
  lockedAtUs: { name: 'locked_at_us', type: 'integer' },
  resyncFailures: { name: 'resync_failures', type: 'integer' },
  resyncSinceUs: { name: 'resync_since_us', type: 'integer' },
  candidateStep: { name: 'candidate_step', type: 'integer' },
  candidateExpiresUs: { name: 'candidate_expires_us', type: 'integer' },
  lastSuccessUs: { name: 'last_success_us', type: 'integer' },
};

export const factKeys = Object.keys(factColumns) as (keyof CredentialFacts)[];
export const stateKeys = Object.keys(stateColumns) as (keyof CredentialState)[];
const factTypes = Object.values(factColumns).map(({ type }) => type);
const stateTypes = Object.values(stateColumns).map(({ type }) => type);

export const factNames: readonly string[] = Object.values(factColumns).map(({ name }) => name);
export const stateNames: readonly string[] = Object.values(stateColumns).map(({ name }) => name);
/** What `readRecord` expects, in order. */
export const recordNames: readonly string[] = ['id', 'version', ...factNames, ...stateNames, 'row_check'];

export function factValues(facts: CredentialFacts): ColumnValue[] {
  return factKeys.map((key) => facts[key]);
}

export function stateValues(state: CredentialState): ColumnValue[] {
  return stateKeys.map((key) => state[key]);
}

/** The columns of a credential that hold text or bytes. */
export const byteNames: readonly string[] = [
  'id',
  'row_check',
  ...[...Object.values(factColumns), ...Object.values(stateColumns)]
    .filter(({ type }) => type !== 'integer')
    .map(({ name }) => name),
];

/** A row in the order of `recordNames`. Integers may come as text (PostgreSQL's bigint does). */
export function readRecord(row: readonly unknown[]): CredentialRecord {
  const facts: Record<string, ColumnValue> = {};
  const state: Record<string, ColumnValue> = {};
  factKeys.forEach((key, at) => {
    facts[key] = columnValue(row[at + 2], factTypes[at]!);
  });
  stateKeys.forEach((key, at) => {
    state[key] = columnValue(row[at + 2 + factKeys.length], stateTypes[at]!);
  });
  const rowCheck = textOrNull(row[2 + factKeys.length + stateKeys.length]);
  return {
    id: storedText(row[0]),
    version: Number(row[1]),
    facts: facts as unknown as CredentialFacts,
    state: state as unknown as CredentialState,
    ...(rowCheck === null ? {} : { rowCheck }),
  };
}

function columnValue(value: unknown, type: Column['type']): ColumnValue {
  if (value === null || value === undefined) return null;
  if (type === 'integer') return Number(value);
  return type === 'bytes' ? plainBytes(value as Uint8Array) : storedText(value);
}

export function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : storedText(value);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text of a row, also where it was read as bytes. @throws StoreError `damaged` where they are not UTF-8 */
export function storedText(value: unknown): string {
  if (!(value instanceof Uint8Array)) return String(value);
  try {
    return utf8.decode(value);
  } catch (error) {
    const shown = Buffer.from(value).toString('utf8').slice(0, 40);
    throw new StoreError(
      'damaged',
      `A row of the store is damaged: ${JSON.stringify(shown)} in it is not UTF-8. Restore the store from a copy`,
      { cause: error },
    );
  }
}

/** The bytes that a database gave, as no Buffer. A view: nobody else holds them. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes whose order is that of the id's UTF-16 code units: neither database orders text so by itself. */
export function idOrder(id: string): Uint8Array {
  const bytes = new Uint8Array(id.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < id.length; at++) view.setUint16(at * 2, id.charCodeAt(at));
  return bytes;
}
