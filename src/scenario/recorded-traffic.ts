// Console traffic of a bench as steps of a scenario: each line that a program sent, and what the fob answered.
import { variablesIn } from './variables.js';

/** A piece of `foblab traffic`. */
export interface RecordedPiece {
  readonly seq: number;
  readonly serial: string;
  readonly at: string;
  readonly wallAt: string;
  /** Number of the bench's last event when it passed. */
  readonly afterEvent: number;
  readonly direction: string;
  readonly channel: string;
  readonly hexadecimal: string;
}

export interface RecordedLine {
  readonly serial: string;
  /** True time at which it was sent; none for an answer, which comes when it comes. */
  readonly at?: string;
  readonly afterEvent: number;
  readonly step: Record<string, unknown>;
}

export interface RecordedTraffic {
  readonly lines: readonly RecordedLine[];
  /** Whether an event is the work of a line, so that it needs no step of its own. */
  causedByLine(event: { seq: number; serial?: string | undefined; wallAt: string }): boolean;
  /** Serials of the fobs with USB reports, which no step can send. */
  readonly overUsb: readonly string[];
}

/** Wall time after which a command without an answer has taken effect. */
const commandMs = 100;

/** `since`: number of the first event that counts; lines that were sent before it do not. */
export function recordedTraffic(pieces: readonly RecordedPiece[], since = 1): RecordedTraffic {
  const lines: RecordedLine[] = [];
  const works: { serial: string; from: number; to: number; untilMs: number }[] = [];
  const overUsb = new Set<string>();
  const sent = new Set<string>();
  const halves = new Map<string, string>();
  for (const [i, piece] of pieces.entries()) {
    const { serial, channel, direction, at, afterEvent } = piece;
    if (channel !== 'console') {
      overUsb.add(serial);
      continue;
    }
    const end = `${serial} ${direction}`;
    const [last, ...whole] = ((halves.get(end) ?? '') + textOf(piece)).split('\n').reverse();
    halves.set(end, last!);
    for (const line of whole.reverse().map((one) => one.replace(/\r$/, ''))) {
      if (direction === 'out') {
        // A scenario that begins between a line and its answer has neither.
        if (!sent.has(serial)) continue;
        const step = { 'expect-reply': { fob: serial, text: patternOf(line, serial) } };
        lines.push({ serial, afterEvent, step });
        continue;
      }
      if (afterEvent < since - 1) continue;
      sent.add(serial);
      if (line.trim() !== '') lines.push({ serial, at, afterEvent, step: sendStep(serial, line) });
    }
    if (direction !== 'in' || whole.length === 0) continue;
    const next = pieces.slice(i + 1).find((one) => one.serial === serial && one.channel === 'console');
    works.push({
      serial,
      from: afterEvent,
      to: next?.afterEvent ?? Number.POSITIVE_INFINITY,
      // An answer ends the command; without one, only the time can tell.
      untilMs: Date.parse(next?.direction === 'out' ? next.wallAt : piece.wallAt) + commandMs,
    });
  }
  return {
    lines,
    overUsb: [...overUsb],
    causedByLine: ({ seq, serial, wallAt }) =>
      works.some(
        (work) =>
          work.serial === serial && work.from < seq && seq <= work.to && Date.parse(wallAt) <= work.untilMs,
      ),
  };
}

function sendStep(serial: string, line: string): Record<string, unknown> {
  // In a scenario this would be a variable.
  if (variablesIn(line).length > 0)
    return { comment: `a line to ${serial} is left out: it holds ${JSON.stringify(line)}` };
  return { send: { fob: serial, line } };
}

function textOf({ hexadecimal }: RecordedPiece): string {
  return Buffer.from(hexadecimal, 'hex').toString('latin1');
}

/**
 * The reply, with its numbers left open: another fob of this model shows other codes, and its crystal, its battery and its
 * clock differ. The serial stays.
 */
function patternOf(reply: string, serial: string): string {
  const parts = reply.split(/((?<![A-Za-z0-9])[-+]?\d+(?:\.\d+)?(?:E[-+]?\d+)?(?![A-Za-z0-9]))/);
  const literal = parts.every((part, i) => i % 2 === 0 || part === serial);
  if (literal && !/^\/.*\/[iu]*$/.test(reply)) return reply;
  const pattern = parts.map((part, i) => {
    if (i % 2 === 0 || part === serial) return part.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
    return /^\d{6,}$/.test(part) ? String.raw`\d{${part.length}}` : String.raw`[-+]?[\d.]+(E[-+]?\d+)?`;
  });
  return `/^${pattern.join('')}$/`;
}
