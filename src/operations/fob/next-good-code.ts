// When a time-based fob gives a code that a test can use: one that it has not given before, or that lasts.
import type { SimulatedFob } from '../../../firmware-sim/index.js';
import type { Bench } from '../../bench/index.js';
import { parseIsoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { codeValidUntilUs } from './code-validity.js';

export interface WantedCode {
  /** Waits for a time step in which the fob has shown no code: a second code of one step is a replay (RFC 6238 §5.2). */
  unused: boolean;
  /** How long it is good at least, µs of true time. */
  validForUs: number | undefined;
}

/**
 * The true time, µs, from which a press gives such a code; undefined where it does now. Each code of an event-based fob
 * is a new one, and none of them ends.
 * @throws OperationError `usage` for a code that lasts longer than a time step
 */
export function goodFromUs(bench: Bench, serial: string, wanted: WantedCode): number | undefined {
  return bench.look(serial, (fob, nowUs) => {
    const { type, periodSeconds } = fob.model.otp;
    if (type !== 'totp' || fob.codeExpiresUs !== undefined) return undefined;
    const { validForUs = 0 } = wanted;
    if (!(validForUs >= 0 && validForUs < periodSeconds * 1e6))
      throw new OperationError(
        'usage',
        `validFor: a code of ${serial} is good for ${periodSeconds} s; give less`,
        { parameter: 'validFor', expected: `less than ${periodSeconds}s` },
      );
    const untilUs = codeValidUntilUs(fob, nowUs);
    if (untilUs === undefined) return undefined;
    const lasts = untilUs - nowUs >= validForUs;
    return lasts && !(wanted.unused && stepIsUsed(bench, serial, fob, nowUs)) ? undefined : untilUs;
  });
}

/** Events that are looked through at a time, the newest first. */
const page = 1000;

/** True where the fob has shown a code in the time step that it is in. */
function stepIsUsed(bench: Bench, serial: string, fob: SimulatedFob, nowUs: number): boolean {
  const { periodSeconds, t0Seconds } = fob.model.otp;
  const stepAt = (fobTimeUs: number): number => Math.floor((fobTimeUs / 1e6 - t0Seconds) / periodSeconds);
  const step = stepAt(fob.clock(nowUs)!.fobTimeUs);
  for (let end = bench.log.last; end > 0; end -= page) {
    const events = bench.events(Math.max(1, end - page + 1)).filter(({ number }) => number <= end);
    if (
      events.some(
        (event) =>
          event.serial === serial &&
          event.kind === 'display-on' &&
          event.fobTime !== undefined &&
          stepAt(parseIsoTime(event.fobTime)!) === step,
      )
    )
      return true;
    const [first] = events;
    // A time step later, no code of an earlier one comes again, unless its clock was set back.
    if (first === undefined || parseIsoTime(first.at)! < nowUs - 2 * periodSeconds * 1e6) return false;
  }
  return false;
}
