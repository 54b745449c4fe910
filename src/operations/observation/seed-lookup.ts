// The bench's knowledge of a physical fob: its seed, if known, and the window of its policy.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SeedSource } from '../../contract/results/passport.js';
import type { OperationContext } from '../../host/operation-context.js';
import { verifierOf } from '../../host/verifier/verifier-host.js';
import {
  type KnownSeed,
  kernelCodeSource,
  type PolicyWindow,
  windowOfSteps,
} from '../../observations/index.js';
import type { Policy } from '../../verification/index.js';
import { hashNames } from '../credential/hash-names.js';
import { namedPolicy } from '../policy/named-policy.js';
import { refuseSeedOptions, type SeedValues } from './seed-parameters.js';

export interface KnownFob {
  seed: KnownSeed;
  seedFrom: SeedSource;
  policy?: PolicyWindow & { name: string };
  /** For an event-based fob: the verifier's next counter, and how many counters it accepts from there. */
  event?: { next: number; lookAhead: number; policy: string };
  model?: string;
  label?: string;
}

/**
 * Reveals a credential's seed to this computation alone; the audit records that, with the reason `observation`.
 *
 * @param codeLength of a code that the fob showed
 * @throws OperationError
 */
export async function knownFob(
  context: OperationContext,
  serial: string,
  codeLength: number | undefined,
  values: SeedValues,
): Promise<KnownFob> {
  const twin = twinOf(context, serial);
  const named = { ...(twin === undefined ? {} : { model: twin.model, label: twin.label }) };
  if (values.secret !== undefined) return { ...named, ...ofFile(context, values.secret, codeLength, values) };
  refuseSeedOptions(values);
  const credential = await ofCredential(context, serial, values);
  if (credential !== undefined) return { ...credential, ...named };
  if (twin?.secret !== undefined) return { ...named, ...twinSeed(context, twin, twin.secret, values) };
  return { ...named, seed: undefined, seedFrom: null };
}

function ofFile(
  context: OperationContext,
  secretBytes: Uint8Array,
  codeLength: number | undefined,
  values: SeedValues,
): KnownFob {
  const policy = namedPolicy(context.directory, values.policy ?? 'rfc');
  const source = kernelCodeSource(
    secretBytes,
    hashNames[values.algorithm ?? 'sha1'],
    values.digits ?? codeLength ?? 6,
  );
  if (values.event) return { ...ofCounter(source, values.counter ?? 0, policy), seedFrom: 'file' };
  return { ...ofClock(source, values.period ?? 30, 0, 0, policy), seedFrom: 'file' };
}

async function ofCredential(
  context: OperationContext,
  serial: string,
  values: SeedValues,
): Promise<KnownFob | undefined> {
  if (!storeIsThere(context, values.store)) return undefined;
  const verifier = await verifierOf(context, values.store);
  const credential = await verifier.credential(serial);
  if (credential === null || credential.lifecycle === 'deleted') return undefined;
  const policy = namedPolicy(context.directory, values.policy ?? credential.policy);
  const seed = await verifier.revealSeed({
    credentialId: serial,
    atUs: context.bench.nowUs(),
    actor: values.by ?? 'operator',
    reason: 'observation',
  });
  const source = kernelCodeSource(seed, credential.algorithm, credential.digits);
  const { kind, stepSeconds, t0Seconds, driftSteps, counter, model } = credential;
  const known =
    kind === 'hotp'
      ? ofCounter(source, counter ?? 0, policy)
      : ofClock(source, stepSeconds, t0Seconds, driftSteps * stepSeconds, policy);
  return { ...known, seedFrom: 'credential', ...(model === null ? {} : { model }) };
}

interface Twin {
  model: string;
  label: string;
  secret: Uint8Array | undefined;
  otp: {
    type: 'totp' | 'hotp';
    algorithm: keyof typeof hashNames;
    digits: number;
    periodSeconds: number;
    t0Seconds: number;
  };
}

/** A fob of the bench with exactly this serial. */
function twinOf({ bench }: OperationContext, serial: string): Twin | undefined {
  const spelled = bench.spelled(serial);
  if (spelled === undefined) return undefined;
  const entry = bench.entry(spelled);
  return bench.look(entry.serial, (fob) => ({
    model: entry.modelId,
    label: entry.label,
    secret: fob.seed(),
    otp: fob.model.otp,
  }));
}

function twinSeed(context: OperationContext, { otp }: Twin, seed: Uint8Array, values: SeedValues): KnownFob {
  const policy = namedPolicy(context.directory, values.policy ?? 'rfc');
  const source = kernelCodeSource(seed, hashNames[otp.algorithm], otp.digits);
  const known =
    otp.type === 'hotp'
      ? ofCounter(source, 0, policy)
      : ofClock(source, otp.periodSeconds, otp.t0Seconds, 0, policy);
  return { ...known, seedFrom: 'twin' };
}

type Source = ReturnType<typeof kernelCodeSource>;
type Known = Pick<KnownFob, 'seed' | 'policy' | 'event'>;

function ofClock(
  source: Source,
  periodSeconds: number,
  t0Seconds: number,
  centreSeconds: number,
  policy: Policy,
): Known {
  const { windowSteps } = policy.time;
  const window = windowOfSteps({ behind: windowSteps, ahead: windowSteps }, periodSeconds);
  return {
    seed: { type: 'totp', source, periodSeconds, t0Seconds },
    policy: { ...window, centreSeconds, name: policy.name },
  };
}

/** Codes read before the last login are behind the verifier's counter. */
const lookBack = 100;

function ofCounter(source: Source, next: number, policy: Policy): Known {
  const from = Math.max(0, next - lookBack);
  const lookAhead = next - from + policy.event.resynchronizationLookAhead;
  return {
    seed: { type: 'hotp', source, from, lookAhead },
    event: { next, lookAhead: policy.event.lookAhead, policy: policy.name },
  };
}

/** Opening the store would make one; a search for a credential must not. */
export function storeIsThere(
  { directory, clientEnvironment: client }: OperationContext,
  store: string | undefined,
): boolean {
  if (
    store !== undefined ||
    client?.store !== undefined ||
    process.env.FOBLAB_STORE ||
    directory === undefined
  )
    return true;
  return existsSync(join(directory, 'credentials.db'));
}
