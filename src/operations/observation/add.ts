import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { choice, duration, flag, instant, lines, optional, text } from '../../contract/parameter.js';
import { findingFields, readingFields } from '../../contract/results/passport.js';
import { orNull } from '../../contract/schema.js';
import { keptObservations, newAmong, recordObservations } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import { verifierOf } from '../../host/verifier/verifier-host.js';
import type { Observation, Reading } from '../../observations/index.js';
import { TargetError } from '../../targets/index.js';
import { credentialId } from '../credential/credential-id.js';
import { foblabTargetName, isTargetPath, namedTarget, targetAccepts } from '../target/named-target.js';
import { type FobPassport, fobPassport, passportEntry } from './fob-passport.js';
import { type ObservedDefaults, readLines, readTyped, secondsOf } from './observation-input.js';
import { findingsAnswer, readingAnswer } from './passport-answer.js';
import { findingLines } from './passport-text.js';
import { diagnosisNotes } from './reading-diagnosis.js';
import { doubtContext, doubtsOf, refuseDoubtful } from './reading-doubts.js';
import { readingText } from './reading-text.js';
import { seedParameters } from './seed-parameters.js';

const reportedOutcomes = ['accepted', 'refused', 'replayed', 'out-of-sync', 'locked'] as const;

export const add = defineOperation({
  name: 'observation.add',
  command: 'observe',
  summary: 'record what a physical fob showed and when, and say what follows from it',
  help: 'A reading is judged at wall time, whatever the time of the bench. With the seed (--secret-file, an enrolled credential, or a fob of the bench with this serial) the answer has the step and the seconds off, and over several days the drift and the date on which it leaves the policy’s window. Without the seed it says what can be known, and what would tell more. For a key that types: foblab observe, then touch it. For many fobs: --file with "serial code [time]" a line; lines typed into standard input are timed one by one. A reading that was recorded before is not recorded again. A reading that looks wrong (swapped fields, a serial that no model has or that is nearly another one, a code of another length) is refused and nothing is kept: --keep-anyway insists. foblab observation list, edit, remove, move and undo correct what was kept.',
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
    code: optional(text('the code on its LCD', 'code')),
    at: optional(instant('when it showed the code; now where left out')),
    earlier: optional(duration('how long before that the fob may have made the code; 10s where left out')),
    later: optional(duration('how far your clock may be behind; 1s where left out')),
    keepAnyway: flag('keep a reading although it looks wrong'),
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
    outcome: optional(
      choice('what that system answered you; where left out, the target is asked now', reportedOutcomes),
    ),
    ...seedParameters,
  },
  positionals: ['serial', 'code'],
  effect: 'outside',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      timeBase: t.Literal('wall'),
      recorded: t.Integer(),
      keptBefore: t.Integer(),
      readings: t.Array(
        t.Object({
          line: orNull(t, t.Integer({ description: 'of the file, from 1' })),
          serial: t.String(),
          ...readingFields(t),
          keptBefore: t.Boolean(),
        }),
      ),
      fobs: t.Array(
        t.Object({
          serial: t.String(),
          readings: t.Integer({ description: 'all that are kept of it' }),
          ...findingFields(t),
        }),
      ),
      errors: t.Array(t.Object({ line: t.Integer(), message: t.String() })),
      notes: t.Array(t.String()),
    }),
  errors: ['refused'],
  async run(context, values) {
    const { serial, code, file } = values;
    if (file === undefined ? serial === undefined : serial !== undefined || code !== undefined)
      throw new OperationError('usage', 'a serial and a code are needed, or a file with one fob a line', {
        parameter: 'serial',
        remedy: { operation: 'observation.add', arguments: { serial: '<serial>', code: '<code>' } },
      });
    if (values.target === undefined && values.outcome !== undefined)
      throw new OperationError(
        'usage',
        'outcome is what a system answered: give the name of that system with target',
        {
          parameter: 'target',
          expected: 'the name of the system',
        },
      );
    const read = file === undefined ? single(context, serial!, code, values) : many(context, file, values);
    // A missing policy or store, and a reading that looks wrong, is an error before anything is recorded or asked.
    const before = keptObservations(context);
    const doubts = await doubtsAbout(context, read, before, values.store);
    if (!values.keepAnyway) refuseDoubtful('observation.add', givenAgain(values), typedIn(read), doubts);
    const observations: Reading[] = [];
    // One after another, as a person does: a target may throttle.
    for (const { reading } of read.readings)
      observations.push(await withVerdict(context, reading, values, read.notes));
    const serials = [...new Set(observations.map((one) => one.serial))];
    if (values.secret !== undefined && serials.length > 1)
      throw new OperationError(
        'usage',
        `a seed belongs to one fob, and these are ${serials.length}: give one fob, or no seed`,
        {
          parameter: 'secret',
        },
      );
    const fresh = newAmong(before, observations);
    const all = [...before, ...observations.filter((_, i) => fresh[i])];
    const passports = new Map<string, FobPassport>();
    for (const one of serials) passports.set(one, await fobPassport(context, one, all, values));
    const isNew = recordObservations(
      context,
      observations,
      doubts.map((some) => some.length > 0),
    );
    read.notes.push(
      ...(await diagnosisNotes(
        context,
        observations.map((reading) => {
          const passport = passports.get(reading.serial)!;
          return { reading, passport, entry: passportEntry(passport, all, reading) };
        }),
        values,
      )),
    );
    return {
      timeBase: 'wall' as const,
      recorded: isNew.filter(Boolean).length,
      keptBefore: isNew.filter((one) => !one).length,
      readings: read.readings.map(({ line }, i) => ({
        line,
        ...entryOf(observations[i]!, passports.get(observations[i]!.serial)!, all),
        keptBefore: !isNew[i],
      })),
      fobs: [...passports.values()].map((passport) => ({
        serial: passport.serial,
        readings: passport.readings.length,
        ...findingsAnswer(passport),
      })),
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
          `${one.shownAt} (wall time)`,
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

/** A key types without errors. A reading that a person types is compared with the known serials. */
async function doubtsAbout(
  context: OperationContext,
  { readings }: Read,
  before: readonly Observation[],
  store: string | undefined,
): Promise<string[][]> {
  const known = await doubtContext(context, before, store);
  return readings.map(({ reading }) => (reading.source === 'person' ? doubtsOf(reading, known) : []));
}

function typedIn({ readings }: Read) {
  return readings.map(({ line, reading: { serial, code } }) => ({ serial, code, line }));
}

/** The arguments that insist on the reading. A caller that gave a list gives the list again. */
function givenAgain({ serial, code }: { serial: string | undefined; code: string | undefined }) {
  return { ...(serial === undefined ? {} : { serial }), ...(code === undefined ? {} : { code }) };
}

interface ObserveValues {
  at: number | undefined;
  earlier: number | undefined;
  later: number | undefined;
  target: string | undefined;
  outcome: (typeof reportedOutcomes)[number] | undefined;
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
    throw new OperationError('usage', 'there is no line with a fob: expected "serial code [time]" a line', {
      parameter: 'file',
      expected: '"serial code [time]" a line',
    });
  return { ...read, notes: [] };
}

function defaultsOf({ bench }: OperationContext, { at, earlier, later }: ObserveValues): ObservedDefaults {
  const nowMs = Math.round(bench.wall.nowUs() / 1000);
  return {
    nowMs,
    atMs: at === undefined ? nowMs : Math.round(at / 1000),
    ...(earlier === undefined ? {} : { earlierSeconds: secondsOf(earlier, 'earlier') }),
    ...(later === undefined ? {} : { laterSeconds: secondsOf(later, 'later') }),
  };
}

/** With the target's answer, reported by a person or asked for now. A target that does not answer costs no reading. */
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
    // A missing or misdescribed target is an error of the command; one that is out of reach is not.
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

function entryOf(reading: Reading, passport: FobPassport, all: readonly Observation[]) {
  const { serial, atMs, source, verdict } = reading;
  const entry = passportEntry(passport, all, reading) ?? {
    at: isoTime(atMs * 1000),
    source,
    ...(verdict === undefined ? {} : { verdict }),
  };
  return { serial, ...readingAnswer(entry), shownAt: isoTime(atMs * 1000) };
}
