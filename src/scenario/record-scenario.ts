// Writes a scenario from the log of a bench and the traffic of its links: what a person did in the terminal UI or at the
// command line, what a program sent to a console and what the fob answered, with the time that passed in between. Codes are
// in no log, so a verification takes a fresh code off the fob.

import { stringify } from 'yaml';
import { parseIsoTime } from '../contract/iso-time.js';
import { scenarioVersion } from './read-scenario.js';
import { type RecordedLine, type RecordedPiece, recordedTraffic } from './recorded-traffic.js';

/** An event of `foblab log`. */
export interface LoggedEvent {
  readonly seq: number;
  readonly at: string;
  readonly wallAt: string;
  readonly kind: string;
  readonly serial?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

type Written = Record<string, unknown> | { comment: string };

/** The history that a bench keeps. */
export interface Recording {
  /** Number of the first event that counts. */
  readonly since?: number;
  readonly events: readonly LoggedEvent[];
  readonly pieces?: readonly RecordedPiece[];
  /** The fobs that are on the bench, and the policy of each that is enrolled. */
  readonly fobs?: readonly { model: string; serial: string; policy?: string | undefined }[];
}

export function recordedScenario(
  name: string,
  { since, events, pieces = [], fobs: onBench = [] }: Recording,
): string {
  const traffic = recordedTraffic(pieces, since);
  const lines = [...traffic.lines];
  const added = new Set(events.filter(({ kind }) => kind === 'added').map(({ serial }) => serial));
  const used = new Set([...events, ...lines].map(({ serial }) => serial));
  const fobs: Record<string, unknown>[] = onBench
    .filter(({ serial }) => used.has(serial) && !added.has(serial))
    .map(({ model, serial, policy }) => ({
      model,
      serial,
      ...(policy === undefined ? {} : { enroll: { policy } }),
    }));
  const steps: Written[] = traffic.overUsb.map((serial) => ({
    comment: `${serial} was used over USB too: no step sends a report, but what it did on the fob is here`,
  }));
  const beganAt = [events[0]?.at, lines[0]?.at].filter((at) => at !== undefined).sort()[0];
  let atUs = beganAt === undefined ? 0 : parseIsoTime(beganAt)!;
  const heldByLine = new Set<string>();
  let held: { serial: string; atUs: number } | undefined;
  let began = false;
  const add = (nowUs: number, written: Written | readonly Written[]): void => {
    if (nowUs > atUs) steps.push({ advance: `${(nowUs - atUs) / 1e6}s` });
    steps.push(...(Array.isArray(written) ? written : [written as Written]));
    atUs = Math.max(atUs, nowUs);
    began = true;
  };
  const addLine = ({ at, step }: RecordedLine): void =>
    add(at === undefined ? atUs : parseIsoTime(at)!, step);
  for (const [i, event] of events.entries()) {
    while (lines.length > 0 && lines[0]!.afterEvent < event.seq) addLine(lines.shift()!);
    const nowUs = parseIsoTime(event.at)!;
    const { kind, serial = '', detail } = event;
    if (traffic.causedByLine(event)) {
      if (kind === 'held') heldByLine.add(serial);
      continue;
    }
    // The line that held the button has let this time pass.
    if (kind === 'released' && heldByLine.delete(serial)) {
      atUs = Math.max(atUs, nowUs);
      continue;
    }
    if (kind === 'added' && !began) {
      fobs.push({ model: detail.model, serial });
      continue;
    }
    if (kind === 'enrolled' && !began) {
      const fob = fobs.find((one) => one.serial === serial);
      if (fob !== undefined) {
        fob.enroll = { policy: detail.policy };
        continue;
      }
    }
    if (kind === 'held') {
      held = { serial, atUs: nowUs };
      continue;
    }
    if (kind === 'released' && held?.serial === serial) {
      add(held.atUs, { hold: { fob: serial, for: `${(nowUs - held.atUs) / 1e6}s` } });
      atUs = nowUs;
      continue;
    }
    const written = stepOf(event, events.slice(i + 1, i + 10), events[i - 1]);
    if (written !== undefined) add(nowUs, written);
  }
  for (const line of lines) addLine(line);
  const body = stringify(
    {
      scenario: scenarioVersion,
      name,
      bench: { at: beganAt ?? '2026-01-01T00:00:00Z' },
      ...(fobs.length > 0 ? { fobs } : {}),
    },
    { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' },
  );
  return `${body}steps:\n${steps.map(stepText).join('')}`;
}

/** Undefined for an event that follows from another step, such as a display that switches itself off. */
function stepOf(
  { kind, serial, detail }: LoggedEvent,
  next: readonly LoggedEvent[],
  before: LoggedEvent | undefined,
): Written | Written[] | undefined {
  switch (kind) {
    case 'press':
      // This press gave the code for the verification that follows at once.
      return followedByVerdict(next, serial) ? undefined : { press: serial };
    case 'verdict':
      return [
        before?.serial === serial && ['display-on', 'press', 'code'].includes(before?.kind ?? '')
          ? { verify: { fob: serial } }
          : { comment: `the code that was judged for ${serial} is in no log: a fresh one stands for it` },
        ...(before?.serial === serial && ['display-on', 'press', 'code'].includes(before?.kind ?? '')
          ? [{ 'expect-verdict': detail.outcome }]
          : [{ verify: { fob: serial } }]),
      ];
    case 'added':
      return { add: { model: detail.model, serial } };
    case 'enrolled':
      return { enroll: { fob: serial, policy: detail.policy } };
    case 'removed':
      return { remove: serial };
    case 'labelled':
      return { label: { fob: serial, label: detail.label } };
    case 'age':
      return { age: { fob: serial, by: `${String(detail.seconds)}s` } };
    case 'temperature':
      return { temp: { fob: serial, celsius: detail.celsius } };
    case 'clock':
      return detail.driftPpm === undefined
        ? { clock: { fob: serial, offset: detail.offsetSeconds } }
        : { drift: { fob: serial, ppm: detail.driftPpm } };
    case 'battery':
      return { battery: { fob: serial, level: detail.percent ?? detail.level } };
    case 'reset':
      return { reset: serial };
    case 'fault-on':
    case 'fault-off': {
      const { name, cause, ...parameters } = detail;
      if (cause === 'timer') return undefined;
      const given =
        kind === 'fault-on'
          ? Object.entries(parameters).map(([key, value]) => `${key}=${String(value)}`)
          : [];
      return {
        fault: {
          fob: serial,
          name,
          switch: kind === 'fault-on' ? 'on' : 'off',
          ...(given.length > 0 ? { with: given } : {}),
        },
      };
    }
    case 'credential':
      return { [`credential ${String(detail.change)}`]: serial };
    default:
      return undefined;
  }
}

/** Whether a code that the press brought up was judged: taking that code presses the button too. */
function followedByVerdict(next: readonly LoggedEvent[], serial: string | undefined): boolean {
  const result = next.find((one) => one.serial === serial && !['display-on', 'code'].includes(one.kind));
  return result?.kind === 'verdict';
}

function stepText(step: Written): string {
  if ('comment' in step && typeof step.comment === 'string') return `  # ${step.comment}\n`;
  const text = stringify([step], { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
  return text.replace(/^/gm, '  ').replace(/ +$/, '');
}
