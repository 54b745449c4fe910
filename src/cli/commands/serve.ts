// `foblab serve`: holds a bench, puts its fobs on links, and serves everyone else.
import {
  holdBench,
  type LinkListing,
  linkHost,
  OperationError,
  type PlugListing,
  readArguments,
  UsbBus,
} from '../../operations/index.js';
import { flag, number, optional, text } from '../../operations/parameter.js';
import { benchPath } from '../bench-path.js';
import type { CommandLine } from '../command-line.js';
import { startDefaultBench, write } from '../run-command.js';
import { type Command, described } from './command.js';

const parameters = {
  pty: flag('a serial port for each fob: a pseudo-terminal with a stable path'),
  tcp: flag('a TCP port for each fob'),
  port: optional(
    number('first TCP port; any free one where left out', {
      minimum: 1,
      maximum: 65_535,
      unit: 'port',
      whole: true,
    }),
  ),
  usbip: flag('a USB port for each fob: usbip attach takes it on a Linux host'),
  usbipPort: optional(
    number('port of USB/IP; 3240 where left out', { minimum: 1, maximum: 65_535, unit: 'port', whole: true }),
  ),
  listen: optional(
    text('address to listen on, loopback where left out: a console has no password', 'address'),
  ),
  baud: optional(
    number('hold the lines to this rate, in wall time', {
      minimum: 50,
      maximum: 4_000_000,
      unit: 'baud',
      whole: true,
    }),
  ),
};

export const serve: Command = {
  operation: described({
    command: 'serve',
    summary: 'hold the bench and put its fobs on serial ports, TCP or USB, until interrupted',
    help: 'Other commands go on working on the same bench meanwhile. With --json: one line a fob, with the path that a client opens.',
    examples: [
      'foblab serve --pty',
      'foblab serve --tcp --port 5025',
      'foblab serve --pty --baud 9600',
      'foblab serve --usbip',
    ],
    parameters,
    positionals: [],
  }),
  async run(line) {
    const values = readArguments('serve', parameters, line.arguments);
    if (!values.pty && !values.tcp && !values.usbip)
      throw new OperationError(
        'usage',
        'give at least one kind of link: foblab serve --pty, --tcp or --usbip',
      );
    const { path, isDefault } = benchPath(line.options.bench);
    if (isDefault) startDefaultBench(path);
    const held = await holdBench(path);
    const links = linkHost(held.holder);
    const baud = values.baud === undefined ? {} : { baud: values.baud };
    const host = values.listen === undefined ? {} : { host: values.listen };
    const usb = values.usbip ? held.holder.resource('usb', (holder) => new UsbBus(holder)) : undefined;
    let port = values.port;
    const served = new Set<string>();
    const put = async (serial: string): Promise<void> => {
      if (served.has(serial)) return;
      served.add(serial);
      if (values.pty) show(line, await links.openPty(serial, baud));
      if (usb !== undefined) show(line, usb.plug(serial));
      if (values.tcp)
        show(
          line,
          await links.openTcp(serial, { ...baud, ...host, ...(port === undefined ? {} : { port: port++ }) }),
        );
    };
    try {
      await usb?.listen({ ...host, ...(values.usbipPort === undefined ? {} : { port: values.usbipPort }) });
      for (const { serial } of held.holder.bench.fobs()) await put(serial);
      if (!line.options.json)
        process.stderr.write(
          `Serving ${path}${served.size === 0 ? ' (empty: foblab add <model>)' : ''}. Other commands work on it meanwhile; ^C ends it.\n`,
        );
      held.holder.bench.log.subscribe((event) => {
        if (event.kind === 'added')
          put(event.serial!).catch((error) => process.stderr.write(`foblab: ${error.message}\n`));
        if (event.kind === 'removed') {
          served.delete(event.serial!);
          if (usb?.has(event.serial!)) usb.unplug(event.serial!);
          links.closeOf(event.serial!).catch(() => {});
        }
      });
      await interruption();
    } finally {
      await held.close();
    }
    return 0;
  },
};

function show({ options }: CommandLine, link: LinkListing | PlugListing): void {
  if (options.json) write(JSON.stringify({ schema: 'foblab.link/1', ...link }));
  else if (options.plain) write(link.path);
  else if ('attach' in link) write(`${link.serial}  ${link.attach}`);
  else write(`${link.serial}  ${link.path}${link.device ? `  (${link.device})` : ''}`);
}

/** Resolves on ^C, SIGTERM, or when whoever started this closes the pipe that it held open. */
function interruption(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    process.once('SIGHUP', resolve);
  });
}
