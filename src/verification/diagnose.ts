// Finds out why the codes of a fob are wrong, by trying a code under other parameters. A hit gives a sentence for an
// operator. It accepts nothing and changes nothing.
import type { CredentialRecord } from '../stores/store.js';
import { normalizeCode } from './code-input.js';
import { type Core, checkedTime, policyOf } from './core.js';
import { type Algorithm, findSteps, prepareKey } from './kernel/index.js';
import type { Policy } from './policy.js';
import { openSeed } from './sealed-seed.js';
import { codeValue } from './search.js';
import { type Ring, ringsOf, wideRing } from './window.js';

/** The parameters of one trial: those of the credential, with the difference that `what` names. */
interface Trial {
  /** "a 60 s token" in "this looks like a code of …". */
  readonly what: string;
  readonly seed: Uint8Array;
  readonly algorithm: Algorithm;
  readonly kind: 'totp' | 'hotp';
  readonly stepSeconds: number;
}

/** The most steps or counters of one trial. */
const trialSteps = 2001;

/** The parameters of a token without the record of a credential. */
export interface FobParameters {
  readonly seed: Uint8Array;
  readonly kind: 'totp' | 'hotp';
  readonly algorithm: Algorithm;
  readonly digits: number;
  readonly stepSeconds: number;
}

/**
 * Says to an operator under which other parameters this code of the credential is right.
 * @returns null if nothing fits, or if there is no such credential
 */
export async function diagnose(
  core: Core,
  request: { readonly credentialId: string; readonly code: string; readonly atUs: number },
): Promise<string | null> {
  const atUs = checkedTime(request.atUs);
  const record = await core.store.get(request.credentialId);
  if (record === null) return null;
  const { facts } = record;
  const seed = openSeed(core.keyring, facts.seedKeyId, record.id, facts.sealedSeed);
  try {
    return diagnoseCode({ ...facts, seed }, policyOf(core, facts.policy), record, request.code, atUs);
  } finally {
    seed.fill(0);
  }
}

/** `record` gives the known drift and counter. Each trial stays within the reach of the policy. */
export function diagnoseCode(
  parameters: FobParameters,
  policy: Policy,
  record: CredentialRecord,
  typed: string,
  atUs: number,
): string | null {
  // The length of a code already shows that it is wrong.
  const digits = [parameters.digits, 6, 8].find((length) => normalizeCode(typed, length) !== null);
  if (digits === undefined) return null;
  const code = codeValue(normalizeCode(typed, digits)!);
  const trials = trialsOf(parameters, digits !== parameters.digits);
  const hits: string[] = [];
  let tried = 0;
  for (const trial of trials) {
    const ring = ringOf(policy, record, trial, atUs);
    const count = ring.last - ring.first + 1;
    if (count < 1) continue;
    tried += count;
    const key = prepareKey(trial.algorithm, trial.seed);
    if (findSteps(key, ring.first, count, digits, code, new Float64Array(1)) > 0) hits.push(trial.what);
  }
  if (hits.length === 0) return null;
  const space = digits >= 10 ? 2 ** 31 : Number(`1e${digits}`);
  const length =
    digits === parameters.digits ? '' : `, with ${digits} digits instead of ${parameters.digits}`;
  return `this looks like a code of ${hits.join(' or of ')}${length}; the odds of a coincidence are 1 in ${oddsText(space / tried)}, and a second code would decide`;
}

function trialsOf(own: FobParameters, sameToo: boolean): Trial[] {
  const { seed, kind, algorithm, stepSeconds } = own;
  const base = { seed, kind, algorithm, stepSeconds: stepSeconds || 30 };
  const trials: Trial[] = sameToo ? [{ ...base, what: 'this fob' }] : [];
  for (const step of [30, 60])
    if (kind === 'hotp' || step !== stepSeconds)
      trials.push({ ...base, kind: 'totp', stepSeconds: step, what: `a ${step} s token` });
  if (kind === 'totp') trials.push({ ...base, kind: 'hotp', what: 'an event-based token (HOTP)' });
  for (const other of ['SHA1', 'SHA256', 'SHA512'] as const)
    if (other !== algorithm) trials.push({ ...base, algorithm: other, what: `a token with HMAC-${other}` });
  // Hexadecimal digits without a letter are the same in capitals.
  const tried = [seed];
  for (const [what, bytes] of otherSeeds(seed)) {
    if (bytes.length === 0 || tried.some((one) => Buffer.compare(one, bytes) === 0)) continue;
    tried.push(bytes);
    trials.push({ ...base, seed: bytes, what });
  }
  return trials;
}

/** Seeds that are often confused: the text of an encoding used as the bytes, and the other way round. */
function otherSeeds(seed: Uint8Array): [string, Uint8Array][] {
  const text = Buffer.from(seed).toString('latin1');
  const found: [string, Uint8Array][] = [
    [
      'a token whose seed is the text of these hexadecimal digits',
      Buffer.from(Buffer.from(seed).toString('hex')),
    ],
    [
      'a token whose seed is the text of these hexadecimal digits, in capitals',
      Buffer.from(Buffer.from(seed).toString('hex').toUpperCase()),
    ],
    ['a token whose seed is the text of these base32 symbols', Buffer.from(base32Text(seed))],
  ];
  if (/^(?:[0-9a-f]{2})+$/i.test(text))
    found.push(['a token whose seed was given in hexadecimal', Buffer.from(text, 'hex')]);
  if (/^[A-Z2-7]{8,}=*$/i.test(text))
    found.push(['a token whose seed was given in base32', base32Bytes(text)]);
  if (seed.length > 20) found.push(['a token that uses the first 20 bytes of the seed', seed.slice(0, 20)]);
  return found;
}

/** The resynchronization ring of the policy for this kind of token, limited to `trialSteps`. */
function ringOf(policy: Policy, record: CredentialRecord, trial: Trial, atUs: number): Ring {
  const { kind, stepSeconds } = trial;
  const same = kind === record.facts.kind;
  const facts = { ...record.facts, kind, stepSeconds: kind === 'totp' ? stepSeconds : 0 };
  const driftSteps = same
    ? Math.round((record.state.driftSteps * (record.facts.stepSeconds || 1)) / (stepSeconds || 1))
    : 0;
  const state = {
    ...record.state,
    driftSteps,
    lastConsumed: same && kind === 'hotp' ? record.state.lastConsumed : -1,
  };
  const other = { ...record, facts, state };
  const ring = wideRing(policy, other, ringsOf(policy, other, atUs));
  if (ring.last - ring.first < trialSteps) return ring;
  const middle = kind === 'totp' ? Math.floor((ring.first + ring.last) / 2) : ring.first + (trialSteps >> 1);
  return { first: Math.max(0, middle - (trialSteps >> 1)), last: middle + (trialSteps >> 1) };
}

function oddsText(odds: number): string {
  if (odds < 2) return '1, which says nothing';
  const rounding = odds >= 1000 ? 100 : odds >= 100 ? 10 : 1;
  return String(Math.round(odds / rounding) * rounding);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32Text(bytes: Uint8Array): string {
  let [text, buffer, bits] = ['', 0, 0];
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(buffer >> (bits - 5)) & 31];
  }
  return bits > 0 ? text + alphabet[(buffer << (5 - bits)) & 31] : text;
}

function base32Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  let [buffer, bits] = [0, 0];
  for (const symbol of text.toUpperCase().replace(/=+$/, '')) {
    buffer = ((buffer << 5) | alphabet.indexOf(symbol)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 255);
    }
  }
  return Uint8Array.from(bytes);
}
