import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import { cliPage } from './cli-page.js';
import { completionScript } from './commands/completion.js';
import { everyCommand } from './commands/index.js';
import { manPage } from './commands/man.js';
import { placed } from './purposes.js';

test('docs/cli.md says what the table says (npx tsx scripts/write-cli-page.ts)', async () => {
  assert.equal(readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8'), await cliPage());
});

test('every command stands under a purpose, and on the manual page', async () => {
  const commands = await everyCommand();
  for (const { command } of commands) assert.ok(placed(command) !== undefined, `${command} has no purpose`);
  const page = manPage(commands);
  for (const { command } of commands)
    assert.ok(page.includes(`.SS foblab ${command.replaceAll('-', '\\-')}`), command);
});

test('bash completes words, options and values at their places', async () => {
  const script = completionScript('bash', await everyCommand());
  const asked: [string, RegExp][] = [
    ['observation ', /^correct-clock edit list move remove undo$/],
    ['observation e', /^edit$/],
    ['enroll --policy ', /^listed-policy$/],
    ['add --algorithm s', /^sha1 sha256 sha512$/],
    ['passports --format ', /^html csv md json$/],
    ['press ', /^listed-list$/],
    ['fault 3315511111 lcd.segment o', /^on off$/],
    ['observe 3315511111 755224 --outc', /^--outcome$/],
    ['--bench b press --j', /--json/],
  ];
  const lines = asked.map(
    ([line]) =>
      `COMP_WORDS=(foblab ${line}${line.endsWith(' ') ? '""' : ''}); COMP_CWORD=$((${'$'}{#COMP_WORDS[@]}-1)); COMPREPLY=(); _foblab; echo "${'$'}{COMPREPLY[*]}"`,
  );
  const { stdout, stderr } = spawnSync(
    'bash',
    ['-c', `${script}\nfoblab() { echo "listed-$1"; }\n${lines.join('\n')}`],
    { encoding: 'utf8' },
  );
  assert.equal(stderr, '');
  stdout
    .trimEnd()
    .split('\n')
    .forEach((given, i) => {
      assert.match(given, asked[i]![1], asked[i]![0]);
    });
});

test.run();
