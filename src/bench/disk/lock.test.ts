import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { suite } from 'uvu';
import { tryLock } from './lock.js';

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

locks.run();
