// One piece of traffic as people read it: text where it is text, hexadecimal where it is not or where that is asked for.
import type { TrafficPiece } from '../../contract/results/traffic-piece.js';

export type ShownPiece = Pick<TrafficPiece, 'direction' | 'channel' | 'hexadecimal' | 'typed' | 'keptBack'>;

export function pieceText(piece: ShownPiece, hex: boolean): string {
  const { hexadecimal, typed, keptBack, channel, direction } = piece;
  const pairs = hexadecimal.match(/../g) ?? [];
  if (keptBack !== undefined) {
    const back = pairs.filter((pair) => pair === '**').length;
    const says = `[${keptBack}: ${back} of ${pairs.length} bytes kept back]`;
    return back === pairs.length && !hex ? says : `${says} ${pairs.join(' ')}`;
  }
  if (hex) return pairs.join(' ');
  const bytes = pairs.map((pair) => Number.parseInt(pair, 16));
  if (channel === 'console') return readable(bytes);
  if (typed !== undefined && typed !== '') return readable([...new TextEncoder().encode(typed)]);
  if (channel === 'keyboard' && direction === 'in' && bytes.length === 1) return ledsOf(bytes[0]!);
  // Text in a report is filled up with zeros, which say nothing.
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  const text = bytes.slice(0, end);
  return end > 0 && text.every(isText) ? readable(text) : pairs.join(' ');
}

/** Control bytes as people write them; what is no printing ASCII stays hexadecimal. */
function readable(bytes: readonly number[]): string {
  return bytes
    .map((byte) => written.get(byte) ?? (isPrinting(byte) ? ascii(byte) : hexEscape(byte)))
    .join('');
}

const written: ReadonlyMap<number, string> = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
]);

/** HID 1.11 appendix B.1: what the host lights up on a keyboard. */
function ledsOf(bits: number): string {
  const lit = ['num lock', 'caps lock', 'scroll lock'].filter((_, bit) => (bits & (1 << bit)) !== 0);
  return `[LEDs: ${lit.join(', ') || 'off'}]`;
}

function isText(byte: number): boolean {
  return isPrinting(byte) || written.has(byte);
}

function isPrinting(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

function ascii(byte: number): string {
  return String.fromCharCode(byte);
}

function hexEscape(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
