import { flag, fobSerial, number, optional } from '../../contract/parameter.js';
import {
  type TrafficPiece,
  trafficPieceFields,
  trafficPieceSchema,
} from '../../contract/results/traffic-piece.js';
import { linkTraffic } from '../../host/links/link-traffic.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { pieceText } from './traffic-text.js';

export const traffic = defineOperation({
  name: 'link.traffic',
  route: 'GET /traffic',
  command: 'traffic',
  summary: 'what goes over the serial and USB links of the bench, as text or in hexadecimal',
  help: 'Only a process that stays has links: foblab serve or foblab lab. Each piece names its channel: console (serial, TCP, USB CDC-ACM), keyboard, hid (other reports), feature. What a keyboard types in one go is one piece, and so is a message of several feature reports. Codes and challenge-responses that a program reads are shown. Keys, seeds, PINs and access codes are not: ** stands for each of their bytes. Where a program polls a key and gets the same answer each time, the answer is shown once. The last 1000 pieces are kept, shared evenly among fobs and channels.',
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
    follow: flag('go on with what passes from now on'),
  },
  positionals: ['fob'],
  effect: 'read',
  timing: 'streams',
  answer: (t) =>
    t.Object({
      hex: t.Boolean({ description: 'whether it was asked for in hexadecimal' }),
      pieces: t.Array(t.shared(trafficPieceSchema), { description: 'none where they were streamed' }),
    }),
  item: (t) => t.Object({ ...trafficPieceFields(t), hex: t.Boolean() }),
  async run(context, { fob, hex, since = 1, follow }) {
    const { bench, item, signal } = context;
    const serial = fob === undefined ? undefined : findFob(bench, fob).serial;
    const links = linkTraffic(context.benchHost);
    const wanted = (piece: TrafficPiece): boolean => serial === undefined || piece.serial === serial;
    const pieces = links.since(since).filter(wanted);
    if (!follow) return { hex, pieces: [...pieces] };
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
    return { hex, pieces: [] };
  },
  text: ({ hex, pieces }) =>
    pieces.map((piece) => line(piece, hex)).join('\n') || 'Nothing has gone over a link yet.',
  itemText: (item) => line(item as TrafficPiece, (item as { hex: boolean }).hex),
  runsUntilDisconnect: ({ follow }) => follow === true,
  resume: (given, item) => ({ ...given, since: (item as TrafficPiece).seq + 1 }),
});

function line(piece: TrafficPiece, hex: boolean): string {
  const { wallAt, serial, direction, channel } = piece;
  return `${wallAt}  ${serial}  ${channel.padEnd(8)}  ${direction === 'in' ? '>' : '<'} ${pieceText(piece, hex)}`;
}
