// The token pages of EPCS Gold without a server: the same policies and decisions as in the verifier, over records in memory.
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type MessageCode, type MessageText, messages } from '../epcs/messages.js';
import { foldedSerial } from '../serials/folded-serial.js';
import type { CredentialRecord } from '../stores/store.js';
import { normalizeCode } from '../verification/code-input.js';
import { decideActivation } from '../verification/decide-activation.js';
import { decideVerification } from '../verification/decide-verification.js';
import type { Decision } from '../verification/decision.js';
import { initialState } from '../verification/initial-state.js';
import { type HmacKey, prepareKey } from '../verification/kernel/index.js';
import { isSuccess } from '../verification/outcome.js';
import { onespan } from '../verification/policies/onespan.js';
import { symantecVip } from '../verification/policies/symantec-vip.js';
import type { Policy } from '../verification/policy.js';

export type Manufacturer = 'ONESPAN' | 'SYMANTEC';

/** A token that the practice has bought: its seed is in the seed file that came with it. */
export interface InventoryToken {
  serial: string;
  manufacturer: Manufacturer;
  model: string;
  seed: Uint8Array;
  digits: number;
  stepSeconds: number;
}

export interface Token {
  nickname: string;
  manufacturer: Manufacturer;
  model: string;
  status: 'Active' | 'Lost';
  record: CredentialRecord;
}

export interface Result {
  message: MessageText;
  code: MessageCode | 'signed-in' | 'token-added' | 'token-reported-lost';
  good: boolean;
  /** For operators; a prescriber's page does not show it. */
  operator: string;
}

const policies: Readonly<Record<Manufacturer, Policy>> = {
  ONESPAN: onespan,
  SYMANTEC: symantecVip,
};

export class Gold {
  readonly #inventory: ReadonlyMap<string, InventoryToken>;
  readonly #tokens = new Map<string, Token>();
  readonly #keys = new Map<string, HmacKey>();

  constructor(inventory: readonly InventoryToken[]) {
    this.#inventory = new Map(inventory.map((token) => [foldedSerial(token.serial), token]));
  }

  get tokens(): readonly Token[] {
    return [...this.#tokens.values()];
  }

  /** Binds a token by the code that it shows. */
  addToken(
    given: { manufacturer: Manufacturer; nickname: string; serial: string; otp: string },
    nowUs: number,
  ): Result {
    const id = foldedSerial(given.serial);
    const known = this.#inventory.get(id);
    if (this.#tokens.has(id)) return refused('token-is-yours', 'the token has this owner already');
    if (known === undefined || known.manufacturer !== given.manufacturer)
      return refused('invalid-code', 'the serial number is not in the inventory of this manufacturer');
    const issued = recordOf(known, id, nowUs);
    this.#keys.set(id, prepareKey('SHA1', known.seed));
    const decision = this.#activate(issued, [given.otp], nowUs);
    if (!isSuccess(decision.outcome)) return refused('invalid-code', inWords(decision));
    this.#tokens.set(id, {
      nickname: given.nickname.trim() === '' ? known.serial : given.nickname.trim(),
      manufacturer: known.manufacturer,
      model: known.model,
      status: 'Active',
      record: after(issued, decision),
    });
    return { ...good('token-added', 'The token was added.'), operator: inWords(decision) };
  }

  /** The second factor of a sign-in. */
  submitOtp(id: string, otp: string, nowUs: number): Result {
    const token = this.#token(id);
    const { record } = token;
    const decision = decideVerification({
      policy: policies[token.manufacturer],
      record,
      key: this.#key(id),
      code: normalizeCode(otp, record.facts.digits),
      wrongDigest,
      nowUs,
      refusalSteps: 0,
    });
    token.record = after(record, decision);
    if (!isSuccess(decision.outcome)) return refused('invalid-code', inWords(decision));
    return { ...good('signed-in', 'You are signed in.'), operator: inWords(decision) };
  }

  /** Two codes in a row (003:100-135). */
  synchronize(id: string, current: string, next: string, nowUs: number): Result {
    const token = this.#token(id);
    if (token.status === 'Lost') return refused('not-synchronized', 'the token was reported lost');
    const issued = { ...token.record, state: { ...token.record.state, lifecycle: 'issued' as const } };
    const decision = this.#activate(issued, [current, next], nowUs);
    token.record = {
      ...after(issued, decision),
      state: { ...(decision.state ?? token.record.state), lifecycle: 'active' },
    };
    if (!isSuccess(decision.outcome)) return refused('not-synchronized', inWords(decision));
    return {
      code: 'token-synchronized',
      message: messages['token-synchronized'],
      good: true,
      operator: inWords(decision),
    };
  }

  reportLost(id: string): Result {
    const token = this.#token(id);
    token.status = 'Lost';
    token.record = { ...token.record, state: { ...token.record.state, lifecycle: 'lost' } };
    return {
      ...good('token-reported-lost', 'The token was reported lost.'),
      operator: 'it signs nothing from now on, and nothing revives it',
    };
  }

  #activate(record: CredentialRecord, codes: readonly string[], nowUs: number): Decision {
    const policy = policies[record.facts.manufacturer as Manufacturer];
    return decideActivation({
      policy,
      record,
      key: this.#key(record.id),
      codes: codes.map((code) => normalizeCode(code, record.facts.digits)),
      wrongDigest,
      enables: false,
      nowUs,
      refusalSteps: 0,
    });
  }

  #token(id: string): Token {
    const token = this.#tokens.get(id);
    if (token === undefined) throw new Error(`there is no token ${id}`);
    return token;
  }

  #key(id: string): HmacKey {
    return this.#keys.get(id)!;
  }
}

function recordOf(token: InventoryToken, id: string, nowUs: number): CredentialRecord {
  const { manufacturer, model, digits, stepSeconds, serial } = token;
  return {
    id,
    version: 1,
    facts: {
      ...{ serial, manufacturer, model, kind: 'totp', algorithm: 'SHA1', digits, stepSeconds, t0Seconds: 0 },
      ...{ sealedSeed: new Uint8Array(0), seedKeyId: '', policy: policies[manufacturer].name },
      ...{ notBeforeUs: null, expiresUs: null, enrolledUs: nowUs, replacedBy: null, owner: null },
      ...{ issuer: null, label: null },
    },
    state: initialState({ lifecycle: 'issued', lastConsumed: -1, driftSteps: 0 }, nowUs),
  };
}

function after(record: CredentialRecord, { state }: Decision): CredentialRecord {
  return state === null ? record : { ...record, version: record.version + 1, state };
}

function wrongDigest(id: string, code: string): Uint8Array {
  return sha256(utf8ToBytes(`${id} ${code}`)).subarray(0, 16);
}

function inWords({ outcome, stepsOff }: Decision): string {
  if (stepsOff === null || stepsOff === 0) return stepsOff === 0 ? `${outcome}: the clocks agree` : outcome;
  const steps = Math.abs(stepsOff);
  return `${outcome}: the token is ${steps} ${steps === 1 ? 'step' : 'steps'} ${stepsOff > 0 ? 'ahead' : 'behind'}`;
}

function refused(code: MessageCode, operator: string): Result {
  return { code, message: messages[code], good: false, operator };
}

function good(code: Result['code'], text: string): Omit<Result, 'operator'> {
  return { code, message: { message: text, remedy: '', source: 'ours' }, good: true };
}
