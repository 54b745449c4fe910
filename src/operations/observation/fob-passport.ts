// The passport of one physical fob, from its observations and its seed where somebody has it.
import type { SeedSource } from '../../contract/results/passport.js';
import { observationStore } from '../../host/observation-store.js';
import type { OperationContext } from '../../host/operation-context.js';
import {
  type Advice,
  adviceOf,
  changeText,
  isoSeconds,
  issuePassport,
  type Observation,
  type Passport,
  type PassportReading,
  type Reading,
  type Remark,
} from '../../observations/index.js';
import { type KnownFob, knownFob } from './seed-lookup.js';
import type { SeedValues } from './seed-parameters.js';

/** With the codes that repeat, where nobody knows the seed: `passportAnswer` leaves them out. */
export interface FobPassport extends Passport {
  seedFrom: SeedSource;
  advice: Advice;
  changes: { at: string; text: string }[];
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
  // The label that somebody gave it here counts before that of a simulated fob with this serial.
  const label = labelOf(observations, serial) ?? known.label;
  const passport = issuePassport({
    serial,
    observations,
    seed: known.seed,
    nowMs: Math.round(context.bench.wall.nowUs() / 1000),
    ...(known.model === undefined ? {} : { model: known.model }),
    ...(label ? { label } : {}),
    ...(known.policy === undefined ? {} : { policy: known.policy }),
  });
  const judged = aheadOfVerifier(passport, known);
  const periodSeconds = known.seed?.type === 'totp' ? known.seed.periodSeconds : undefined;
  return {
    ...judged,
    seedFrom: known.seedFrom,
    notes: [...judged.notes, ...twinNotes(context, known)],
    advice: adviceOf(judged, readingsOf(observations, serial)[0], periodSeconds),
    changes: changesOfFob(context, serial),
  };
}

/** The last label that was noted, if there is one. */
export function labelOf(observations: readonly Observation[], serial: string): string | undefined {
  const last = observations.findLast(
    (one): one is Remark => one.kind === 'remark' && one.about === 'label' && one.serial === serial,
  );
  return last?.text;
}

/** What was done to its observations since they were kept. */
function changesOfFob(context: OperationContext, serial: string): FobPassport['changes'] {
  return observationStore(context)
    .changes()
    .filter(({ kind, insisted }) => kind !== 'added' || insisted)
    .filter(({ before, after }) => before?.serial === serial || after?.serial === serial)
    .map((change) => ({ at: isoSeconds(change.atMs), text: changeText(change, serial) }));
}

/** The readings of a fob, in the order of its passport. */
export function readingsOf(observations: readonly Observation[], serial: string): Reading[] {
  return observations
    .filter((one): one is Reading => one.kind === 'reading' && one.serial === serial)
    .sort((a, b) => a.atMs - b.atMs);
}

/** The passport's entry for a reading that was just kept. */
export function passportEntry(
  passport: FobPassport,
  observations: readonly Observation[],
  { serial, atMs, code }: Reading,
): PassportReading | undefined {
  const index = readingsOf(observations, serial).findIndex((one) => one.atMs === atMs && one.code === code);
  return passport.readings[index];
}

/** The search begins behind the verifier's counter; the passport says how far the fob is ahead of that counter. */
function aheadOfVerifier(passport: Passport, { event }: KnownFob): Passport {
  const { counter, notes } = passport;
  if (event === undefined || counter?.counter === undefined) return passport;
  const ahead = counter.counter - event.next;
  const left = event.lookAhead - 1 - ahead;
  const window =
    ahead < 0
      ? 'its last code read is one that the verifier has used or skipped'
      : left < 0
        ? `outside the look-ahead of ${event.policy} (${event.lookAhead}): its codes need a resynchronization`
        : `after ${left} more presses without a login it is outside the look-ahead of ${event.policy} (${event.lookAhead})`;
  return { ...passport, counter: { ...counter, ahead }, notes: [...notes, window] };
}

/** A simulated fob lives in the bench's time, which may differ from wall time. */
function twinNotes({ bench }: OperationContext, { seedFrom }: KnownFob): string[] {
  if (seedFrom !== 'twin') return [];
  const onWallTime = bench.time.rate === 1 && Math.abs(bench.nowUs() - bench.wall.nowUs()) < 1e6;
  return onWallTime
    ? ['its seed is that of the simulated fob with this serial']
    : [
        'its seed is that of the simulated fob with this serial, and the bench is not at wall time: do not enter codes of the simulated fob here',
      ];
}
