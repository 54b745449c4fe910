// Values that nobody means: as words on a command line, as files that it names, and as a program gives them.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const long = 'x'.repeat(10_000);

export const words = [
  '',
  ' ',
  'NaN',
  'Infinity',
  '-1',
  '-0.5',
  '0',
  '1e308',
  '99999999',
  '9007199254740993',
  '99999999999999999999d',
  '-5d',
  '9999-99-99T99:99:99Z',
  '\ud800',
  '../../etc/passwd',
  "'; drop table credentials; --",
  '__proto__',
  'toString',
  '💥'.repeat(50),
  long,
] as const;

export const typed: readonly unknown[] = [
  '',
  '\u0000',
  '\ud800',
  long,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  1e308,
  null,
  true,
  [],
  [''],
  [long],
  [{}],
  {},
  { toString: 1 },
  10n,
  Symbol('x'),
  () => 1,
  new Uint8Array(0),
  new Uint8Array(10_000),
  'ab'.repeat(10_000),
];

/** Names of files that are none to read, or whose bytes mean nothing. An unreadable one is readable to root. */
export function oddFiles(folder: string): string[] {
  const at = (name: string): string => join(folder, name);
  mkdirSync(at('folder'));
  writeFileSync(at('empty'), '');
  writeFileSync(at('unreadable'), 'x');
  chmodSync(at('unreadable'), 0);
  writeFileSync(
    at('binary'),
    Uint8Array.from({ length: 4096 }, (_, i) => (i * 37) & 255),
  );
  writeFileSync(at('deep.json'), '['.repeat(100_000));
  writeFileSync(at('null.json'), 'null');
  writeFileSync(at('long.hex'), 'ab'.repeat(600));
  const there = ['folder', 'empty', 'unreadable', 'binary', 'deep.json', 'null.json', 'long.hex'].map(at);
  return [...there, at('missing'), at(long), join(at('empty'), 'x')];
}

/** Enough of a value to know it again. */
export function shown(value: unknown): string {
  const text =
    JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner)) ?? typeof value;
  return text.length < 60 ? text : `${text.slice(0, 57)}…`;
}
