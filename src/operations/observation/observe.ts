import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { choice, duration, instant, lines, optional, text } from '../../contract/parameter.js';
import { newAmong, observationStore, recordObservations } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import { verifierOf } from '../../host/verifier/verifier-host.js';
import type { Observation, Reading } from '../../observations/index.js';
import { TargetError } from '../../targets/index.js';
import { credentialId } from '../credential/credential-id.js';
import { foblabTargetName, isTargetPath, namedTarget, targetAccepts } from '../target/named-target.js';
import { type FobPassport, fobPassport, passportEntry } from './fob-passport.js';
import { type ObservedDefaults, readLines, readTyped } from './observation-input.js';
import { findingLines, readingText } from './passport-text.js';
import { seedParameters } from './seed-parameters.js';

const outcomes = ['accepted', 'refused', 'replayed', 'out-of-sync', 'locked'] as const;

export const observe = defineOperation({
  name: 'device.observe',
  command: 'observe',
  summary: 'keep what the LCD of a physical fob showed and when, and say what follows from it',
  help: 'Always judged at wall time, whatever time the bench is at. With the seed (--secret-file, an enrolled credential, or a fob of the bench with this serial): the step, the seconds off, and over several days the drift and the date it leaves the policy’s window. Without: what can be known, and what would tell more. A key that types: foblab observe, then touch it. Many fobs: --file with "serial code [time]" a line; lines typed into standard input are timed one by one. Given again, a reading with a time is not kept twice.',
  examples: [
    'foblab observe 3315511111 755224',
    'foblab observe 3315511111 755224 --at 2026-01-31T09:30:00Z --secret-file seed.hex',
    'foblab observe 3315511111 755224 --target staging',
    'foblab observe 3315511111 755224 --target vpn --outcome accepted',
    'foblab observe --file drawer.txt',
    'foblab observe --file -',
  ],
  parameters: {
    serial: optional(text('serial as printed on the fob, or all that a key typed', 'serial')),
    code: optional(text('what its LCD shows', 'code')),
    at: optional(instant('when it showed it; now where left out')),
    earlier: optional(duration('how long before that the fob may have made the code; 10s where left out')),
    later: optional(duration('how far your clock may be behind; 1s where left out')),
    file: lines('lines of "serial code [time]", - for standard input'),
    target: {
      ...optional(
        text(
          'the system that gets this code: a target (foblab target list), or with --outcome any name',
          'name',
        ),
      ),
      localOnly: isTargetPath,
    },
    outcome: optional(choice('what that system said to you; left out, it is asked now', outcomes)),
    ...seedParameters,
  },
  positionals: ['serial', 'code'],
  effect: 'change',
  timing: 'waits',
  async run(context, values) {
    const { serial, code, file } = values;
    if (file === undefined ? serial === undefined : serial !== undefined || code !== undefined)
      throw new OperationError(
        'usage',
        'give a serial and a code (foblab observe <serial> <code>), or --file with one fob a line',
      );
    if (values.target === undefined && values.outcome !== undefined)
      throw new OperationError(
        'usage',
        '--outcome says what a system answered: name it with --target <name>',
      );
    const read = file === undefined ? single(context, serial!, code, values) : many(context, file, values);
    const observations: Reading[] = [];
    // One after another, as a person would: a target may throttle.
    for (const { reading } of read.readings)
      observations.push(await withVerdict(context, reading, values, read.notes));
    const serials = [...new Set(observations.map((one) => one.serial))];
    if (values.secret !== undefined && serials.length > 1)
      throw new OperationError('usage', `--secret-file is the seed of one fob; these are ${serials.length}`);
    // A policy or a store that is not there is told before anything is kept.
    const before = (await observationStore(context).load()).observations;
    const fresh = newAmong(before, observations);
    const all = [...before, ...observations.filter((_, i) => fresh[i])];
    const passports = new Map<string, FobPassport>();
    for (const one of serials) passports.set(one, await fobPassport(context, one, all, values));
    const isNew = await recordObservations(context, observations);
    return {
      timeBase: 'wall' as const,
      recorded: isNew.filter(Boolean).length,
      keptBefore: isNew.filter((one) => !one).length,
      readings: read.readings.map(({ line }, i) => ({
        line,
        ...answerOf(observations[i]!, passports.get(observations[i]!.serial)!, all),
        keptBefore: !isNew[i],
      })),
      fobs: [...passports.values()].map(summaryOf),
      errors: read.errors,
      notes: read.notes,
    };
  },
  plain: ({ readings }) =>
    readings.map(({ stepsOff, counter }) => String(stepsOff ?? counter ?? '')).join('\n'),
  text: (result) => {
    const { readings, fobs, errors, notes, recorded, keptBefore } = result;
    const alone = fobs.length === 1;
    return [
      ...readings.map((one) =>
        [
          one.line === null ? '' : `line ${one.line}:`,
          one.serial,
          `${one.at} (wall time)`,
          readingText(one),
          one.keptBefore ? '(kept before)' : '',
        ]
          .filter(Boolean)
          .join('  '),
      ),
      ...(alone ? findingLines(fobs[0]!).map((line) => `  ${line}`) : []),
      ...notes.map((note) => `  note      ${note}`),
      ...errors.map(({ line, message }) => `line ${line}: ${message}`),
      ...(alone && errors.length === 0
        ? []
        : [
            `${recorded} kept${keptBefore > 0 ? `, ${keptBefore} kept before` : ''}, ${errors.length} bad line${errors.length === 1 ? '' : 's'}${fobs.length > 1 ? '; each fob: foblab passport <serial>' : ''}`,
          ]),
    ].join('\n');
  },
  refused: ({ errors }) => errors.length > 0,
});

interface Read {
  readings: { line: number | null; reading: Reading }[];
  errors: { line: number; message: string }[];
  notes: string[];
}

interface ObserveValues {
  at: number | undefined;
  earlier: number | undefined;
  later: number | undefined;
  target: string | undefined;
  outcome: (typeof outcomes)[number] | undefined;
  store: string | undefined;
}

function single(
  context: OperationContext,
  serial: string,
  code: string | undefined,
  values: ObserveValues,
): Read {
  const { reading, notes } = readTyped(serial, code, defaultsOf(context, values));
  return { readings: [{ line: null, reading }], errors: [], notes };
}

function many(
  context: OperationContext,
  file: readonly { text: string; atMs?: number }[],
  values: ObserveValues,
): Read {
  const read = readLines(file, defaultsOf(context, values));
  if (read.readings.length === 0 && read.errors.length === 0)
    throw new OperationError('usage', 'no line with a fob: expected "serial code [time]" a line');
  return { ...read, notes: [] };
}

function defaultsOf({ bench }: OperationContext, { at, earlier, later }: ObserveValues): ObservedDefaults {
  const nowMs = Math.round(bench.wall.nowUs() / 1000);
  return {
    nowMs,
    atMs: at === undefined ? nowMs : Math.round(at / 1000),
    ...(earlier === undefined ? {} : { earlierSeconds: seconds(earlier, 'earlier') }),
    ...(later === undefined ? {} : { laterSeconds: seconds(later, 'later') }),
  };
}

function seconds(us: number, name: string): number {
  if (us >= 0) return us / 1e6;
  throw new OperationError('usage', `--${name}: a negative time given; expected how long, such as 10s`);
}

/** What the target said, as a person saw it or as it says now. One that does not answer costs no reading. */
async function withVerdict(
  context: OperationContext,
  reading: Reading,
  { target, outcome, store }: ObserveValues,
  notes: string[],
): Promise<Reading> {
  if (target === undefined) return reading;
  try {
    const said = outcome ?? (await ask(context, target, reading, store));
    return { ...reading, verdict: { target, outcome: said, accepted: targetAccepts({ outcome: said }) } };
  } catch (error) {
    // A target that is not there or misdescribed is an error of the command; one that is silent today is not.
    if (!(error instanceof TargetError) || ['not-found', 'secret', 'aborted'].includes(error.code))
      throw error;
    notes.push(`${reading.serial}: kept without a verdict: ${(error as Error).message}`);
    return reading;
  }
}

async function ask(
  context: OperationContext,
  name: string,
  { serial, code, atMs }: Reading,
  store: string | undefined,
): Promise<string> {
  const atUs = atMs * 1000;
  if (name === foblabTargetName) {
    const verifier = await verifierOf(context, store);
    return (
      await verifier.verify({ credentialId: await credentialId(context, verifier, serial), code, atUs })
    ).outcome;
  }
  const target = await namedTarget(context, name);
  return (await target.verify({ serial, code, atUs, signal: context.signal })).outcome;
}

function answerOf(reading: Reading, passport: FobPassport, all: readonly Observation[]) {
  const entry = passportEntry(passport, all, reading);
  const offset = entry?.offsetSeconds;
  return {
    serial: reading.serial,
    at: isoTime(reading.atMs * 1000),
    timeBase: 'wall' as const,
    seedFrom: passport.seedFrom,
    use: entry?.use ?? null,
    step: entry?.step ?? null,
    stepsOff: entry?.stepsOff ?? null,
    secondsOff: offset === undefined ? null : round((offset.low + offset.high) / 2),
    uncertaintySeconds: offset === undefined ? null : round((offset.high - offset.low) / 2),
    counter: entry?.counter ?? null,
  };
}

function summaryOf(passport: FobPassport) {
  const { serial, seedFrom, clock, counter, withoutSeed, notes, readings } = passport;
  return {
    serial,
    seedFrom,
    readings: readings.length,
    clock: clock ?? null,
    counter: counter ?? null,
    withoutSeed: withoutSeed ?? null,
    notes,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
