import { fobSerial } from '../../contract/parameter.js';
import { listLinks } from '../../host/links/open-links.js';
import { type PlugListing, servedUsbPort, usbPortKey } from '../../host/links/usb-port.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';

export const plug = defineOperation({
  name: 'link.plug',
  command: 'plug',
  summary: 'plug a fob into the USB port that foblab serve --usbip serves',
  examples: ['foblab plug 3315511111'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  effect: 'change',
  timing: 'waits',
  run: (context, { fob }): PlugListing =>
    servedUsbPort(context.benchHost).plug(findFob(context.bench, fob).serial),
  plain: (result) => result.attach,
  text: (result) => `${result.serial}  ${result.attach}`,
});

export const unplug = defineOperation({
  name: 'link.unplug',
  command: 'unplug',
  summary: 'pull a fob out of the USB port, also under the hands of a host that uses it',
  examples: ['foblab unplug 3315511111'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  effect: 'change',
  timing: 'waits',
  run(context, { fob }) {
    const { serial } = findFob(context.bench, fob);
    servedUsbPort(context.benchHost).unplug(serial);
    return { serial };
  },
  text: (result) => `${result.serial}  unplugged`,
});

export const links = defineOperation({
  name: 'link.list',
  command: 'links',
  summary: 'the links that the process which holds the bench has open: which fob stands on which port',
  examples: ['foblab links'],
  parameters: {},
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  run({ benchHost }) {
    return { links: [...listLinks(benchHost), ...(benchHost.running(usbPortKey)?.list() ?? [])] };
  },
  plain: (result) => result.links.map((link) => link.path).join('\n'),
  text: (result) =>
    result.links
      .map(
        (link) => `${link.serial}  ${link.kind}  ${link.path}${'attach' in link ? `  (${link.attach})` : ''}`,
      )
      .join('\n') || 'No link is open: foblab serve --pty, --tcp or --usbip',
});
