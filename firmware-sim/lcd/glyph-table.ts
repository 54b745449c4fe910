// Which segments draw which character. Data only.

/**
 * One pattern for each character. If two characters share a pattern (S and 5, O and 0), a person reads the first in this
 * list.
 */
export const GLYPHS: readonly (readonly [character: string, segments: string])[] = [
  [' ', ''],
  ['0', 'abcdef'],
  ['1', 'bc'],
  ['2', 'abdeg'],
  ['3', 'abcdg'],
  ['4', 'bcfg'],
  ['5', 'acdfg'],
  ['6', 'acdefg'],
  ['7', 'abc'],
  ['8', 'abcdefg'],
  ['9', 'abcdfg'],
  ['A', 'abcefg'],
  ['b', 'cdefg'],
  ['C', 'adef'],
  ['d', 'bcdeg'],
  ['E', 'adefg'],
  ['F', 'aefg'],
  ['c', 'deg'],
  ['G', 'acdef'],
  ['H', 'bcefg'],
  ['h', 'cefg'],
  ['I', 'ef'],
  ['i', 'c'],
  ['J', 'bcde'],
  ['L', 'def'],
  ['n', 'ceg'],
  ['o', 'cdeg'],
  ['P', 'abefg'],
  ['r', 'eg'],
  ['t', 'defg'],
  ['U', 'bcdef'],
  ['u', 'cde'],
  ['y', 'bcdfg'],
  ['-', 'g'],
  ['_', 'd'],
  ['=', 'dg'],
  ['O', 'abcdef'],
  ['S', 'acdfg'],
];

/** Shapes that other makers use and that a person can read: a 7 with a serif, a 9 without a tail. */
export const READ_ALSO: readonly (readonly [character: string, segments: string])[] = [
  ['7', 'abcf'],
  ['9', 'abcfg'],
];
