// docs/soft-tokens.md, command by command, as a reader types them; and what of it must stand nowhere on the disk.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import { foblab, startFoblab } from './foblab-process.js';

const tokens = suite('soft tokens');
const page = fileURLToPath(new URL('../../docs/soft-tokens.md', import.meta.url));
const program = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));
const seed = '3132333435363738393031323334353637383930';

let folder = '';
tokens.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'foblab-soft-'));
});
tokens.after.each(() => rmSync(folder, { recursive: true, force: true }));

tokens('docs/soft-tokens.md shows what its commands print', () => {
  const shell = shellIn(folder);
  const text = readFileSync(page, 'utf8');
  const tried = text.replace(/(```console\n)([\s\S]*?)(```)/g, (_block, open, body: string, close) => {
    const commands = body.split('\n').filter((line) => line.startsWith('$ '));
    return `${open}${commands.map((line) => `${line}\n${shell(line.slice(2))}`).join('')}${close}`;
  });
  if (process.env.FOBLAB_WRITE_DOCS === '1') writeFileSync(page, tried);
  else assert.equal(text, tried, 'stale: FOBLAB_WRITE_DOCS=1 npm test -- e2e/soft-tokens writes it anew');

  // The seed is in the bench's database, its log and its index, and nowhere else.
  const bench = join(folder, 'bench');
  const spelled = new RegExp(`${seed}|GEZDGNBVGY3TQOJQ|FOBLAB/1/|12345678901234567890`, 'i');
  const holding = filesIn(bench).filter((file) => spelled.test(readFileSync(file, 'latin1')));
  assert.ok(
    holding.length > 0 && holding.every((file) => /[\\/]bench\.db(-wal|-shm)?$/.test(file)),
    holding.join(),
  );
  for (const file of holding) assert.equal(statSync(file).mode & 0o077, 0, file);
});

tokens('an expiry is seen when it falls due, and whoever follows lets others work meanwhile', async () => {
  const bench = join(folder, 'bench');
  const run = (...words: string[]) => foblab(words, { bench });
  assert.equal(run('init', '--at', '2026-01-01T00:00:00Z', '--paused').status, 0);
  run('add', 'idme/push', '--serial', 'push-1');
  run('push', 'ask', 'push-1', '--text', 'Sign in?', '--id', 'a', '--expiry', '1h');
  const follower = startFoblab(['log', '--follow', '--json'], { bench });
  const next = async () => JSON.parse(await follower.line()) as { kind: string; at: string };
  assert.equal((await next()).kind, 'added');
  assert.equal((await next()).kind, 'push-asked');
  // A rate at which the hour is over at once.
  assert.equal(run('rate', '1000000').status, 0);
  assert.equal((await next()).kind, 'rate');
  const expired = await next();
  assert.deepEqual([expired.kind, expired.at], ['push-expired', '2026-01-01T01:00:00Z']);
  const late = run('push', 'approve', 'push-1', '--json');
  assert.equal(late.status, 1);
  assert.match(late.stderr, /No push request waits/);
  assert.equal(await follower.interrupt(), 130);
});

tokens('a press, a restore and an advance of everyday commands know every kind', () => {
  const bench = join(folder, 'bench');
  const run = (words: string[], input = '') => foblab(words, { bench, cwd: folder, input });
  run(['init', '--at', '2026-01-01T00:00:00Z', '--paused', '--seed', '42']);
  run(['add', 'idme/push', '--serial', 'push-1']);
  run(['add', 'idme/phone', '--serial', '+12025550143']);
  run(['add', 'iprescribe/authenticator', '--serial', 'ip-1']);
  run(['push', 'ask', 'push-1', '--text', 'Sign in?', '--expiry', '1h']);
  run(['phone', 'receive', '+12025550143', '--code-file', '-', '--expiry', '1h'], '482913\n');
  const image = run(['activation', 'image', '--serial', 'ip-1', '--secret-file', '-'], `${seed}\n`);
  assert.equal(run(['activation', 'scan', 'ip-1', '--image-file', '-'], image.stdout).status, 0);
  assert.equal(run(['press', '+12025550143', '--plain']).stdout, '482913\n');

  for (const words of [[], ['--with-secrets']]) {
    const before = run(['snapshot', ...words]).stdout;
    assert.equal(before.includes(seed), words.length > 0);
    writeFileSync(join(folder, 'before.json'), before);
    assert.equal(run(['advance', '30m']).status, 0);
    const restored = run(['restore', 'before.json']);
    assert.equal(restored.status, 0, restored.stderr);
    assert.equal(run(['snapshot', ...words]).stdout, before);
  }
  assert.equal(run(['advance', '2h']).status, 0);
  const story = run(['log', '--json']).stdout;
  assert.match(story, /push-expired/);
  assert.match(story, /code-expired/);
  const none = run(['code', '+12025550143', '--plain']);
  assert.deepEqual([none.status, none.stdout], [1, '']);
});

/** A shell in which `foblab` is the built command; its answer is what a terminal shows. */
function shellIn(directory: string): (command: string) => string {
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'foblab'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(join(bin, 'foblab'), 0o755);
  const { FOBLAB_STORE: _, FOBLAB_KEY: __, FOBLAB_KEY_FILE: ___, ...environment } = process.env;
  return (command) => {
    const { stdout, error } = spawnSync('sh', ['-c', `exec 2>&1\n${command}`], {
      cwd: directory,
      encoding: 'utf8',
      env: {
        ...environment,
        PATH: `${bin}${delimiter}${process.env.PATH}`,
        FOBLAB_BENCH: join(directory, 'bench'),
      },
    });
    if (error !== undefined) throw error;
    return stdout.replace(/[ \t]+$/gm, '');
  };
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

tokens.run();
