import { flag } from '../../contract/parameter.js';
import {
  type Device,
  type DeviceProblem,
  deviceProblemSchema,
  deviceSchema,
} from '../../contract/results/device.js';
import { oneOf } from '../../contract/schema.js';
import { deviceAccess } from '../../host/device-access.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import { listDevices, type ReaderError } from '../../readers/index.js';
import { benchLinks } from './bench-links.js';
import { entryLine, realEntry, virtualEntry } from './device-entry.js';
import { watchEverything } from './watch.js';

export const list = defineOperation({
  name: 'device.list',
  command: 'devices',
  summary: 'list what is plugged in, simulated and real, each with the command that uses it',
  help: 'A simulated fob is listed while it is on a link (foblab serve); without a bench there are only real devices. --watch lists what is plugged in and pulled out until ^C; with --json one line each: {"change":"added"|"removed","device":{…}}.',
  examples: ['foblab devices', 'foblab devices --json', 'foblab devices --watch --json'],
  parameters: { watch: flag('keep running, and list what is plugged in and pulled out') },
  positionals: [],
  effect: 'read',
  timing: 'streams',
  needsBench: 'optional',
  answer: (t) =>
    t.Object({
      devices: t.Array(t.shared(deviceSchema)),
      problems: t.Array(t.shared(deviceProblemSchema)),
      watched: t.Boolean({ description: 'the devices were items of the stream' }),
    }),
  item: (t) =>
    t.Union([
      t.Object({ change: oneOf(t, ['added', 'removed']), device: t.shared(deviceSchema) }),
      t.Object({ problem: t.shared(deviceProblemSchema) }),
    ]),
  errors: ['missing-library'],
  async run(context, { watch }) {
    if (watch) {
      await watchEverything(context);
      return { devices: [], problems: [], watched: true };
    }
    const { devices, problems } = await listDevices(deviceAccess(context).sources);
    return {
      devices: [...virtualEntries(context), ...devices.map((device) => realEntry(device, devices))],
      problems: problems.map(problemOf),
      watched: false,
    };
  },
  plain: (result) => result.devices.map(({ selector, path }) => selector ?? path).join('\n'),
  text: ({ devices, problems, watched }) =>
    [
      ...devices.map(entryLine),
      ...problems.map(({ message }) => `not listed: ${message}`),
      ...(devices.length > 0 || watched ? [] : nothing),
    ].join('\n'),
  itemText: (item) => watchedText(item as WatchedItem),
});

type WatchedItem = { change: 'added' | 'removed'; device: Device } | { problem: DeviceProblem };

function problemOf({ code, message }: ReaderError): DeviceProblem {
  return { code, message };
}

function virtualEntries(context: OperationContext): Device[] {
  return benchLinks(context).map(virtualEntry);
}

function watchedText(item: WatchedItem): string {
  if ('problem' in item) return `not listed: ${item.problem.message}`;
  return `${item.change === 'added' ? '+' : '-'} ${entryLine(item.device)}`;
}

const nothing = [
  'Nothing is plugged in.',
  'Simulated fobs: foblab serve --pty. A fob without a port: foblab observe <serial> <code>.',
];
