// A verification core over any store, with credentials whose seeds and codes every process can work out.
import { createHash } from 'node:crypto';
import type { Store } from '../../src/stores/store.js';
import { type Core, KeyCache, refusalStepsOf } from '../../src/verification/core.js';
import { codes, prepareKey } from '../../src/verification/kernel/index.js';
import { developmentKeyring } from '../../src/verification/keyring.js';
import { rfc } from '../../src/verification/policies/rfc.js';
import { sealSeed } from '../../src/verification/sealed-seed.js';
import { enrolment, sampleFacts, sampleState, startUs } from './store-samples.js';

export { verify } from '../../src/verification/verify.js';

const keyring = developmentKeyring();

export function coreOn(store: Store): Core {
  return {
    store,
    keyring,
    policies: new Map([[rfc.name, rfc]]),
    defaultPolicy: rfc,
    refusalSteps: refusalStepsOf([rfc]),
    keys: new KeyCache(keyring, 10_000),
  };
}

/** Enrols `id` with the seed that `codeOf` knows; a counter-based one starts at 0. */
export async function enrol(store: Store, id: string, kind: 'totp' | 'hotp'): Promise<void> {
  const timed = kind === 'totp';
  const result = await store.commit({
    ...enrolment(id),
    facts: {
      ...sampleFacts,
      serial: id,
      kind,
      sealedSeed: sealSeed(keyring, keyring.currentId, id, seedOf(id)),
      seedKeyId: keyring.currentId,
      stepSeconds: timed ? 30 : 0,
    },
    state: { ...sampleState, windowPhase: 'production' },
  });
  if (!result.applied) throw new Error(`${id} is already enrolled`);
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
