import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { suite } from 'uvu';
import { operationNamed, operations } from '../../test/operations/loaded-operations.js';
import type { Content } from '../contract/content.js';
import { OperationError } from '../contract/operation-error.js';
import { optionName } from '../contract/option-name.js';
import type { Operation } from '../host/operation.js';
import { checkArguments, readCommandLine, usageLine } from './command-line.js';

const lines = suite('command line');
const read = (name: string, ...words: string[]) => readCommandLine(operationNamed(name), words);

function refused(run: () => unknown, expected: RegExp): void {
  assert.throws(run, (error) => {
    assert.ok(error instanceof OperationError, String(error));
    assert.equal(error.code, 'usage');
    assert.match(error.message, expected);
    return true;
  });
}

lines('flags and positionals in any order, with = and without', () => {
  for (const words of [
    ['onespan/digipass-go7', '--serial', '3315511111', '--drift-ppm', '-20', '--event'],
    ['--serial=3315511111', '--event', '--drift-ppm=-20', 'onespan/digipass-go7'],
    ['--event', '--drift-ppm', '-20', '--serial', '3315511111', '--', 'onespan/digipass-go7'],
  ])
    assert.deepEqual(read('fob.add', ...words).arguments, {
      model: 'onespan/digipass-go7',
      serial: '3315511111',
      driftPpm: '-20',
      event: true,
    });
});

lines('negative numbers are values, a lone dash is a value, after -- everything is', () => {
  assert.deepEqual(read('fob.drift', '3315511111', '-20').arguments, { fob: '3315511111', ppm: '-20' });
  assert.deepEqual(read('fob.drift', '3315511111', '-.5').arguments, { fob: '3315511111', ppm: '-.5' });
  assert.deepEqual(read('fob.label', '--', '3315511111', '--json').arguments, {
    fob: '3315511111',
    label: '--json',
  });
});

lines('what every command takes', () => {
  const { options } = read('fob.list', '--json', '--plain', '-b', 'x');
  assert.deepEqual(options, { json: true, plain: true, help: false, bench: 'x' });
  assert.equal(read('fob.press', '--help').options.help, true);
});

lines('several words of one kind, and files made whole', () => {
  assert.deepEqual(read('fob.fault', '331', 'lcd.segment', 'on', 'position=2', 'segment=6').arguments, {
    fob: '331',
    name: 'lcd.segment',
    switch: 'on',
    with: ['position=2', 'segment=6'],
  });
  const file = read('bench.restore', 'package.json').arguments.file as Content;
  assert.equal(file.name, resolve('package.json'));
});

lines('mistakes are named with their fix', () => {
  refused(() => read('fob.press', '331', '--plian'), /no option --plian; did you mean --plain\?/);
  refused(() => read('fob.press', '331', '332'), /"332" is one word too many; usage: foblab press <fob>/);
  refused(() => read('fob.add', 'x', '--serial'), /--serial needs a value after it/);
  refused(() => read('fob.add', 'x', '--secret', '3132'), /no option --secret; did you mean --secret-file/);
});

lines('a secret comes from a file; its name is shown, a secret in its place is not', () => {
  const directory = mkdtempSync(join(tmpdir(), 'foblab-secret-'));
  const file = join(directory, 'seed.hex');
  writeFileSync(file, '31323334\n');
  assert.equal(read('fob.add', 'x', '--secret-file', file).arguments.secret, '31323334');
  assert.throws(() => read('fob.add', 'x', '--secret-file', './nothing.hex'), /ENOENT.*nothing\.hex/);
  const leaked = '3132333435363738393031323334353637383930';
  for (const secret of [leaked, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'])
    assert.throws(
      () => read('fob.add', 'x', '--secret-file', secret),
      (error: Error) =>
        !error.message.includes(secret) && /never stands on the command line/.test(error.message),
    );
  rmSync(directory, { recursive: true });
});

lines('every flag of every operation is spelled with dashes and read back to its name', () => {
  for (const operation of operations)
    for (const [name, parameter] of Object.entries(operation.parameters)) {
      const flag = optionName(name, parameter);
      assert.match(flag, /^--[a-z]+(-[a-z]+)*$/);
      // --bench is every command's, and a file that is read must be there.
      if (parameter.kind === 'secret' || parameter.kind === 'lines' || name === 'bench') continue;
      const word = parameter.kind === 'content' ? 'package.json' : 'v';
      const { arguments: given } = readCommandLine(
        operation,
        parameter.kind === 'flag' ? [flag] : [flag, word],
      );
      assert.ok(given[name] !== undefined, `${operation.command} ${flag}`);
    }
});

/** Whether the word at this place is the name of a file that the command reads. */
function isContentAt(operation: Operation, place: number): boolean {
  return operation.parameters[operation.positionals[place] ?? '']?.kind === 'content';
}

lines('every example in the help is a line that its command takes', () => {
  for (const operation of operations)
    for (const example of operation.examples) {
      const command = example.slice(example.indexOf('foblab ')).split(/\s[|>]/)[0]!;
      const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)]
        .map(([, quoted, bare]) => quoted ?? bare!)
        .slice(1);
      const owner = ownerOf(words);
      assert.ok(owner, example);
      const [found, rest] = owner;
      // A file that is read where it is typed need not be there for its line to be right.
      const line = rest.map((word, i) =>
        /-(file|checkpoints|from|regions|picture)$/.test(rest[i - 1] ?? '') ||
        (!word.startsWith('-') && isContentAt(found, i))
          ? '/dev/null'
          : word,
      );
      const { arguments: given } = readCommandLine(found, line);
      for (const [name, parameter] of Object.entries(found.parameters))
        if (parameter.required && name !== 'bench')
          assert.ok(given[name] !== undefined, `${example}: no ${name}`);
    }
});

lines('usage lines say what may be left out', () => {
  assert.equal(usageLine(operationNamed('fob.press')), 'foblab press <fob>');
  assert.match(usageLine(operationNamed('fob.temp')), /^foblab temp <fob> \[<celsius.*>\]$/);
});

function ownerOf(words: readonly string[]): [Operation, string[]] | undefined {
  // `add --from` is a delivery.
  if (words[0] === 'add' && words.includes('--from')) return [operationNamed('fob.add-from'), words.slice(1)];
  // `add --twin` is made from a passport.
  if (words[0] === 'add' && words.includes('--twin')) return [operationNamed('fob.add-twin'), words.slice(1)];
  for (let length = Math.min(3, words.length); length >= 1; length--) {
    const found = operations.find(({ command }) => command === words.slice(0, length).join(' '));
    if (found) return [found, words.slice(length)];
  }
  return undefined;
}

lines('what is wrong is named as it was typed: by its place or by its option', () => {
  const check = (name: string, ...words: string[]) => checkArguments(read(name, ...words));
  assert.throws(
    () => check('fob.add', 'onespan/digipass-go7', '--drift-ppm', 'NaN'),
    /^OperationError: --drift-ppm: "NaN" given/,
  );
  assert.throws(() => check('bench.advance', 'soon'), /<duration>: "soon" given; expected a duration/);
  assert.throws(() => check('fob.press'), /: press needs <fob>: serial/);
  assert.throws(
    () => check('link.serve', '--tcp', '--port', '99999999'),
    /--port: "99999999" given; expected a whole number from 0 to 65535/,
  );
});

lines.run();
