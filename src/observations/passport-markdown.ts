// A passport as a page of Markdown.
import type { Interval } from './clock-region.js';
import { type Passport, type PassportReading, readingsText } from './passport.js';

/** Adds the advice and the corrections, if they were computed. */
export type PassportPage = Passport & {
  advice?: { text: string };
  changes?: readonly { at: string; text: string }[];
};

export function passportMarkdown(passport: PassportPage): string {
  const { serial, model, label } = passport;
  const sections = [
    [`# Fob ${escapedMarkdown(serial)}${label === undefined ? '' : ` (${escapedMarkdown(label)})`}`],
    [`${model === undefined ? 'Model not named' : escapedMarkdown(model)}. Issued ${passport.issuedAt}.`],
    passport.advice === undefined ? [] : [`**${escapedMarkdown(passport.advice.text)}**`],
    clockLines(passport),
    counterLines(passport),
    seedlessLines(passport),
    bulleted('Notes', passport.notes),
    bulleted('Battery', passport.battery.map(dated)),
    bulleted('Remarks', passport.remarks.map(dated)),
    bulleted('Corrections', (passport.changes ?? []).map(dated)),
    [`## Verdicts`, '', `${passport.verdicts.accepted} accepted, ${passport.verdicts.refused} refused.`],
    readingLines(passport.readings),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function clockLines({ clock }: Passport): string[] {
  if (clock === undefined) return [];
  const percent = Math.round(clock.confidence * 100);
  const { driftPpm, window } = clock;
  return [
    '## Clock',
    '',
    `- Offset at ${clock.referenceAt}: ${seconds(clock.offsetSeconds)} (${percent} % interval; ${readingsText(clock.readings)}; negative is behind)`,
    driftPpm === undefined
      ? '- Drift: not known yet'
      : `- Drift: ${signed(driftPpm.median)} ppm, ${signed(driftPpm.low)} to ${signed(driftPpm.high)} (${percent} % interval)`,
    ...(window === undefined ? [] : [`- Window of ${escapedMarkdown(window.policy)}: ${windowText(window)}`]),
  ];
}

function windowText(window: NonNullable<NonNullable<Passport['clock']>['window']>): string {
  switch (window.status) {
    case 'outside':
      return 'outside of it already';
    case 'unknown':
      return 'inside of it; when it leaves is not known before the drift is';
    case 'stays':
      return 'stays inside of it for twenty years';
    default:
      return `leaves it about ${window.likely}, ${window.earliest} at the earliest, ${window.latest ?? 'possibly never'} at the latest, if nobody uses it`;
  }
}

function counterLines({ counter }: Passport): string[] {
  if (counter === undefined) return [];
  return [
    '## Counter',
    '',
    `- Last code read: counter ${counter.counter}, ${counter.ahead} ahead of the verifier`,
  ];
}

function seedlessLines({ withoutSeed }: Passport): string[] {
  if (withoutSeed === undefined) return [];
  const { known, unknown, wouldTell } = withoutSeed;
  const groups = [
    bulleted('Known without its seed', known),
    bulleted('Not known', unknown),
    bulleted('What would tell', wouldTell),
  ];
  return groups.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}

function readingLines(readings: readonly PassportReading[]): string[] {
  if (readings.length === 0) return ['## Readings', '', 'None.'];
  const row = (one: PassportReading): string =>
    `| ${one.at} | ${one.source} | ${place(one)} | ${one.verdict === undefined ? '' : escapedMarkdown(`${one.verdict.outcome} (${one.verdict.target})`)} |`;
  return [
    '## Readings',
    '',
    '| read at | by | step or counter | verdict |',
    '|---|---|---|---|',
    ...readings.map(row),
  ];
}

function place({ use, step, stepsOff, offsetSeconds, counter }: PassportReading): string {
  if (counter !== undefined) return `counter ${counter}`;
  if (use === 'no-step') return 'none in reach';
  if (step === undefined || stepsOff === undefined || offsetSeconds === undefined) return '';
  const range = `${signed(offsetSeconds.low)} to ${signed(offsetSeconds.high)} s`;
  return `${step} (${stepsOff > 0 ? '+' : ''}${stepsOff} steps; ${range})${use === 'misfit' ? ', left out' : ''}`;
}

function bulleted(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`## ${title}`, '', ...items.map((item) => `- ${escapedMarkdown(item)}`)];
}

function dated({ at, text }: { at: string; text: string }): string {
  return `${at}: ${text}`;
}

function seconds({ low, median, high }: Interval): string {
  return `${signed(median)} s, ${signed(low)} to ${signed(high)}`;
}

function signed(value: number): string {
  const text = value.toFixed(1).replace('-', '−');
  return value > 0 ? `+${text}` : text;
}

/** Text that people and targets gave must not become markup. */
export function escapedMarkdown(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_{}[\]<>|#]/g, '\\$&');
}
