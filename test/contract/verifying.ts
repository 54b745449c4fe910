// A verifier over any store, with credentials whose seeds and codes every process can work out.
import { createHash } from 'node:crypto';
import type { Store } from '../../src/stores/store.js';
import { createVerifier, developmentKeyring, rfc, type Verifier } from '../../src/verification/index.js';
import { codes, prepareKey } from '../../src/verification/kernel/index.js';
import { startUs } from './store-samples.js';

export function verifierOn(store: Store): Verifier {
  return createVerifier({ store, keyring: developmentKeyring(), policies: [rfc] });
}

/** Enrols `id` with the seed that `codeOf` knows; a counter-based one starts at 0. */
export async function enrol(store: Store, id: string, kind: 'totp' | 'hotp'): Promise<void> {
  const request = { id, kind, seed: seedOf(id), serial: id, atUs: startUs, actor: 'test', reason: '' };
  await verifierOn(store).enroll(request);
}

/** The step that is current at `startUs`. */
export const startStep = Math.floor(startUs / 30_000_000);

/** The six-digit code of `id` at a step or counter. */
export function codeOf(id: string, step: number): string {
  const out = new Int32Array(1);
  codes(prepareKey('SHA1', seedOf(id)), step, 1, 6, out);
  return String(out[0]).padStart(6, '0');
}

function seedOf(id: string): Uint8Array {
  return new Uint8Array(createHash('sha1').update(`seed of ${id}`).digest());
}
