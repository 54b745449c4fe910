import { isoTime } from '../../contract/iso-time.js';
import { instantSchema, type Shaped, shared } from '../../contract/schema.js';
import { observationStore } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import type { Observation } from '../../observations/index.js';

const observedFobSchema = shared('ObservedFob', (t) =>
  t.Object({
    serial: t.String(),
    readings: t.Integer(),
    remarks: t.Integer(),
    firstAt: instantSchema(t),
    lastAt: instantSchema(t),
    accepted: t.Integer({ description: 'verdicts' }),
    refused: t.Integer(),
  }),
);

export const passportList = defineOperation({
  name: 'passport.list',
  command: 'passports',
  summary: 'list the physical fobs that were observed',
  examples: ['foblab passports', 'foblab passports --plain'],
  parameters: {},
  positionals: [],
  effect: 'read',
  timing: 'waits',
  answer: (t) =>
    t.Object({
      timeBase: t.Literal('wall'),
      fobs: t.Array(t.shared(observedFobSchema)),
      unread: t.Array(t.Object({ line: t.Integer(), message: t.String() }), {
        description: 'lines of the file that are no observation; they stay where they are',
      }),
    }),
  async run(context) {
    const { observations, unread } = await observationStore(context).load();
    const serials = [...new Set(observations.map((one) => one.serial))].sort();
    return {
      timeBase: 'wall' as const,
      fobs: serials.map((serial) => summaryOf(serial, observations)),
      unread,
    };
  },
  plain: (result) => result.fobs.map((fob) => fob.serial).join('\n'),
  text: ({ fobs, unread }) =>
    [
      ...fobs.map(({ serial, readings, remarks, lastAt, accepted, refused }) =>
        [
          serial.padEnd(14),
          `${readings} reading${readings === 1 ? '' : 's'}`.padEnd(13),
          `last ${lastAt} (wall time)`,
          ...(accepted + refused > 0 ? [`${accepted} accepted, ${refused} refused`] : []),
          ...(remarks > 0 ? [`${remarks} remark${remarks === 1 ? '' : 's'}`] : []),
        ].join('  '),
      ),
      ...(fobs.length === 0 ? ['No physical fob was observed yet: foblab observe <serial> <code>'] : []),
      ...unread.map(({ line, message }) => `observations.ndjson line ${line} was skipped: ${message}`),
    ].join('\n'),
});

function summaryOf(serial: string, observations: readonly Observation[]): Shaped<typeof observedFobSchema> {
  const own = observations.filter((one) => one.serial === serial);
  const verdicts = own.flatMap((one) => (one.kind === 'reading' && one.verdict ? [one.verdict] : []));
  const times = own.map(({ atMs }) => atMs);
  const readings = own.filter(({ kind }) => kind === 'reading').length;
  return {
    serial,
    readings,
    remarks: own.length - readings,
    firstAt: isoTime(Math.min(...times) * 1000),
    lastAt: isoTime(Math.max(...times) * 1000),
    accepted: verdicts.filter(({ accepted }) => accepted).length,
    refused: verdicts.filter(({ accepted }) => !accepted).length,
  };
}
