import { flag } from '../../contract/parameter.js';
import { deviceAccess } from '../../host/device-access.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import { listDevices, type ReaderError } from '../../readers/index.js';
import { benchLinks } from './bench-links.js';
import { type DeviceEntry, entryLine, realEntry, virtualEntry } from './device-entry.js';
import { watchEverything } from './watch.js';

export const listPlugged = defineOperation({
  name: 'device.list',
  command: 'devices',
  summary: 'what is plugged in, simulated and real, each with the command that uses it',
  help: 'Simulated fobs are the ones that the holder of the bench (foblab serve) has put on links; without a bench there are only real ones. With --watch what comes and goes is told until ^C; with --json one NDJSON line each: {"change":"added"|"removed","device":{…}}.',
  examples: ['foblab devices', 'foblab devices --json', 'foblab devices --watch --json'],
  parameters: { watch: flag('stay, and tell what is plugged in and pulled out') },
  positionals: [],
  effect: 'read',
  timing: 'streams',
  needsBench: 'optional',
  async run(context, { watch }) {
    if (watch) {
      await watchEverything(context);
      return { devices: [] as DeviceEntry[], problems: [] as Problem[], watched: true };
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

export interface Problem {
  code: string;
  message: string;
}

export type WatchedItem = { change: 'added' | 'removed'; device: DeviceEntry } | { problem: Problem };

export function problemOf({ code, message }: ReaderError): Problem {
  return { code, message };
}

function virtualEntries(context: OperationContext): DeviceEntry[] {
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
