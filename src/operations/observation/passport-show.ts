import { OperationError } from '../../contract/operation-error.js';
import { choice, flag, optional, text } from '../../contract/parameter.js';
import { type PassportAnswer, passportSchema } from '../../contract/results/passport.js';
import { orNull } from '../../contract/schema.js';
import { keptObservations, recordObservations } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import {
  type Observation,
  observationSchema,
  passportMarkdown,
  type Remark,
} from '../../observations/index.js';
import { fobPassport } from './fob-passport.js';
import { observedSerial } from './observation-input.js';
import { passportAnswer } from './passport-answer.js';
import { passportHtml } from './passport-html.js';
import { findingLines } from './passport-text.js';
import { doubtContext, refuseDoubtful, serialDoubts } from './reading-doubts.js';
import { seedParameters } from './seed-parameters.js';

export const passportShow = defineOperation({
  name: 'passport.show',
  route: 'POST /passports/{serial}',
  command: 'passport',
  summary: 'show what is known of a physical fob: readings, offset, drift, window, battery, verdicts',
  help: 'A passport is made from the observations of a fob (foblab observe), at wall time. It says first what to do now. --format html makes a page to print, --format md one to file. A passport contains no codes. Where the fob is enrolled, its seed is used, and the audit records that.',
  examples: [
    'foblab passport 3315511111',
    'foblab passport 3315511111 --format html > 3315511111.html',
    'foblab passport 3315511111 --label "ward 3"',
    'foblab passport 3315511111 --battery "2.91 V at 21 °C"',
    'foblab passport 3315511111 --note "left in a car over the winter"',
  ],
  parameters: {
    serial: text('serial as printed on the fob', 'serial'),
    markdown: flag('as a page in Markdown; the same as --format md'),
    format: optional(choice('write a page', ['html', 'md', 'json'])),
    note: optional(text('a remark to keep')),
    battery: optional(text('a remark on its battery to keep, such as measured, replaced or dim')),
    label: optional(text('a label to find and group it by', 'label')),
    keepAnyway: flag('keep a remark although the serial looks wrong'),
    ...seedParameters,
  },
  positionals: ['serial'],
  effect: 'change',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      passport: t.shared(passportSchema),
      markdown: orNull(t, t.String({ description: 'the page in Markdown, where it was asked for' })),
      page: orNull(t, t.String({ description: 'the page in the format that was asked for' })),
    }),
  errors: ['refused'],
  async run(context, values) {
    const serial = observedSerial(values.serial);
    const remarks = remarksOf(context, serial, values);
    const kept = keptObservations(context);
    const own = [...kept, ...remarks].filter((one) => one.serial === serial);
    if (own.length === 0) throw neverObserved(serial, kept);
    if (remarks.length > 0 && !values.keepAnyway) {
      const known = await doubtContext(context, kept, values.store);
      const given = { serial, note: values.note, battery: values.battery, label: values.label };
      refuseDoubtful('passport.show', given, [{ serial, code: '' }], [serialDoubts(serial, known)]);
    }
    const result = await fobPassport(context, serial, own, values);
    recordObservations(context, remarks);
    const passport = passportAnswer(result);
    const format = values.format ?? (values.markdown ? 'md' : undefined);
    const markdown = format === 'md' ? passportMarkdown(result) : null;
    return {
      passport,
      markdown,
      page:
        format === 'html'
          ? passportHtml(passport)
          : format === 'json'
            ? `${JSON.stringify(passport, undefined, 2)}\n`
            : markdown,
    };
  },
  plain: ({ page, passport }) => page?.trimEnd() ?? passport.clock?.driftPpm?.median.toFixed(2) ?? '',
  text: ({ page, passport }) => page?.trimEnd() ?? lines(passport),
});

function remarksOf(
  { bench }: OperationContext,
  serial: string,
  { note, battery, label }: Record<'note' | 'battery' | 'label', string | undefined>,
): Remark[] {
  const atMs = Math.round(bench.wall.nowUs() / 1000);
  const remark = (about: Remark['about'], said: string | undefined): Remark[] =>
    said === undefined
      ? []
      : [
          {
            schema: observationSchema,
            kind: 'remark',
            serial,
            atMs,
            about,
            text: said.slice(0, longestRemark),
          },
        ];
  return [...remark('battery', battery), ...remark('label', label), ...remark('other', note)];
}

const longestRemark = 2000;

function neverObserved(serial: string, kept: readonly Observation[]): OperationError {
  const others = [...new Set(kept.map((one) => one.serial))];
  const there =
    others.length === 0 ? 'no fob was observed yet' : `observed: ${others.slice(0, 5).join(', ')}`;
  return new OperationError(
    'not-found',
    `there is no observation of ${serial} (${there}${others.length > 5 ? ', …' : ''})`,
    {
      parameter: 'serial',
      remedy: { operation: 'observation.add', arguments: { serial, code: '<code>' } },
    },
  );
}

function lines(passport: PassportAnswer): string {
  const { serial, model, label, readings, verdicts, battery, remarks, changes } = passport;
  const last = readings.at(-1);
  return [
    `${serial}${label ? `  ${label}` : ''}${model ? `  ${model}` : ''}`,
    ...(last === undefined
      ? []
      : [`readings  ${readings.length}, from ${readings[0]!.shownAt} to ${last.shownAt} (wall time)`]),
    `to do     ${passport.advice.text}`,
    ...findingLines(passport),
    ...battery.map((one) => `battery   ${one.notedAt}  ${one.text}`),
    ...remarks.map((one) => `remark    ${one.notedAt}  ${one.text}`),
    ...changes.map((one) => `changed   ${one.changedAt}  ${one.text}`),
    ...(verdicts.accepted + verdicts.refused > 0
      ? [`verdicts  ${verdicts.accepted} accepted, ${verdicts.refused} refused`]
      : []),
  ].join('\n');
}
