// What the roles look like: a default look in the 256 colours that every terminal has, and a monochrome one.
import type { Role } from './role.js';

export interface Look {
  /** Colour number of the 256-colour palette; the terminal's own where left out. */
  foreground?: number;
  background?: number;
  bold?: boolean;
  underline?: boolean;
  inverse?: boolean;
}

export interface Theme {
  name: 'default' | 'mono';
  /** Whether colours tell LCD levels apart; if not, characters do. */
  coloured: boolean;
  /** Only ASCII characters. */
  ascii: boolean;
  looks: Readonly<Record<Role, Look>>;
  /** Laid over the look of a cell in a selected row. */
  selected: Look;
}

/** `NO_COLOR` (no-color.org) and a terminal without colours both mean monochrome. */
export function chooseTheme(options: { colour: boolean; ascii: boolean }): Theme {
  return options.colour ? { ...defaultTheme, ascii: options.ascii } : { ...monoTheme, ascii: options.ascii };
}

// Olive glass, near-black segments when lit. Those at rest are one shade darker than the glass: they are seen, and are
// not read as lit.
const glass = 144;
const ghost = 143;
const lit = 234;

const lcd = (upper: number, lower: number): Look => ({ foreground: upper, background: lower });

export const defaultTheme: Theme = {
  name: 'default',
  coloured: true,
  ascii: false,
  looks: {
    text: {},
    dim: { foreground: 244 },
    title: { foreground: 15, bold: true },
    border: { foreground: 240 },
    'border-active': { foreground: 74 },
    accent: { foreground: 74 },
    key: { foreground: 180, bold: true },
    good: { foreground: 77 },
    warn: { foreground: 214 },
    bad: { foreground: 203, bold: true },
    bar: { foreground: 252, background: 236 },
    'bar-strong': { foreground: 15, background: 236, bold: true },
    input: { foreground: 15, background: 238 },
    'lcd-00': lcd(glass, glass),
    'lcd-01': lcd(glass, ghost),
    'lcd-02': lcd(glass, lit),
    'lcd-10': lcd(ghost, glass),
    'lcd-11': lcd(ghost, ghost),
    'lcd-12': lcd(ghost, lit),
    'lcd-20': lcd(lit, glass),
    'lcd-21': lcd(lit, ghost),
    'lcd-22': lcd(lit, lit),
  },
  selected: { background: 24, foreground: 15 },
};

export const monoTheme: Theme = {
  name: 'mono',
  coloured: false,
  ascii: false,
  looks: {
    text: {},
    dim: {},
    title: { bold: true },
    border: {},
    'border-active': { bold: true },
    accent: { bold: true },
    key: { bold: true },
    good: {},
    warn: { bold: true },
    bad: { bold: true, underline: true },
    bar: { inverse: true },
    'bar-strong': { inverse: true, bold: true },
    input: { underline: true },
    'lcd-00': {},
    'lcd-01': {},
    'lcd-02': {},
    'lcd-10': {},
    'lcd-11': {},
    'lcd-12': {},
    'lcd-20': {},
    'lcd-21': {},
    'lcd-22': {},
  },
  selected: { inverse: true },
};
