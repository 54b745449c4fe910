import { isoTime } from '../../contract/iso-time.js';
import { choice, flag, optional, text } from '../../contract/parameter.js';
import { type ObservedFob, observedFobSchema } from '../../contract/results/drawer.js';
import { urgencyText } from '../../contract/results/passport.js';
import { instantSchema, orNull } from '../../contract/schema.js';
import { observationStore } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import { storeParameter } from '../../host/verifier/verifier-host.js';
import type { ClockSuspicion } from '../../observations/index.js';
import { drawerCsv } from './drawer-csv.js';
import { drawerHtml } from './drawer-html.js';
import { drawerMarkdown } from './drawer-markdown.js';
import { amount, dayOf, grouped, summaryText } from './drawer-text.js';
import { observedDrawer } from './observed-fobs.js';

export const pageFormats = ['html', 'csv', 'md', 'json'] as const;

export const passportList = defineOperation({
  name: 'passport.list',
  command: 'passports',
  summary: 'list the physical fobs that were observed, with what to do about each, the most urgent first',
  help: 'For each fob: the last code, the offset and the drift of its clock, the date on which it leaves the policy’s window, the battery, and what to do now. --format writes the whole drawer as one HTML page for a printer, as CSV for a spreadsheet, as Markdown or as JSON. Where most fobs of one sitting lean the same way, the computer’s clock is the likelier fault, and the list says so. Seeds of enrolled fobs are used, and the audit records that.',
  examples: [
    'foblab passports',
    'foblab passports --attention',
    'foblab passports --format html > drawer.html',
    'foblab passports --format csv > drawer.csv',
  ],
  parameters: {
    match: optional(text('only fobs with this in their serial, label or model')),
    label: optional(text('only fobs with this label', 'label')),
    attention: flag('only fobs that need something now or soon'),
    format: optional(choice('write a page instead of a list', pageFormats)),
    policy: optional(text('policy whose window counts; the credential’s, or rfc', 'policy')),
    by: optional(text('who asks, for the audit', 'name')),
    store: storeParameter,
  },
  positionals: [],
  effect: 'read',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      timeBase: t.Literal('wall'),
      issuedAt: instantSchema(t),
      observed: t.Integer({ description: 'all fobs, those that were not asked for included' }),
      fobs: t.Array(t.shared(observedFobSchema)),
      clockDoubt: orNull(
        t,
        t.Object(
          {
            behindSeconds: t.Integer({
              description: 'what the computer’s clock lacked; negative: it was ahead',
            }),
            fobs: t.Integer(),
            leaning: t.Integer({ description: 'how many of them lean that way' }),
            fromAt: instantSchema(t),
            toAt: instantSchema(t),
            text: t.String(),
          },
          { description: 'why the computer’s clock is the likelier fault' },
        ),
      ),
      unread: t.Array(t.Object({ line: t.Integer(), message: t.String() }), {
        description: 'lines of an earlier version’s file that are no observation; they stay where they are',
      }),
      page: orNull(t, t.String({ description: 'in the format that was asked for' })),
    }),
  async run(context, values) {
    const { unread } = observationStore(context).load();
    const { fobs, suspicion } = await observedDrawer(context, values);
    const issuedAt = isoTime(Math.floor(context.bench.wall.nowUs() / 1e6) * 1e6);
    const answer = {
      timeBase: 'wall' as const,
      issuedAt,
      observed: fobs.length,
      fobs: fobs.filter((fob) => isWanted(fob, values)),
      clockDoubt: suspicion === undefined ? null : clockDoubt(suspicion),
      unread,
    };
    return { ...answer, page: values.format === undefined ? null : pageOf(values.format, answer) };
  },
  plain: ({ fobs, page }) => page?.trimEnd() ?? fobs.map((fob) => fob.serial).join('\n'),
  text: ({ observed, fobs, clockDoubt: doubt, unread, page }) =>
    page?.trimEnd() ??
    [
      ...(doubt === null ? [] : [doubt.text]),
      ...grouped(fobs).flatMap(({ label, fobs: own }) => [
        ...(label === '' ? [] : [`${label}:`]),
        ...own.flatMap(fobLines),
      ]),
      observed === 0
        ? 'No physical fob was observed yet: foblab observe <serial> <code>'
        : fobs.length === 0
          ? `None of the ${observed} fobs fits`
          : summaryText(fobs),
      ...unread.map(
        ({ line, message }) => `observations.ndjson.taken-over line ${line} was skipped: ${message}`,
      ),
    ].join('\n'),
});

export function clockDoubt({ behindSeconds, fobs, leaning, fromMs, toMs }: ClockSuspicion) {
  const fromAt = isoTime(fromMs * 1000);
  const seconds = Math.abs(behindSeconds);
  return {
    behindSeconds,
    fobs,
    leaning,
    fromAt,
    toAt: isoTime(toMs * 1000),
    text: `Whose clock is wrong? ${leaning} of ${fobs} fobs that were read on ${dayOf(fromAt)} are ${behindSeconds > 0 ? 'ahead' : 'behind'} by about ${seconds} s. This computer's clock was probably ${seconds} s ${behindSeconds > 0 ? 'behind' : 'ahead'} then. foblab doctor shows the clock; foblab observation correct-clock --confirm sets those readings right.`,
  };
}

function isWanted(
  { serial, label, model, advice }: ObservedFob,
  {
    match,
    label: wanted,
    attention,
  }: { match: string | undefined; label: string | undefined; attention: boolean },
): boolean {
  const has = (text: string | null): boolean =>
    text?.toLowerCase().includes((match ?? '').toLowerCase()) === true;
  if (match !== undefined && ![serial, label, model].some(has)) return false;
  if (wanted !== undefined && label !== wanted) return false;
  return !attention || advice.urgency === 'now' || advice.urgency === 'soon';
}

function pageOf(
  format: (typeof pageFormats)[number],
  answer: { fobs: ObservedFob[]; issuedAt: string; clockDoubt: { text: string } | null },
): string {
  const { fobs, issuedAt, clockDoubt: doubt } = answer;
  const note = doubt?.text ?? null;
  if (format === 'csv') return drawerCsv(fobs);
  if (format === 'md') return drawerMarkdown(fobs, issuedAt, note);
  if (format === 'html') return drawerHtml(fobs, issuedAt, note);
  return `${JSON.stringify(answer, undefined, 2)}\n`;
}

function fobLines(fob: ObservedFob): string[] {
  const { serial, readings, lastReadAt, lastCode, offsetSeconds, driftPpm, leavesAt, battery, advice } = fob;
  const facts = [
    `${readings} reading${readings === 1 ? '' : 's'}${lastReadAt === null ? '' : `, last ${lastCode ?? ''} ${lastReadAt.slice(0, 16)}Z`}`,
    ...(offsetSeconds === null ? [] : [amount(offsetSeconds.median, 's')]),
    ...(driftPpm === null
      ? []
      : [
          `${amount(driftPpm.median, 'ppm')} (${amount(driftPpm.low, '').trim()} to ${amount(driftPpm.high, '').trim()})`,
        ]),
    ...(leavesAt === null ? [] : [`leaves ${dayOf(leavesAt)}`]),
    ...(battery === null ? [] : [`battery: ${battery}`]),
  ];
  return [
    `${urgencyText[advice.urgency].padEnd(6)} ${serial.padEnd(14)} ${advice.text}`,
    `       ${' '.repeat(14)} ${facts.join(' · ')}`,
  ];
}
