import { OperationError } from '../../contract/operation-error.js';
import { choice, flag, fobSerial, number, optional } from '../../contract/parameter.js';
import { linkSchema } from '../../contract/results/link.js';
import type { BenchHost } from '../../host/bench-host.js';
import { linkHost } from '../../host/links/link-host.js';
import { defineOperation } from '../../host/operation.js';
import type { OperationContext } from '../../host/operation-context.js';
import { findFob } from '../../host/operation-context.js';

export const openPort = defineOperation({
  name: 'link.open',
  command: 'open',
  summary: 'put one fob on a serial port or a TCP port of the process that holds the bench',
  help: 'A port lives as long as the process that holds the bench, so run foblab serve or foblab lab first. foblab serve --pty puts every fob on a port.',
  examples: ['foblab open 3315511111', 'foblab open 3315511111 tcp', 'foblab open 3315511111 --pty --crlf'],
  parameters: {
    fob: fobSerial(),
    kind: optional(choice('kind of port; a pseudo-terminal where left out', ['pty', 'tcp'])),
    baud: optional(
      number('hold the line to this rate, in wall time', {
        minimum: 50,
        maximum: 4_000_000,
        unit: 'baud',
        whole: true,
      }),
    ),
    crlf: flag('end answers in CRLF, for a program that waits for it'),
    pty: flag('a pseudo-terminal, as in foblab serve --pty'),
    tcp: flag('a TCP port, as in foblab serve --tcp'),
  },
  positionals: ['fob', 'kind'],
  effect: 'change',
  timing: 'waits',
  answer: (t) => t.shared(linkSchema),
  async run(context, { fob, kind: word, baud, crlf, pty, tcp }) {
    const kinds = new Set([...(word ? [word] : []), ...(pty ? ['pty'] : []), ...(tcp ? ['tcp'] : [])]);
    if (kinds.size > 1)
      throw new OperationError('usage', 'pty and tcp given; expected one kind of port', {
        parameter: 'kind',
        expected: 'pty or tcp',
      });
    const kind = kinds.has('tcp') ? 'tcp' : 'pty';
    const { serial } = findFob(context.bench, fob);
    const host = linkHost(stayingHolder(context));
    if (host.list().some((link) => link.serial === serial && link.kind === kind))
      throw new OperationError('refused', `${serial} is on a ${kind} port already`, {
        remedy: { operation: 'link.list' },
      });
    const options = { ...(baud === undefined ? {} : { baud }), crlf };
    const listing = await (kind === 'pty' ? host.openPty(serial, options) : host.openTcp(serial, options));
    context.bench.record('link-opened', serial, { kind, path: listing.path });
    return listing;
  },
  plain: (result) => result.path,
  text: (result) => `${result.serial}  ${result.path}`,
});

export const closePort = defineOperation({
  name: 'link.close',
  command: 'close',
  summary: 'take a fob off its serial and TCP ports, even while a program uses them',
  examples: ['foblab close 3315511111'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  effect: 'change',
  timing: 'waits',
  answer: (t) => t.Object({ serial: t.String(), closed: t.Integer({ description: 'how many ports' }) }),
  async run(context, { fob }) {
    const { serial } = findFob(context.bench, fob);
    const host = linkHost(stayingHolder(context));
    const open = host.list().filter((link) => link.serial === serial);
    if (open.length === 0) throw new OperationError('refused', `${serial} is on no port`);
    await host.closeOf(serial);
    context.bench.record('link-closed', serial, { links: open.length });
    return { serial, closed: open.length };
  },
  text: (result) => `${result.serial}  off ${result.closed} port${result.closed === 1 ? '' : 's'}`,
});

/** The owner of the bench, where it stays after this command. */
function stayingHolder(context: OperationContext): BenchHost {
  const { benchHost } = context;
  if (benchHost.directory !== undefined && !benchHost.stays)
    throw new OperationError(
      'refused',
      'no server or terminal UI holds this bench, and a port would be gone with this command',
      { remedy: { operation: 'link.serve', arguments: { pty: true } } },
    );
  return benchHost;
}
