import { findFob } from '../context.js';
import { defineOperation } from '../operation.js';
import { flag, fobSerial, number, optional } from '../parameter.js';
import { type LinkBytes, LinkTraffic } from './link-traffic.js';

export const traffic = defineOperation({
  name: 'link.traffic',
  command: 'traffic',
  summary: 'what goes over the serial links of the process that holds the bench, as text or hex',
  help: 'Only a process that stays has links: foblab serve, or foblab lab. Codes that a program reads off a fob are in it.',
  examples: ['foblab traffic 3315511111 --follow', 'foblab traffic --hex'],
  parameters: {
    fob: optional(fobSerial('only this fob')),
    hex: flag('in hexadecimal'),
    since: optional(
      number('from this piece on', {
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        unit: 'number',
        whole: true,
      }),
    ),
    follow: flag('stay, and print what passes'),
  },
  positionals: ['fob'],
  mode: 'async',
  async run(context, { fob, hex, since = 1, follow }) {
    const { bench, item, signal } = context;
    const serial = fob === undefined ? undefined : findFob(bench, fob).serial;
    const links = context.resource('traffic', (holder) => new LinkTraffic(() => holder.bench.wall.nowUs()));
    const wanted = (piece: LinkBytes): boolean => serial === undefined || piece.serial === serial;
    const pieces = links.since(since).filter(wanted);
    if (!follow) return { hex, pieces };
    for (const piece of pieces) item({ ...piece, hex });
    await new Promise<void>((resolve) => {
      const end = links.subscribe((piece) => {
        if (wanted(piece)) item({ ...piece, hex });
      });
      const done = (): void => {
        end();
        resolve();
      };
      if (signal.aborted) done();
      else signal.addEventListener('abort', done, { once: true });
    });
    return { hex, pieces: [] as LinkBytes[] };
  },
  text: ({ hex, pieces }) =>
    pieces.map((piece) => line(piece, hex)).join('\n') || 'Nothing has gone over a link yet.',
  itemText: (item) => line(item as LinkBytes, (item as { hex: boolean }).hex),
  lasts: ({ follow }) => follow === true,
  resume: (given, item) => ({ ...given, since: (item as LinkBytes).number + 1 }),
});

function line({ serial, at, direction, hexadecimal }: LinkBytes, hex: boolean): string {
  const shown = hex ? spacedHex(hexadecimal) : readableBytes(hexadecimal);
  return `${at}  ${serial}  ${direction === 'in' ? '>' : '<'} ${shown}`;
}

export function spacedHex(hexadecimal: string): string {
  return (hexadecimal.match(/../g) ?? []).join(' ');
}

/** Control bytes as people write them; what is no printing ASCII stays hexadecimal. */
export function readableBytes(hexadecimal: string): string {
  return (hexadecimal.match(/../g) ?? [])
    .map((pair) => {
      const byte = Number.parseInt(pair, 16);
      if (byte === 0x0a) return '\\n';
      if (byte === 0x0d) return '\\r';
      return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${pair}`;
    })
    .join('');
}
