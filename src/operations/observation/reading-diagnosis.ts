// What a reading says about a fob whose code fits no step, or whose clock is hours off.
import { OperationError } from '../../contract/operation-error.js';
import type { OperationContext } from '../../host/operation-context.js';
import { verifierOf } from '../../host/verifier/verifier-host.js';
import type { PassportReading, Reading } from '../../observations/index.js';
import { type EnrollmentRequest, timeZoneText, VerificationError } from '../../verification/index.js';
import { hashNames } from '../credential/hash-names.js';
import { trialCredential } from '../credential/trial-credential.js';
import type { FobPassport } from './fob-passport.js';
import type { SeedValues } from './seed-parameters.js';

/** One diagnosis computes some ten thousand codes. */
const mostDiagnosed = 20;

interface Judged {
  readonly reading: Reading;
  readonly passport: FobPassport;
  /** Undefined if the seed is unknown. */
  readonly entry: PassportReading | undefined;
}

/** @returns a sentence with its odds for each reading that looks like one of a fob with other parameters */
export async function diagnosisNotes(
  context: OperationContext,
  judged: readonly Judged[],
  values: SeedValues,
): Promise<string[]> {
  const notes: string[] = [];
  let left = mostDiagnosed;
  for (const { reading, passport, entry } of judged) {
    const zone = zoneNote(entry);
    if (zone !== null) notes.push(`${reading.serial}: ${zone}`);
    if (entry?.use !== 'no-step' || passport.seedFrom === null || left === 0) continue;
    left--;
    const found = await diagnosisOf(context, reading, passport, values);
    if (found !== null) notes.push(`${reading.serial}: ${found}`);
  }
  return notes;
}

function zoneNote(entry: PassportReading | undefined): string | null {
  if (entry?.offsetSeconds === undefined) return null;
  const { low, high } = entry.offsetSeconds;
  return timeZoneText((low + high) / 2, (high - low) / 2 + 60);
}

async function diagnosisOf(
  context: OperationContext,
  { serial, code, atMs }: Reading,
  { seedFrom }: FobPassport,
  values: SeedValues,
): Promise<string | null> {
  const asked = { credentialId: serial, code, atUs: atMs * 1000 };
  if (seedFrom === 'credential') return (await verifierOf(context, values.store)).diagnose(asked);
  const request = seedFrom === 'file' ? ofFile(asked, values) : ofTwin(context, asked, values);
  if (request === undefined) return null;
  try {
    return await (await trialCredential(context, request)).diagnose(asked);
  } catch (error) {
    if (error instanceof VerificationError)
      throw new OperationError('usage', error.message, { cause: error });
    throw error;
  }
}

interface Asked {
  readonly credentialId: string;
  readonly code: string;
  readonly atUs: number;
}

function ofFile({ credentialId, code, atUs }: Asked, values: SeedValues): EnrollmentRequest {
  const {
    secret,
    digits = code.length,
    period = 30,
    algorithm = 'sha1',
    event,
    counter = 0,
    policy,
  } = values;
  return {
    id: credentialId,
    atUs,
    seed: secret!,
    algorithm: hashNames[algorithm],
    // A code of another length than any token shows says so by itself.
    digits: digits >= 6 && digits <= 10 ? digits : 6,
    ...(event ? { kind: 'hotp', counter } : { kind: 'totp', stepSeconds: period }),
    ...(policy === undefined ? {} : { policy }),
    actor: 'operator',
    reason: 'observation',
  };
}

function ofTwin(
  { bench }: OperationContext,
  { credentialId, atUs }: Asked,
  { policy }: SeedValues,
): EnrollmentRequest | undefined {
  const spelled = bench.spelled(credentialId);
  if (spelled === undefined) return undefined;
  return bench.look(spelled, (fob) => {
    const seed = fob.seed();
    if (seed === undefined) return undefined;
    const { type, algorithm, digits, periodSeconds, t0Seconds } = fob.model.otp;
    return {
      id: credentialId,
      atUs,
      seed,
      algorithm: hashNames[algorithm],
      digits,
      ...(type === 'hotp'
        ? { kind: type, counter: 0 }
        : { kind: type, stepSeconds: periodSeconds, t0Seconds }),
      ...(policy === undefined ? {} : { policy }),
      actor: 'operator',
      reason: 'observation',
    };
  });
}
