import { isoTime } from '../../contract/iso-time.js';
import { observationStore } from '../../host/observation-store.js';
import { defineOperation } from '../../host/operation.js';
import type { Observation } from '../../observations/index.js';

export const passports = defineOperation({
  name: 'device.passports',
  command: 'passports',
  summary: 'the physical fobs that were observed',
  examples: ['foblab passports', 'foblab passports --plain'],
  parameters: {},
  positionals: [],
  effect: 'change',
  timing: 'waits',
  async run(context) {
    const { observations, unread } = await observationStore(context).load();
    const serials = [...new Set(observations.map((one) => one.serial))].sort();
    return {
      timeBase: 'wall' as const,
      fobs: serials.map((serial) => summaryOf(serial, observations)),
      /** Lines of the file that are no observation: cut off by a crash, or edited. They stay where they are. */
      unread,
    };
  },
  plain: (result) => result.fobs.map((fob) => fob.serial).join('\n'),
  text: ({ fobs, unread }) =>
    [
      ...fobs.map(({ serial, readings, remarks, last, accepted, refused }) =>
        [
          serial.padEnd(14),
          `${readings} reading${readings === 1 ? '' : 's'}`.padEnd(13),
          `last ${last} (wall time)`,
          ...(accepted + refused > 0 ? [`${accepted} accepted, ${refused} refused`] : []),
          ...(remarks > 0 ? [`${remarks} remark${remarks === 1 ? '' : 's'}`] : []),
        ].join('  '),
      ),
      ...(fobs.length === 0 ? ['No physical fob was observed yet: foblab observe <serial> <code>'] : []),
      ...unread.map(({ line, message }) => `observations.ndjson line ${line} is not read: ${message}`),
    ].join('\n'),
});

function summaryOf(serial: string, observations: readonly Observation[]) {
  const own = observations.filter((one) => one.serial === serial);
  const verdicts = own.flatMap((one) => (one.kind === 'reading' && one.verdict ? [one.verdict] : []));
  const times = own.map(({ atMs }) => atMs);
  const readings = own.filter(({ kind }) => kind === 'reading').length;
  return {
    serial,
    readings,
    remarks: own.length - readings,
    first: isoTime(Math.min(...times) * 1000),
    last: isoTime(Math.max(...times) * 1000),
    accepted: verdicts.filter(({ accepted }) => accepted).length,
    refused: verdicts.filter(({ accepted }) => !accepted).length,
  };
}
