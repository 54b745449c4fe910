// A verifier on a store, and a fob with a seed, a clock with offset and rate, and a counter. The fob's codes come from
// node:crypto, never from the kernel under test.
import { createHmac } from 'node:crypto';
import {
  createMemoryStore,
  createVerifier,
  developmentKeyring,
  type EnrollmentRequest,
  type Policy,
  type Store,
  type Verdict,
  type Verifier,
} from '../../src/verification/index.js';

export const startUs = 1_800_000_000_000_000;
export const second = 1_000_000;
export const day = 86_400 * second;
export const keyring = developmentKeyring();
export const operator = { actor: 'operator', reason: 'a test' };

export function verifierOver(store: Store = createMemoryStore(), policies?: readonly Policy[]): Verifier {
  return createVerifier({
    store,
    keyring,
    backupCodeCost: 2,
    ...(policies === undefined ? {} : { policies }),
  });
}

export interface FobOptions {
  readonly id?: string;
  readonly seed?: Uint8Array;
  readonly kind?: 'totp' | 'hotp';
  readonly algorithm?: 'SHA1' | 'SHA256' | 'SHA512';
  readonly digits?: number;
  readonly stepSeconds?: number;
  readonly policy?: string;
}

export class Fob {
  readonly id: string;
  readonly seed: Uint8Array;
  readonly kind: 'totp' | 'hotp';
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512';
  readonly digits: number;
  stepSeconds: number;
  readonly policy: string;
  /** How far its clock is ahead. */
  offsetUs = 0;
  counter = 0;

  constructor(options: FobOptions = {}) {
    this.id = options.id ?? 'fob';
    this.seed = options.seed ?? Uint8Array.from({ length: 20 }, (_, i) => (i * 31 + this.id.length) & 255);
    this.kind = options.kind ?? 'totp';
    this.algorithm = options.algorithm ?? 'SHA1';
    this.digits = options.digits ?? 6;
    this.stepSeconds = options.stepSeconds ?? 30;
    this.policy = options.policy ?? 'rfc';
  }

  step(atUs: number): number {
    return Math.floor((atUs + this.offsetUs) / second / this.stepSeconds);
  }

  /** The code of a step or counter. */
  codeOf(counter: number): string {
    const message = Buffer.alloc(8);
    message.writeBigUInt64BE(BigInt(counter));
    const digest = createHmac(this.algorithm.toLowerCase(), this.seed).update(message).digest();
    const value = digest.readUInt32BE(digest.at(-1)! & 15) & 0x7fffffff;
    return String(value % 10 ** this.digits).padStart(this.digits, '0');
  }

  /** What its display shows; for HOTP each call is a press. */
  code(atUs: number, steps = 0): string {
    if (this.kind === 'hotp') return this.codeOf(this.counter++);
    return this.codeOf(this.step(atUs) + steps);
  }

  /** A code of the right length that no step or counter within reach has. */
  wrongCode(atUs: number, variant = 0): string {
    const centre = this.kind === 'hotp' ? this.counter : this.step(atUs);
    const taken = new Set<string>();
    for (let i = Math.max(0, centre - 1500); i <= centre + 1500; i++) taken.add(this.codeOf(i));
    for (let value = 1 + variant * 5000; ; value++) {
      const code = String(value).padStart(this.digits, '0');
      if (!taken.has(code)) return code;
    }
  }

  enrollment(atUs: number, over: Partial<EnrollmentRequest> = {}): EnrollmentRequest {
    return {
      id: this.id,
      seed: this.seed,
      kind: this.kind,
      algorithm: this.algorithm,
      digits: this.digits,
      ...(this.kind === 'totp' ? { stepSeconds: this.stepSeconds } : { counter: this.counter }),
      policy: this.policy,
      atUs,
      ...operator,
      ...over,
    };
  }
}

export async function enrolled(
  options: FobOptions = {},
  over: Partial<EnrollmentRequest> = {},
  verifier: Verifier = verifierOver(),
): Promise<{ fob: Fob; verifier: Verifier; submit: (code: string, atUs: number) => Promise<Verdict> }> {
  const fob = new Fob(options);
  await verifier.enroll(fob.enrollment(startUs, over));
  return { fob, verifier, submit: (code, atUs) => verifier.verify({ credentialId: fob.id, code, atUs }) };
}
