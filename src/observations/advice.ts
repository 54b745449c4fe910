// What to do about a fob now, from its passport: one word for a table, one sentence for a person, and how urgent it is.
import { daysUntilDriftIsKnown } from './clock-estimate.js';
import type { Reading } from './observation.js';
import type { Passport } from './passport.js';
import { isoSeconds } from './without-seed.js';

export const adviceKinds = [
  'replace',
  'resynchronize',
  'check',
  'replace-by',
  'read-again',
  'get-seed',
  'none',
] as const;

export interface Advice {
  what: (typeof adviceKinds)[number];
  /** One sentence. */
  text: string;
  /** Date of `replace-by`, and from when `read-again` tells more. ISO 8601. */
  date?: string;
  urgency: 'now' | 'soon' | 'later' | 'none';
}

const dayMs = 86_400_000;
const soonDays = 90;

/** @param firstReading its first one: the day from which another one tells the drift counts from it */
export function adviceOf(
  passport: Passport,
  firstReading: Reading | undefined,
  periodSeconds: number | undefined,
): Advice {
  const { clock, counter, readings, seedKnown, notes } = passport;
  const nowMs = Date.parse(passport.issuedAt);
  const battery = passport.battery.at(-1)?.text;
  if (battery !== undefined && isLowBattery(battery))
    return {
      what: 'replace',
      text: `Replace it now: its battery was noted as "${battery}".`,
      urgency: 'now',
    };
  const last = readings.at(-1);
  if (last === undefined)
    return { what: 'read-again', text: 'Read it: press its button and type the code.', urgency: 'later' };
  if (last.use === 'no-step')
    return {
      what: 'check',
      text: 'Read it again: its last code belongs to no time step or counter in reach. It was mistyped, or it is another fob’s.',
      urgency: 'now',
    };
  if (counter?.ahead !== undefined) {
    const outside = notes.find((note) => note.startsWith('outside the look-ahead'));
    if (outside !== undefined)
      return {
        what: 'resynchronize',
        text: `Resynchronize it now: it is ${counter.ahead} codes ahead, more than the verifier looks for.`,
        urgency: 'now',
      };
  }
  const refused = last.verdict !== undefined && !last.verdict.accepted ? last.verdict : undefined;
  if (clock?.window !== undefined) {
    const { policy, status, earliest, likely, outsideWhenRead } = clock.window;
    const off = `${Math.abs(clock.offsetSeconds.median).toFixed(0)} s ${clock.offsetSeconds.median < 0 ? 'behind' : 'ahead'}`;
    if (status === 'outside' && !outsideWhenRead)
      return {
        what: 'read-again',
        text: `Read it again now: it was ${off} on ${clock.referenceAt.slice(0, 10)}, and has probably left the window of ${policy} since.`,
        urgency: 'soon',
      };
    if (status === 'outside')
      return {
        what: 'resynchronize',
        text: `Resynchronize it now: its clock is ${off}, outside the window of ${policy}. Replace it if that does not help.`,
        urgency: 'now',
      };
    if (refused === undefined && status === 'leaves' && earliest !== undefined) {
      const days = (Date.parse(earliest) - nowMs) / dayMs;
      return {
        what: 'replace-by',
        text: `Replace or resynchronize it by ${earliest.slice(0, 10)}: if nobody uses it, its clock leaves the window of ${policy} then at the earliest, about ${likely?.slice(0, 10)}.`,
        date: earliest,
        urgency: days < soonDays ? 'soon' : 'later',
      };
    }
  }
  if (refused !== undefined)
    return {
      what: 'check',
      text: `Find out why ${refused.target} refused its last code (${refused.outcome}): read it again, or resynchronize it.`,
      urgency: 'now',
    };
  if (!seedKnown)
    return {
      what: 'get-seed',
      text: 'Import the seed file of its vendor: without its seed nobody can tell its clock.',
      urgency: 'later',
    };
  if (clock?.window?.status === 'unknown') {
    const days =
      firstReading === undefined || periodSeconds === undefined
        ? 48
        : daysUntilDriftIsKnown(firstReading, periodSeconds, 10);
    const at = (firstReading?.atMs ?? nowMs) + days * dayMs;
    const date = isoSeconds(at);
    return {
      what: 'read-again',
      text:
        at <= nowMs
          ? 'Read it again now: one more code tells its drift.'
          : `Read it again on ${date.slice(0, 10)}: then its drift is known to ±10 ppm.`,
      date,
      urgency: at <= nowMs ? 'soon' : 'later',
    };
  }
  return { what: 'none', text: 'Nothing to do.', urgency: 'none' };
}

/** What people write of a cell that is at its end. */
export function isLowBattery(battery: string): boolean {
  return (
    /\b(?:low|weak|dim|pale|faint|fading|dead|empty|flat|blank|batt \d)\b/i.test(battery) &&
    !/\b(?:not|no) (?:low|weak|dim|pale|faint|dead|empty|flat|blank)\b|\breplaced\b/i.test(battery)
  );
}
