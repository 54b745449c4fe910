import { fobSerial } from '../../contract/parameter.js';
import { linkSchema } from '../../contract/results/link.js';
import { listLinks } from '../../host/links/open-links.js';
import { servedUsbPort, usbPortKey } from '../../host/links/usb-port.js';
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
  answer: (t) => t.shared(linkSchema),
  run: (context, { fob }) => servedUsbPort(context.benchHost).plug(findFob(context.bench, fob).serial),
  plain: (result) => result.attach ?? '',
  text: (result) => `${result.serial}  ${result.attach}`,
});

export const unplug = defineOperation({
  name: 'link.unplug',
  command: 'unplug',
  summary: 'pull a fob out of the USB port, even while a host uses it',
  examples: ['foblab unplug 3315511111'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  effect: 'change',
  timing: 'waits',
  answer: (t) => t.Object({ serial: t.String() }),
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
  summary: 'the open links of the bench: which fob is on which port',
  examples: ['foblab links'],
  parameters: {},
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  answer: (t) => t.Object({ links: t.Array(t.shared(linkSchema)) }),
  run({ benchHost }) {
    return { links: [...listLinks(benchHost), ...(benchHost.running(usbPortKey)?.list() ?? [])] };
  },
  plain: (result) => result.links.map((link) => link.path).join('\n'),
  text: (result) =>
    result.links
      .map(
        (link) =>
          `${link.serial}  ${link.kind}  ${link.path}${link.attach === undefined ? '' : `  (${link.attach})`}`,
      )
      .join('\n') || 'No link is open: foblab serve --pty, --tcp or --usbip',
});
