import * as assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { lockFile, tryLock } from './lock.js';

const locks = suite('lock');

locks('one holds it, others do not; released it is free', async () => {
  const name = randomUUID();
  const first = await tryLock(name);
  assert.ok(first);
  assert.equal(await tryLock(name), undefined);
  assert.ok(await tryLock(randomUUID()), 'another bench is another lock');
  first.release();
  const second = await tryLock(name);
  assert.ok(second);
  second.release();
});

locks('free at once after kill −9 of its holder', async () => {
  const name = randomUUID();
  const holder = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      `import { tryLock } from './src/bench/disk/lock.ts';
       console.log((await tryLock('${name}')) ? 'held' : 'not held');
       setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [said] = (await once(holder.stdout, 'data')) as [Buffer];
  assert.equal(String(said).trim(), 'held');
  assert.equal(await tryLock(name), undefined);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const mine = await tryLock(name);
  assert.ok(mine);
  mine.release();
});

locks(
  'as a file, where the system has no names: one holds it; a dead holder, or none in it, holds nothing',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'foblab-lock-'));
    const file = join(folder, 'bench.lock');
    try {
      const dead = spawnSync(process.execPath, ['-e', '']).pid;
      for (const left of [undefined, String(dead), '', 'garbage', '-1']) {
        if (left !== undefined) writeFileSync(file, left);
        const lock = lockFile(file);
        assert.ok(lock, JSON.stringify(left));
        assert.equal(readFileSync(file, 'utf8'), String(process.pid));
        assert.equal(lockFile(file), undefined);
        assert.deepEqual(readdirSync(folder), ['bench.lock']);
        lock.release();
        lock.release();
        assert.deepEqual(readdirSync(folder), []);
      }
      writeFileSync(file, '1');
      assert.equal(lockFile(file), undefined, 'the system’s first process lives');
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

locks.run();
