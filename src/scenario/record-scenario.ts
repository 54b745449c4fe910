// Writes a scenario from the log of a bench: the actions of a person in the terminal UI or on the command line, with the
// time between them. A log holds no codes, so a verification reads a fresh code off the fob.

import { stringify } from 'yaml';
import { parseIsoTime } from '../contract/iso-time.js';
import { scenarioVersion } from './read-scenario.js';

/** An event of `foblab log`. */
export interface LoggedEvent {
  readonly at: string;
  readonly kind: string;
  readonly serial?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

type Written = Record<string, unknown> | { comment: string };

export function recordedScenario(name: string, events: readonly LoggedEvent[]): string {
  const [first] = events;
  const fobs: Record<string, unknown>[] = [];
  const steps: Written[] = [];
  let atUs = first === undefined ? 0 : parseIsoTime(first.at)!;
  let held: { serial: string; atUs: number } | undefined;
  for (const [i, event] of events.entries()) {
    const nowUs = parseIsoTime(event.at)!;
    const { kind, serial = '', detail } = event;
    if (kind === 'added' && steps.length === 0) {
      fobs.push({ model: detail.model, serial });
      continue;
    }
    if (kind === 'enrolled' && steps.length === 0) {
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
    const written =
      kind === 'released' && held?.serial === serial
        ? { hold: { fob: serial, for: `${(nowUs - held.atUs) / 1e6}s` } }
        : stepOf(event, events[i + 1], events[i - 1]);
    if (written === undefined) continue;
    const sinceUs = (kind === 'released' && held !== undefined ? held.atUs : nowUs) - atUs;
    if (sinceUs > 0) steps.push({ advance: `${sinceUs / 1e6}s` });
    steps.push(...(Array.isArray(written) ? written : [written]));
    atUs = nowUs;
  }
  const body = stringify(
    {
      scenario: scenarioVersion,
      name,
      bench: { at: first?.at ?? '2026-01-01T00:00:00Z' },
      ...(fobs.length > 0 ? { fobs } : {}),
    },
    { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' },
  );
  return `${body}steps:\n${steps.map(stepText).join('')}`;
}

/** Undefined for an event that follows from another step, such as a display that switches itself off. */
function stepOf(
  { kind, serial, detail }: LoggedEvent,
  next: LoggedEvent | undefined,
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

function followedByVerdict(next: LoggedEvent | undefined, serial: string | undefined): boolean {
  return next?.serial === serial && (next?.kind === 'display-on' || next?.kind === 'verdict');
}

function stepText(step: Written): string {
  if ('comment' in step && typeof step.comment === 'string') return `  # ${step.comment}\n`;
  const text = stringify([step], { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
  return text.replace(/^/gm, '  ').replace(/ +$/, '');
}
