// Every command of docs/physical-fobs.md is one: those set apart are run in turn, those in the text are taken.
import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { readCommandLine } from '../../src/cli/command-line.js';
import { everyCommand } from '../../src/cli/commands/index.js';
import { readArguments } from '../../src/contract/parameter.js';
import { foblab } from '../e2e/foblab-process.js';

const test = suite('docs/physical-fobs.md');
const page = readFileSync(new URL('../../docs/physical-fobs.md', import.meta.url), 'utf8');

/** A wrong option is 2, a defect is 70; whether there is a key or a rig is up to the machine. */
const understood = new Set([0, 3, 4, 5, 6, 7]);

test('the commands that are set apart do what they say, one after the other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-page-'));
  const surroundings = { bench: join(folder, 'bench'), cwd: folder };
  writeFileSync(join(folder, 'seed.hex'), '3132333435363738393031323334353637383930\n');
  writeFileSync(join(folder, 'pin.txt'), '123456\n');
  writeFileSync(join(folder, 'drawer.txt'), '4415511112 755224 # the first\n55-1551111-3 287082\n');
  try {
    assert.equal(foblab(['init'], surroundings).status, 0);
    const set = [...page.matchAll(/^ {4}foblab (.*)$/gm)].map(([, rest]) => words(rest!));
    assert.ok(set.length >= 20, 'the page has its commands');
    for (const command of set) {
      const { status, stderr, stdout } = foblab(command, surroundings);
      if (command[0] === 'read') assert.ok(understood.has(status!), `${command.join(' ')}: ${stderr}`);
      else assert.equal(status, 0, `${command.join(' ')}: ${stderr}${stdout}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('commands and options in the text are there', async () => {
  const known = await everyCommand();
  const inText = [...page.matchAll(/`foblab ([^`…]+)`/g)].map(([, rest]) => words(rest!));
  assert.ok(inText.length >= 5);
  for (const [first, ...rest] of inText) {
    const operation = known.find(({ command }) => command === first);
    assert.ok(operation, `foblab ${first}`);
    const given = readCommandLine(
      operation,
      rest.filter((word) => word !== '-' && word !== '--file'),
    ).arguments;
    if (rest.length > 0) readArguments(first!, operation.parameters, given);
  }
  const help = known
    .flatMap((operation) =>
      Object.entries(operation.parameters).map(([name, { kind }]) => option(name, kind)),
    )
    .concat('--json', '--plain', '--bench');
  for (const [flag] of page.matchAll(/(?<=`)--[a-z-]+/g)) assert.ok(help.includes(flag), flag);
});

function option(name: string, kind: string): string {
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `--${dashed}${kind === 'secret' ? '-file' : ''}`;
}

/** As a shell splits them: double quotes hold blanks together. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
}

test.run();
