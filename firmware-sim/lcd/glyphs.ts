// Turns text into segments, as the LCD driver does, and segments into text, as a person reads them.

import { GLYPHS, READ_ALSO } from './glyph-table.js';
import { DIGIT_MASK, SEGMENT, segmentBit } from './segments.js';

/** Stands for a pattern that is no character. */
export const UNREADABLE = '?';

/**
 * Encodes text from the left, one character for each position. A point belongs to the character before it. A letter that
 * has a shape in the other case only is drawn in that case.
 * @returns `positions` bytes of segment bits.
 * @throws RangeError if a character has no seven-segment shape or the text does not fit
 */
export function encode(text: string, positions: number): Uint8Array {
  const segments = new Uint8Array(positions);
  let used = 0;
  let pointFree = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '.' && pointFree) {
      segments[used - 1]! |= SEGMENT.dp;
      pointFree = false;
      continue;
    }
    if (used === positions) throw tooLong(text, positions);
    segments[used++] = character === '.' ? SEGMENT.dp : patternOf(character);
    pointFree = character !== '.';
  }
  return segments;
}

/** What a person reads: one character for each position, `?` for a pattern that is none, without trailing blanks. */
export function decode(segments: Uint8Array): string {
  let last = segments.length - 1;
  while (last >= 0 && segments[last] === 0) last--;
  let text = '';
  for (let position = 0; position <= last; position++) {
    const bits = segments[position]!;
    if (bits === SEGMENT.dp) text += '.';
    else text += CHARACTER[bits & DIGIT_MASK]! + (bits & SEGMENT.dp ? '.' : '');
  }
  return text;
}

/**
 * What a person reads who expects a word: S instead of 5 if the word has an S there. A position that shows another pattern
 * than the word's is read as {@link decode} does.
 */
export function decodeWord(segments: Uint8Array, word: string): string {
  let text = '';
  for (let position = 0; position < segments.length; position++) {
    const character = word.charAt(position) || ' ';
    const sound = patternOf(character) === segments[position];
    text += sound ? character : decode(segments.subarray(position, position + 1)) || ' ';
  }
  return text.replace(/ +$/, '');
}

function patternOf(character: string): number {
  const pattern =
    PATTERN.get(character) ?? PATTERN.get(character.toUpperCase()) ?? PATTERN.get(character.toLowerCase());
  if (pattern !== undefined) return pattern;
  throw new RangeError(
    `The LCD has no shape for ${JSON.stringify(character)}: give digits, blanks, points or ${letters()}`,
  );
}

function tooLong(text: string, positions: number): RangeError {
  return new RangeError(`${JSON.stringify(text)} does not fit the LCD: it has ${positions} positions`);
}

function letters(): string {
  return GLYPHS.map(([character]) => character)
    .filter((character) => !/[ 0-9]/.test(character))
    .join('');
}

function bitsOf(names: string): number {
  let bits = 0;
  for (let index = 0; index < names.length; index++) bits |= segmentBit(names.charAt(index));
  return bits;
}

const PATTERN: ReadonlyMap<string, number> = new Map(
  GLYPHS.map(([character, names]) => [character, bitsOf(names)]),
);

const CHARACTER: readonly string[] = readingTable();

function readingTable(): string[] {
  const table = new Array<string>(DIGIT_MASK + 1).fill(UNREADABLE);
  for (const [character, names] of [...GLYPHS, ...READ_ALSO]) {
    const bits = bitsOf(names);
    if (table[bits] === UNREADABLE) table[bits] = character;
  }
  return table;
}
