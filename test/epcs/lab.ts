// A lab for tests of the relying parties: a database, a clock that stands, invented people, and fobs in drawers.
// Hashes are cheap and counted; random bytes come from a seed.
import * as assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  type Answer,
  type Context,
  createContext,
  fixtures,
  gold,
  type SecretHash,
} from '../../src/epcs/index.js';
import { type Message, outbox } from '../../src/epcs/outbox.js';
import {
  builtInPolicies,
  createMemoryStore,
  createVerifier,
  type Policy,
  type Store,
} from '../../src/verification/index.js';
import { Fob, type FobOptions, keyring, operator, second, startUs } from '../verification/fixtures.js';

export { day, second, startUs } from '../verification/fixtures.js';

export const passphrase = 'Correct horse 1';
export const one = '1234567893';
export const two = '2000000002';
export const three = '2000000010';

export interface Lab {
  readonly context: Context;
  readonly store: Store;
  /** The bench's time; tests move it. */
  nowUs: number;
  /** Hashes worked out so far. */
  hashes: number;
  advance(us: number): void;
  /** A fob in stock: its credential is issued. */
  stock(options: FobOptions & { id: string }): Promise<Fob>;
  code(fob: Fob): string;
  /** A code that is not used: the next step's, with the clock moved there. */
  nextCode(fob: Fob): string;
  messages(to: string): Promise<readonly Message[]>;
  /** The newest message to an address. */
  lastMessage(to: string): Promise<Message>;
}

export async function newLab(
  store: Store = createMemoryStore(),
  seed = 'lab',
  policies: readonly Policy[] = builtInPolicies,
): Promise<Lab> {
  let counter = 0;
  const hash: SecretHash = {
    make: async (secret) => {
      lab.hashes += 1;
      return digest(secret);
    },
    matches: async (secret, stored) => {
      lab.hashes += 1;
      return stored !== null && digest(secret) === stored;
    },
  };
  const verifier = createVerifier({ store, keyring, policies, backupCodeCost: 2 });
  const context = createContext({
    store,
    verifier,
    keyring,
    hash,
    nowUs: () => lab.nowUs,
    randomBytes: (count) => {
      const bytes = createHash('shake256', { outputLength: count }).update(`${seed} ${counter++}`).digest();
      return new Uint8Array(bytes);
    },
  });
  const lab: Lab = {
    context,
    store,
    nowUs: startUs,
    hashes: 0,
    advance: (us) => {
      lab.nowUs += us;
    },
    stock: async (options) => {
      const seed = createHash('sha1').update(options.id).digest();
      const fob = new Fob({ seed: new Uint8Array(seed), ...options });
      await verifier.enroll(fob.enrollment(lab.nowUs, { lifecycle: 'issued', ...operator }));
      return fob;
    },
    code: (fob) => fob.code(lab.nowUs),
    nextCode: (fob) => {
      lab.advance(30 * second);
      return fob.code(lab.nowUs);
    },
    messages: async (to) =>
      (await store.companions({ table: outbox.name, limit: 1000 }))
        .map(({ body }) => JSON.parse(body) as Message)
        .filter((message) => message.to === to),
    lastMessage: async (to) => {
      const last = (await lab.messages(to)).at(-1);
      assert.ok(last, `no message to ${to}`);
      return last;
    },
  };
  await good(fixtures.loadFixtures(context, { by: 'test' }));
  return lab;
}

/** Over a store that a lab has filled, in another process. */
export function labContext(store: Store, nowUs: () => number): Context {
  const hash: SecretHash = {
    make: async (secret) => digest(secret),
    matches: async (secret, stored) => digest(secret) === stored,
  };
  const verifier = createVerifier({ store, keyring, backupCodeCost: 2 });
  return createContext({ store, verifier, keyring, hash, nowUs });
}

function digest(secret: string): string {
  return createHash('sha256').update(secret.normalize('NFKC')).digest('hex');
}

export async function good<T>(answer: Promise<Answer<T>>): Promise<T> {
  const result = await answer;
  if (!result.ok) assert.fail(`refused: ${result.refusal.code}: ${result.refusal.message}`);
  return result.value;
}

/** The code of the refusal. */
export async function bad(answer: Promise<Answer<unknown>>): Promise<string> {
  const result = await answer;
  if (result.ok) assert.fail(`not refused: ${JSON.stringify(result.value)}`);
  return result.refusal.code;
}

export const go7: FobOptions & { id: string } = { id: '3315511111', policy: 'onespan' };
export const go7Form = {
  manufacturer: 'ONESPAN',
  issuer: 'DRFIRST',
  type: 'OTP HARD TOKEN',
  nickname: 'fob',
  credentialId: '33-1551111-1',
};
export const vip: FobOptions & { id: string } = { id: 'SYMC12345678', policy: 'symantec-vip' };
export const vipForm = {
  manufacturer: 'SYMANTEC',
  issuer: 'DRFIRST',
  type: 'OTP SOFT TOKEN',
  nickname: 'iPhone token app',
  credentialId: 'SYMC12345678',
};

/** A prescriber who is enrolled at Gold with a GO 7. */
export async function enrolledAtGold(lab: Lab, npi = one, fobOptions = go7, form = go7Form): Promise<Fob> {
  const { context } = lab;
  const fob = await lab.stock(fobOptions);
  const { sentTo } = await good(gold.invite(context, { npi, by: 'admin' }));
  const invitationId = (await lab.lastMessage(sentTo)).code ?? '';
  const { session } = await good(gold.beginEnrolment(context, { invitationId }));
  await good(gold.enrolToken(context, session, { ...form, otp: lab.code(fob) }));
  await good(gold.proveIdentity(context, session, { outcome: 'verified' }));
  await good(
    gold.choosePassphrase(context, session, { passphrase, question: 'First pet?', answer: 'Fido the dog' }),
  );
  return fob;
}

/** A session at Gold with both factors. */
export async function signedInAtGold(lab: Lab, fob: Fob, npi = one): Promise<string> {
  const first = await good(gold.signIn(lab.context, { npi, passphrase }));
  const otp = lab.nextCode(fob);
  return (await good(gold.submitOtp(lab.context, first.session, { token: fob.id, otp }))).session;
}
