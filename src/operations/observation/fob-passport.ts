// The passport of one physical fob, from what is kept of it and what is known of its seed.

import type { OperationContext } from '../../host/operation-context.js';
import {
  issuePassport,
  type Observation,
  type Passport,
  type PassportReading,
  type Reading,
  type SeedlessFindings,
} from '../../observations/index.js';
import { type KnownFob, knownFob, type SeedSource } from './seed-lookup.js';
import type { SeedValues } from './seed-parameters.js';

export interface FobPassport extends Omit<Passport, 'withoutSeed'> {
  timeBase: 'wall';
  seedFrom: SeedSource;
  withoutSeed?: Omit<SeedlessFindings, 'repeats'> & { repeats: { times: number; overSeconds: number }[] };
}

/** `observations` may be of many fobs. @throws OperationError for a policy or a store that is not there. */
export async function fobPassport(
  context: OperationContext,
  serial: string,
  observations: readonly Observation[],
  values: SeedValues,
): Promise<FobPassport> {
  const last = readingsOf(observations, serial).at(-1);
  const known = await knownFob(context, serial, last?.code.length, values);
  const passport = issuePassport({
    serial,
    observations,
    seed: known.seed,
    nowMs: Math.round(context.bench.wall.nowUs() / 1000),
    ...(known.model === undefined ? {} : { model: known.model }),
    ...(known.label ? { label: known.label } : {}),
    ...(known.policy === undefined ? {} : { policy: known.policy }),
  });
  const { withoutSeed, notes, ...rest } = aheadOfVerifier(passport, known);
  return {
    ...rest,
    timeBase: 'wall',
    seedFrom: known.seedFrom,
    ...(withoutSeed === undefined ? {} : { withoutSeed: withoutCodes(withoutSeed) }),
    notes: [...notes, ...twinNotes(context, known)],
  };
}

/** The readings of a fob in the order that its passport has them. */
export function readingsOf(observations: readonly Observation[], serial: string): Reading[] {
  return observations
    .filter((one): one is Reading => one.kind === 'reading' && one.serial === serial)
    .sort((a, b) => a.atMs - b.atMs);
}

/** The place in the passport of a reading that was just kept. */
export function passportEntry(
  passport: FobPassport,
  observations: readonly Observation[],
  { serial, atMs, code }: Reading,
): PassportReading | undefined {
  const index = readingsOf(observations, serial).findIndex((one) => one.atMs === atMs && one.code === code);
  return passport.readings[index];
}

/** The search began behind the verifier's counter; what is told is how far the fob is ahead of it. */
function aheadOfVerifier(passport: Passport, { event }: KnownFob): Passport {
  const { counter, notes } = passport;
  if (event === undefined || counter?.counter === undefined) return passport;
  const ahead = counter.counter - event.next;
  const left = event.lookAhead - 1 - ahead;
  const window =
    ahead < 0
      ? `its last code read is one that the verifier has used up or passed over`
      : left < 0
        ? `outside the look-ahead of ${event.policy} (${event.lookAhead}): its codes need a resynchronization`
        : `${left} more presses that nobody uses, and it is outside the look-ahead of ${event.policy} (${event.lookAhead})`;
  return { ...passport, counter: { ...counter, ahead }, notes: [...notes, window] };
}

/** An event-based code that repeats may still be good. */
function withoutCodes({ repeats, ...rest }: SeedlessFindings): NonNullable<FobPassport['withoutSeed']> {
  return { ...rest, repeats: repeats.map(({ times, overSeconds }) => ({ times, overSeconds })) };
}

/** A simulated fob lives in the bench's time, which is not always the wall's. */
function twinNotes({ bench }: OperationContext, { seedFrom }: KnownFob): string[] {
  if (seedFrom !== 'twin') return [];
  const onWallTime = bench.time.rate === 1 && Math.abs(bench.nowUs() - bench.wall.nowUs()) < 1e6;
  return onWallTime
    ? ['its seed is that of the simulated fob with this serial']
    : [
        'its seed is that of the simulated fob with this serial, whose bench is not at wall time: codes read off the simulated fob do not belong here',
      ];
}
