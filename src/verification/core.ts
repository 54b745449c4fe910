// What every operation of a verifier uses: the store, the policies, the keys, and one function that writes.
import { quotedWord } from '../serials/index.js';
import type {
  AuditEntry,
  CommitResult,
  Companions,
  CredentialFacts,
  CredentialRecord,
  CredentialState,
  Store,
  StoredAnswer,
} from '../stores/store.js';
import type { Checks } from './checked-store.js';
import { type HmacKey, prepareKey } from './kernel/index.js';
import type { Keyring } from './keyring.js';
import type { Policy } from './policy.js';
import { openSeed } from './sealed-seed.js';
import { StaleCompanionError, VerificationError } from './verification-error.js';
import { recognitionSteps, resynchronizationHalfSteps, usualStepSeconds } from './window.js';

/** What a code is given for. */
export type Judgement = 'verify' | 'resynchronize';

export interface Core {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly defaultPolicy: Policy;
  /** The least number of steps that a refusal computes for each code, for any reason and any credential. */
  readonly refusalSteps: Readonly<Record<Judgement, number>>;
  readonly keys: KeyCache;
  /** A keyed digest of a wrong code, to recognize it again. */
  readonly wrongDigest: (credentialId: string, code: string) => Uint8Array;
  /** Signs the log when a checkpoint is due; null if it is signed on request only. */
  readonly checkpoints: DueCheckpoints | null;
  /** Null where the store ends with the process. */
  readonly checks: Checks | null;
}

/** {@link write} calls this for each commit. `records`: how many audit records it appended. */
export interface DueCheckpoints {
  /** Resolves to the result of the commit, after the checkpoint that is due with it. */
  after(committed: Promise<CommitResult>, atUs: number, records: number): Promise<CommitResult>;
}

/** Prepared keys of the most recent credentials, so that a seed is not unsealed for every code. */
export class KeyCache {
  readonly #keyring: Keyring;
  readonly #limit: number;
  readonly #entries = new Map<string, { sealed: Uint8Array; key: HmacKey }>();

  constructor(keyring: Keyring, limit: number) {
    this.#keyring = keyring;
    this.#limit = limit;
  }

  keyOf({ id, facts }: CredentialRecord): HmacKey {
    const known = this.#entries.get(id);
    if (known !== undefined && sameBytes(known.sealed, facts.sealedSeed)) return known.key;
    const seed = openSeed(this.#keyring, facts.seedKeyId, id, facts.sealedSeed);
    const key = prepareKey(facts.algorithm, seed);
    seed.fill(0);
    if (this.#entries.size >= this.#limit) this.#entries.clear();
    this.#entries.set(id, { sealed: facts.sealedSeed, key });
    return key;
  }
}

/** The new state of a row, its audit record, and the answer to keep. */
export interface Planned {
  /** null: the row stays as it is. */
  readonly state: CredentialState | null;
  /** null: the facts stay as they are. */
  readonly facts: CredentialFacts | null;
  /** null only if there are companions. */
  readonly audit: AuditEntry | null;
  readonly answer: StoredAnswer | null;
  /** Rows and records of a relying party that are stored in the same transaction. */
  readonly companions?: Companions;
}

/** Stores a decision about `record`. */
export async function write(
  core: Core,
  id: string,
  record: CredentialRecord | null,
  timeUs: number,
  planned: Planned,
): Promise<CommitResult> {
  const { state } = planned;
  const consumes = state !== null && record !== null && state.lastConsumed > record.state.lastConsumed;
  const facts = planned.facts ?? record?.facts;
  const check =
    core.checks === null || state === null || facts === undefined
      ? {}
      : core.checks.ofCredential({ id, version: (record?.version ?? 0) + 1, facts, state });
  const records = (planned.audit === null ? 0 : 1) + (planned.companions?.audit.length ?? 0);
  const committed = core.store.commit({
    credentialId: id,
    timeUs,
    condition:
      state === null
        ? null
        : { version: record?.version ?? 0, consumedBelow: consumes ? state.lastConsumed : null },
    state,
    facts: planned.facts,
    audit: planned.audit,
    answer: planned.answer,
    ...(planned.companions === undefined ? {} : { companions: planned.companions }),
    ...check,
  });
  const result = await (core.checkpoints === null
    ? committed
    : core.checkpoints.after(committed, timeUs, records));
  if (!result.applied && result.companion !== undefined) throw new StaleCompanionError(result.companion);
  return result;
}

export function policyOf(core: Core, name: string): Policy {
  const policy = core.policies.get(name);
  if (policy !== undefined) return policy;
  const names = [...core.policies.keys()].join(', ');
  throw new VerificationError(
    'unknown-policy',
    `There is no policy ${quotedWord(name)}: give one of ${names}.`,
  );
}

/** The widest search for one code among all policies, at the usual step of 30 s. */
export function refusalStepsOf(policies: readonly Policy[]): Core['refusalSteps'] {
  return {
    verify: widestSearch(policies, recognitionSteps),
    resynchronize: widestSearch(policies, Number.MAX_SAFE_INTEGER),
  };
}

function widestSearch(policies: readonly Policy[], most: number): number {
  let widest = 0;
  for (const policy of policies) {
    const half = Math.min(resynchronizationHalfSteps(policy, usualStepSeconds), most);
    const timed = 2 * (half + policy.time.windowSteps) + 2;
    const counted = Math.min(policy.event.resynchronizationLookAhead, most) + policy.event.lookAhead + 100;
    widest = Math.max(widest, timed, counted);
  }
  return widest;
}

/** 9999-12-31T23:59:59.999999Z, which systems use for "never". Beyond 2^53 a double is off by up to 16 µs. */
const latestTimeUs = 253_402_300_800_000_000;

export function checkedTime(atUs: number): number {
  if (Number.isInteger(atUs) && atUs >= 0 && atUs <= latestTimeUs) return atUs;
  throw new VerificationError(
    'bad-value',
    `The time ${atUs} is not a whole number of microseconds from 1970 to the end of 9999.`,
  );
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
