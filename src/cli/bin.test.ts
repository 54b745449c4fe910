// The start from V8's code cache: whatever the cache holds, the bundle's own code runs.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';

const start = suite<{ folder: string }>('start from the code cache');
const bin = fileURLToPath(new URL('bin.cjs', import.meta.url));

start.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'foblab-bin-'));
  copyFileSync(bin, join(context.folder, 'foblab.cjs'));
});
start.after.each(({ folder }) => rmSync(folder, { recursive: true, force: true }));

function bundle(folder: string, body: string): void {
  writeFileSync(
    join(folder, 'FOBLAB_BUNDLE.cjs'),
    `(function (exports, require, module, __filename, __dirname) {${body}\n})`,
  );
}

function run(folder: string, ...words: string[]) {
  return spawnSync(process.execPath, [join(folder, 'foblab.cjs'), ...words], {
    env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') },
    encoding: 'utf8',
  });
}

function caches(folder: string): string[] {
  return readdirSync(join(folder, 'cache'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.cache'),
  );
}

start(
  'the first run of a command writes its cache, and a truncated or empty one is passed over',
  ({ folder }) => {
    bundle(folder, 'function f() { return 1; } console.log(f());');
    assert.equal(run(folder, 'credential', 'list', '--json').stdout.trim(), '1');
    const [cache, ...others] = caches(folder);
    assert.match(cache!, /credential list\.cache$/);
    assert.equal(others.length, 0);
    const file = join(folder, 'cache', cache!);
    assert.equal(statSync(file).mode & 0o077, 0);
    for (const bytes of [100, 0]) {
      truncateSync(file, bytes);
      assert.equal(run(folder, 'credential', 'list').stdout.trim(), '1');
    }
  },
);

start('a failed run writes no cache, and a word that is no command makes no path', ({ folder }) => {
  bundle(folder, 'process.exitCode = 2;');
  run(folder, 'press');
  assert.throws(() => caches(folder), /ENOENT/);
  bundle(folder, '');
  run(folder, '../../../etc', 'x');
  assert.deepEqual(
    caches(folder).map((name) => name.split('/').at(-1)),
    ['foblab.cache'],
  );
});

start('a cache folder that cannot be written is no failure', ({ folder }) => {
  bundle(folder, 'console.log(1);');
  mkdirSync(join(folder, 'cache'));
  writeFileSync(join(folder, 'cache', 'foblab'), 'a file in the way');
  const { stdout, status } = run(folder, 'press');
  assert.equal(stdout.trim(), '1');
  assert.equal(status, 0);
});

start.run();
