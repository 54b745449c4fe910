import { OperationError } from '../../contract/operation-error.js';
import { flag, number, optional, text } from '../../contract/parameter.js';
import { type Link, linkSchema } from '../../contract/results/link.js';
import { linkHost } from '../../host/links/link-host.js';
import { usbBus } from '../../host/links/usb-bus.js';
import { defineOperation } from '../../host/operation.js';

/** It runs in the process that owns the bench until the client disconnects, so it works beside a terminal UI, too. */
export const serve = defineOperation({
  name: 'link.serve',
  command: 'serve',
  summary: 'put the fobs of the bench on serial ports, TCP or USB, until interrupted',
  help: 'Other commands, other servers and the terminal UI work on the same bench meanwhile. A fob that is added later gets a port, too. With --json: one line a fob, with the path that a client opens.',
  examples: [
    'foblab serve --pty',
    'foblab serve --tcp --port 5025',
    'foblab serve --pty --baud 9600',
    'foblab serve --usbip',
  ],
  parameters: {
    pty: flag('a serial port for each fob: a pseudo-terminal with a stable path'),
    tcp: flag('a TCP port for each fob'),
    port: optional(
      number('first TCP port; any free one where left out or 0', {
        minimum: 0,
        maximum: 65_535,
        unit: 'port',
        whole: true,
      }),
    ),
    usbip: flag('a USB port for each fob: usbip attach takes it on a Linux host'),
    usbipPort: optional(
      number('port of USB/IP; 3240 where left out, any free one for 0', {
        minimum: 0,
        maximum: 65_535,
        unit: 'port',
        whole: true,
      }),
    ),
    listen: {
      ...optional(
        text('address to listen on, loopback where left out: a console has no password', 'address'),
      ),
      localOnly: true as const,
    },
    baud: optional(
      number('hold the lines to this rate, in wall time', {
        minimum: 50,
        maximum: 4_000_000,
        unit: 'baud',
        whole: true,
      }),
    ),
    crlf: flag('end answers in CRLF, for a program that waits for it'),
  },
  positionals: [],
  effect: 'change',
  timing: 'streams',
  access: 'administer',
  answer: (t) => t.Object({ served: t.Integer({ description: 'fobs that were on a link' }) }),
  item: (t) =>
    t.Union([
      t.shared(linkSchema),
      t.Object({ ready: t.Literal(true), fobs: t.Integer() }, { description: 'all fobs are on their links' }),
      t.Object({ problem: t.String() }, { description: 'a fob that was added later is on no link' }),
    ]),
  async run(context, { pty, tcp, port, usbip, usbipPort, listen, baud, crlf }) {
    if (!pty && !tcp && !usbip)
      throw new OperationError(
        'usage',
        'no kind of link given; expected pty, tcp or usbip, or several of them',
        {
          remedy: { operation: 'link.serve', arguments: { pty: true } },
        },
      );
    const { bench, item, signal } = context;
    const links = linkHost(context.benchHost);
    const pace = { ...(baud === undefined ? {} : { baud }), crlf };
    const where = listen === undefined ? {} : { host: listen };
    const usb = usbip ? usbBus(context.benchHost) : undefined;
    const undo: (() => Promise<void> | void)[] = [];
    const served = new Set<string>();
    let endListening = (): void => {};
    // Undefined: each fob takes any free port.
    let nextPort = port === 0 ? undefined : port;

    const put = async (serial: string): Promise<void> => {
      if (served.has(serial) || !bench.has(serial)) return;
      served.add(serial);
      if (pty) opened(await links.openPty(serial, pace));
      if (usb !== undefined && !usb.has(serial)) plugged(usb.plug(serial));
      if (tcp)
        opened(
          await links.openTcp(serial, {
            ...pace,
            ...where,
            ...(nextPort === undefined ? {} : { port: nextPort++ }),
          }),
        );
    };
    const opened = (link: Link): void => {
      undo.push(() => links.closePath(link.path));
      item(link);
    };
    const plugged = (plug: Link): void => {
      undo.push(() => {
        if (usb!.has(plug.serial)) usb!.unplug(plug.serial);
      });
      item(plug);
    };

    try {
      if (await usb?.listen({ ...where, ...(usbipPort === undefined ? {} : { port: usbipPort }) }))
        undo.push(() => usb!.stopListening());
      // Subscribed before the first fob is put on a port: fobs come and go meanwhile.
      endListening = bench.log.subscribe((event) => {
        if (event.kind === 'added')
          put(event.serial!).catch((error: Error) => item({ problem: error.message }));
        if (event.kind !== 'removed') return;
        served.delete(event.serial!);
        if (usb?.has(event.serial!)) usb.unplug(event.serial!);
        links.closeOf(event.serial!).catch((error: Error) => item({ problem: error.message }));
      });
      for (const { serial } of bench.fobs()) await put(serial);
      item({ ready: true, fobs: served.size });
      await aborted(signal);
    } finally {
      endListening();
      await undoAll(undo);
    }
    return { served: served.size };
  },
  text: () => '',
  runsUntilDisconnect: () => true,
});

/** In reverse order. A step that fails does not keep the others from running. */
async function undoAll(steps: (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (let step = steps.pop(); step !== undefined; step = steps.pop())
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
