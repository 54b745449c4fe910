// Draws the LCD in three rows of box-drawing characters, or of ASCII for a terminal without them.

import { COUNTDOWN_BARS, type LcdFrame } from './frame.js';
import { SEGMENT } from './segments.js';

export interface BoxOptions {
  /** Draw unlit segments as light lines, as a real LCD shows them. Box-drawing only. */
  ghost?: boolean;
  ascii?: boolean;
  /** Add a fourth row with the countdown bars and the battery sign. */
  annunciators?: boolean;
}

/** Three rows, four with annunciators. A position has four columns: three for the digit, one for its point. No colours. */
export function renderBox(frame: LcdFrame, options: BoxOptions = {}): string[] {
  const draw = options.ascii ? asciiCell : options.ghost ? ghostCell : boxCell;
  const rows = ['', '', ''];
  for (const bits of frame.segments) {
    const cell = draw(bits);
    for (let row = 0; row < 3; row++) rows[row] += cell[row]!;
  }
  if (options.annunciators) rows.push(annunciatorRow(frame, options.ascii ?? false));
  return rows;
}

type Cell = readonly [string, string, string];

function boxCell(bits: number): Cell {
  return joinedCell(bits, HEAVY);
}

function ghostCell(bits: number): Cell {
  return joinedCell(bits, HEAVY_ON_LIGHT);
}

/** Segments are edges between the six corners of a grid. The character of a corner joins the edges that meet there. */
function joinedCell(bits: number, lines: LineSet): Cell {
  const { a, b, c, d, e, f, g, dp } = SEGMENT;
  const corner = (set: string, ...arms: number[]): string => {
    let index = 0;
    for (let arm = 0; arm < arms.length; arm++) if (bits & arms[arm]!) index |= 1 << arm;
    return set.charAt(index);
  };
  return [
    `${corner(lines.topLeft, a, f)}${corner(lines.bar, a)}${corner(lines.topRight, a, b)} `,
    `${corner(lines.left, g, f, e)}${corner(lines.bar, g)}${corner(lines.right, g, b, c)} `,
    `${corner(lines.bottomLeft, d, e)}${corner(lines.bar, d)}${corner(lines.bottomRight, d, c)}${bits & dp ? '.' : ' '}`,
  ];
}

function asciiCell(bits: number): Cell {
  const on = (segment: number, mark: string): string => (bits & segment ? mark : ' ');
  const { a, b, c, d, e, f, g, dp } = SEGMENT;
  return [
    ` ${on(a, '_')}  `,
    `${on(f, '|')}${on(g, '_')}${on(b, '|')} `,
    `${on(e, '|')}${on(d, '_')}${on(c, '|')}${on(dp, '.')}`,
  ];
}

function annunciatorRow(frame: LcdFrame, ascii: boolean): string {
  const { batteryLow, countdown } = frame.annunciators;
  const [lit, dark] = ascii ? ['#', '.'] : ['▮', '▯'];
  const bars = countdown > 0 ? lit!.repeat(countdown) + dark!.repeat(COUNTDOWN_BARS - countdown) : '';
  const width = frame.segments.length * 4;
  const battery = batteryLow ? (ascii ? '[! ]' : '▕▁▏!') : '';
  return bars + battery.padStart(Math.max(battery.length, width - bars.length));
}

/** The character for each set of lit arms: bit 0 is the horizontal arm, bits 1 and 2 are the two vertical ones. */
interface LineSet {
  topLeft: string;
  topRight: string;
  left: string;
  right: string;
  bottomLeft: string;
  bottomRight: string;
  bar: string;
}

const HEAVY: LineSet = {
  topLeft: ' ╺╻┏',
  topRight: ' ╸╻┓',
  left: ' ╺╹┗╻┏┃┣',
  right: ' ╸╹┛╻┓┃┫',
  bottomLeft: ' ╺╹┗',
  bottomRight: ' ╸╹┛',
  bar: ' ━',
};

const HEAVY_ON_LIGHT: LineSet = {
  topLeft: '┌┍┎┏',
  topRight: '┐┑┒┓',
  left: '├┝┞┡┟┢┠┣',
  right: '┤┥┦┩┧┪┨┫',
  bottomLeft: '└┕┖┗',
  bottomRight: '┘┙┚┛',
  bar: '─━',
};
