import { OperationError } from '../../contract/operation-error.js';
import { flag, optional, text } from '../../contract/parameter.js';
import { observationStore, recordObservations } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import {
  type Observation,
  observationSchema,
  passportMarkdown,
  type Remark,
} from '../../observations/index.js';
import { type FobPassport, fobPassport } from './fob-passport.js';
import { observedSerial } from './observation-input.js';
import { findingLines } from './passport-text.js';
import { seedParameters } from './seed-parameters.js';

export const passport = defineOperation({
  name: 'device.passport',
  command: 'passport',
  summary:
    'all that is known of a physical fob on one page: readings, offset, drift, window, battery, verdicts',
  help: 'Made from its observations (foblab observe), at wall time. With --markdown a page to file; with --json the passport as data. It holds no codes. A seed that is enrolled is used, and the audit says so.',
  examples: [
    'foblab passport 3315511111',
    'foblab passport 3315511111 --markdown > 3315511111.md',
    'foblab passport 3315511111 --battery "2.91 V at 21 °C"',
    'foblab passport 3315511111 --note "left in a car over the winter"',
  ],
  parameters: {
    serial: text('serial as printed on the fob', 'serial'),
    markdown: flag('as a page of Markdown'),
    note: optional(text('a remark to keep')),
    battery: optional(text('a remark on its battery to keep: measured, replaced, dim')),
    ...seedParameters,
  },
  positionals: ['serial'],
  effect: 'change',
  timing: 'waits',
  async run(context, values): Promise<FobPassport & { markdown?: string }> {
    const serial = observedSerial(values.serial);
    const remarks = remarksOf(context, serial, values);
    const kept = (await observationStore(context).load()).observations;
    const own = [...kept, ...remarks].filter((one) => one.serial === serial);
    if (own.length === 0) throw neverObserved(serial, kept);
    const result = await fobPassport(context, serial, own, values);
    await recordObservations(context, remarks);
    return values.markdown ? { ...result, markdown: markdownOf(result) } : result;
  },
  plain: (result) => result.markdown?.trimEnd() ?? result.clock?.driftPpm?.median.toFixed(2) ?? '',
  text: (result) => result.markdown?.trimEnd() ?? page(result),
});

function markdownOf({ withoutSeed, ...rest }: FobPassport): string {
  return passportMarkdown(
    withoutSeed === undefined ? rest : { ...rest, withoutSeed: { ...withoutSeed, repeats: [] } },
  );
}

function remarksOf(
  { bench }: OperationContext,
  serial: string,
  { note, battery }: { note: string | undefined; battery: string | undefined },
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
  return [...remark('battery', battery), ...remark('other', note)];
}

const longestRemark = 2000;

function neverObserved(serial: string, kept: readonly Observation[]): OperationError {
  const others = [...new Set(kept.map((one) => one.serial))];
  const there = others.length === 0 ? 'none was observed yet' : `observed: ${others.slice(0, 5).join(', ')}`;
  return new OperationError(
    'not-found',
    `nothing was observed of ${serial} (${there}${others.length > 5 ? ', …' : ''}): foblab observe ${serial} <code>`,
  );
}

function page(result: FobPassport): string {
  const { serial, model, label, readings, verdicts, battery, remarks } = result;
  const last = readings.at(-1);
  return [
    `${serial}${label ? `  ${label}` : ''}${model ? `  ${model}` : ''}`,
    ...(last === undefined
      ? []
      : [`readings  ${readings.length}, from ${readings[0]!.at} to ${last.at} (wall time)`]),
    ...findingLines({
      clock: result.clock,
      counter: result.counter,
      withoutSeed: result.withoutSeed,
      notes: result.notes,
    }),
    ...battery.map((one) => `battery   ${one.at}  ${one.text}`),
    ...remarks.map((one) => `remark    ${one.at}  ${one.text}`),
    ...(verdicts.accepted + verdicts.refused > 0
      ? [`verdicts  ${verdicts.accepted} accepted, ${verdicts.refused} refused`]
      : []),
  ].join('\n');
}
