import * as assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { skip } from '../../test/skip.js';
import { tryLock } from './lock.js';

const locks = suite('lock');
let directory = '';
locks.before.each(() => {
  directory = mkdtempSync(join(tmpdir(), 'foblab-lock-'));
});
locks.after.each(() => rmSync(directory, { recursive: true }));

/** A process that locks the bench and stays. */
async function holder(command: readonly string[] = []) {
  const [program, ...words] = [
    ...command,
    process.execPath,
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    `import { tryLock } from './src/owner/lock.ts';
     console.log((await tryLock(${JSON.stringify(directory)})) ? 'held' : 'not held');
     setInterval(() => {}, 1000);`,
  ];
  const child = spawn(program!, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    said: String(said).trim(),
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

locks('one process holds it, others do not; released it is free', async () => {
  const first = await tryLock(directory);
  assert.ok(first);
  assert.equal(await tryLock(directory), undefined);
  const other = mkdtempSync(join(tmpdir(), 'foblab-lock-'));
  const another = await tryLock(other);
  assert.ok(another, 'another bench is another lock');
  another.release();
  rmSync(other, { recursive: true });
  first.release();
  first.release();
  const second = await tryLock(directory);
  assert.ok(second);
  second.release();
  assert.deepEqual(readdirSync(directory), ['owner.lock']);
  assert.equal(statSync(join(directory, 'owner.lock')).mode & 0o777, 0o600);
});

locks('a refused attempt leaves the lock of its own process in place', async () => {
  const mine = await tryLock(directory);
  assert.ok(mine);
  for (let i = 0; i < 3; i++) assert.equal(await tryLock(directory), undefined);
  const other = await holder();
  assert.equal(other.said, 'not held');
  await other.kill();
  mine.release();
});

locks('free at once after kill −9 of its holder', async () => {
  const other = await holder();
  assert.equal(other.said, 'held');
  assert.equal(await tryLock(directory), undefined);
  await other.kill();
  const mine = await tryLock(directory);
  assert.ok(mine);
  mine.release();
});

const apart = 'a holder in another network namespace holds it here too';
if (spawnSync('unshare', ['-n', 'true']).status !== 0) skip(locks, apart, 'this user may not unshare -n');
else
  locks(apart, async () => {
    const other = await holder(['unshare', '-n']);
    assert.equal(other.said, 'held');
    assert.equal(await tryLock(directory), undefined);
    await other.kill();
  });

locks('a lock file that is no database is named in the error', async () => {
  const file = join(directory, 'owner.lock');
  writeFileSync(file, 'x'.repeat(4096));
  await assert.rejects(tryLock(directory), (error: Error) => error.message.includes(file));
});

locks.run();
