import { flag, fobSerial, number, optional } from '../../contract/parameter.js';
import { type LinkBytes, linkTraffic } from '../../host/links/link-traffic.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { pieceText } from './traffic-text.js';

export const traffic = defineOperation({
  name: 'link.traffic',
  route: 'GET /traffic',
  command: 'traffic',
  summary: 'what goes over the serial and USB links of the process that holds the bench, as text or hex',
  help: 'Only a process that stays has links: foblab serve, or foblab lab. Each piece names its channel: console (serial, TCP, USB CDC-ACM), keyboard, hid (other reports), feature. What a keyboard types in one go is one piece, and so is a message of several feature reports. Codes and challenge-responses that a program reads are in it. Keys, seeds, PINs and access codes are not: their bytes stand as **. A key that is asked for its state again and again is told once for as long as it answers the same; the last 1000 pieces are kept, shared out evenly to fobs and channels.',
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
  effect: 'read',
  timing: 'streams',
  async run(context, { fob, hex, since = 1, follow }) {
    const { bench, item, signal } = context;
    const serial = fob === undefined ? undefined : findFob(bench, fob).serial;
    const links = linkTraffic(context.benchHost);
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

function line(piece: LinkBytes, hex: boolean): string {
  const { at, serial, direction, channel } = piece;
  return `${at}  ${serial}  ${channel.padEnd(8)}  ${direction === 'in' ? '>' : '<'} ${pieceText(piece, hex)}`;
}
