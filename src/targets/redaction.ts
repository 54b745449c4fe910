// Makes the answer of a target fit to be shown: without secrets, printable and short.
import { seedLikeness } from '../serials/index.js';

const longestShown = 1000;
const longestSearched = 65_536;

export type Show = (text: string, cut?: boolean) => string;

/**
 * Replaces each secret by its label, in every encoding that an echo of a request may have. `cut` says that the text is
 * incomplete, so that its end may hold the beginning of a secret.
 */
export function redactor(secrets: readonly (readonly [label: string, value: string])[]): Show {
  const labels = new Map<string, string>();
  for (const [label, value] of secrets)
    for (const spelling of spellings(value))
      if (spelling !== '' && !labels.has(spelling)) labels.set(spelling, label);
  const needles = [...labels.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    needles.map((needle) => needle.replace(/[^\p{L}\p{N}]/gu, escaped)).join('|'),
    'gu',
  );
  const longest = needles[0]?.length ?? 0;
  return (text, cut = false) => {
    const near = text.slice(0, longestSearched);
    const broken = cut || near.length < text.length;
    let clean = needles.length === 0 ? near : near.replace(pattern, (found) => `[${labels.get(found)}]`);
    // After whole secrets are replaced, the end of an incomplete text may still hold the beginning of one.
    if (broken) clean = clean.slice(0, Math.max(0, clean.length - longest));
    const shown = printable(withoutSeeds(clean.trimEnd()));
    return broken || shown.length > longestShown ? `${shown.slice(0, longestShown)}…` : shown;
  };
}

/** Hexadecimal in groups, then any word: a verifier may print the seed that it has stored. */
const seedShapes = [
  /(?<![0-9a-f])(?:[0-9a-f]{2,4}[ :-]){7,}[0-9a-f]{2,4}(?![0-9a-f])/gi,
  /[A-Za-z0-9+/_-]{16,}={0,6}/g,
] as const;

function withoutSeeds(text: string): string {
  return seedShapes.reduce(
    (clean, shape) =>
      clean.replace(shape, (word) =>
        seedLikeness(word) === undefined ? word : `[a text of ${word.length} characters]`,
      ),
    text,
  );
}

/** ` It said: …`: the first line of the shown answer, for a message; empty if there is none. */
export function saying(shown: string): string {
  const line = shown.trim().split('\n', 1)[0]!;
  return line === '' ? '' : ` It said: ${line.length > 120 ? `${line.slice(0, 120)}…` : line}`;
}

function spellings(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const percent = encodeURIComponent(value);
  const form = new URLSearchParams([['', value]]).toString().slice(1);
  const xml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const base64 = Buffer.from(value, 'utf8').toString('base64');
  return [value, value.replace(/[\s-]/gu, ''), json, percent, form, xml, base64, base64.replace(/=+$/, '')];
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

/** Control characters and bidirectional marks would let a target rewrite the terminal. */
function printable(text: string): string {
  return text.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (c) => {
    const code = c.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
}
