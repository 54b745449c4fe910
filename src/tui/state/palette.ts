// The palette: every operation of the table, found by what is typed so far.
import type { Operation } from '../../host/operation.js';
import { knownOperations } from '../known-operations.js';

/** Commands that begin with the first words typed, then those that hold them somewhere. */
export function paletteMatches(text: string): readonly Operation[] {
  const typed = text.trimStart();
  const known = knownOperations().filter(({ name }) => name !== 'bench.init');
  const whole = known.filter(({ command }) => typed === command || typed.startsWith(`${command} `));
  if (whole.length > 0) return whole;
  const begins = known.filter(({ command }) => command.startsWith(typed));
  const holds = known.filter(
    ({ command, summary }) => !command.startsWith(typed) && `${command} ${summary}`.includes(typed),
  );
  return [...begins, ...holds];
}

/** Words as a shell splits them: blanks apart, quotes keep together, a backslash keeps the next character. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let i = 0; i < line.length; i++) {
    const character = line[i]!;
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '\\' && i + 1 < line.length) word = (word ?? '') + line[++i];
    else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** A word as a shell would take it. */
export function quotedWord(word: string): string {
  if (/^[A-Za-z0-9_./:=,+@%-]+$/.test(word)) return word;
  return `'${word.replace(/'/g, `'\\''`)}'`;
}
