// A bench on a disk that can only be read: it is looked at as any other, and every change is refused in words.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../../../devices/index.js';
import { Fob } from '../../../firmware-sim/index.js';
import { skip } from '../../../test/skip.js';
import type { WallClock } from '../bench-clock.js';
import { initBench, openBenchOnDisk } from './bench-on-disk.js';

const readOnly = suite('bench on a disk that can only be read');
const startUs = 1_767_225_600_000_000;
const model = toFobModel(findModel('onespan/digipass-go7'), { type: 'hotp' });
const secret = new TextEncoder().encode('12345678901234567890');

let root = '';
let makeWritable = (): void => {};
readOnly.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-read-'));
});
readOnly.after.each(() => {
  makeWritable();
  makeWritable = () => {};
  rmSync(root, { recursive: true });
});

/** @returns false where this system has no means to do so: to root a mode denies nothing. */
function makeReadOnly(path: string): boolean {
  if (process.getuid?.() === 0) {
    const mount = (...words: string[]): boolean => spawnSync('mount', words).status === 0;
    if (!mount('--bind', path, path)) return false;
    makeWritable = () => void spawnSync('umount', [path]);
    return mount('-o', 'remount,ro,bind', path);
  }
  const files = [path, join(path, 'bench.db')];
  for (const file of files) chmodSync(file, 0o500);
  makeWritable = () => {
    for (const file of files) chmodSync(file, 0o700);
  };
  return true;
}

const canTry = ((): boolean => {
  root = mkdtempSync(join(tmpdir(), 'foblab-read-'));
  writeFileSync(join(root, 'bench.db'), '');
  const can = makeReadOnly(root);
  makeWritable();
  makeWritable = () => {};
  rmSync(root, { recursive: true });
  return can;
})();

const name = 'it is looked at, time passes on it, and a change is refused by the name of the file';
if (!canTry) skip(readOnly, name, 'this root may not mount, and no mode denies root anything');
else
  readOnly(name, () => {
    const path = join(root, 'bench');
    let nowUs = startUs;
    const wall: WallClock = { nowUs: () => nowUs, after: () => () => {} };
    initBench(path, { rate: 1, atUs: startUs, seed: '42' }, wall);
    const bench = openBenchOnDisk(path, wall);
    for (const serial of ['3315511111', '3315511129'])
      bench.add({ serial, modelId: model.id, label: '' }, (timeUs) =>
        Fob.create({ model, serial, secret, seed: serial, timeUs, driftPpm: 0 }),
      );
    bench.drive('3315511111', (fob, now) => fob.press(now));
    const { last } = bench.log;
    bench.close();
    assert.ok(makeReadOnly(path));
    for (const later of [1e6, 60e6]) {
      nowUs = startUs + later;
      const looked = openBenchOnDisk(path, wall);
      assert.equal(looked.view('3315511111').state, later < 30e6 ? 'showing' : 'asleep');
      assert.equal(looked.nowUs(), nowUs);
      assert.equal(looked.events(1).length, later < 30e6 ? last : last + 1);
      for (const change of [
        () => looked.drive('3315511129', (fob, now) => fob.press(now)),
        () => looked.label('3315511111', 'x'),
        () => looked.remove('3315511111'),
        () => looked.advanceTo(looked.nowUs() + 1e6),
      ])
        assert.throws(change, (error: NodeJS.ErrnoException & { undone?: true }) => {
          assert.match(error.code!, /^(EROFS|EACCES)$/);
          assert.equal(error.path, join(path, 'bench.db'));
          return error.undone === true;
        });
      assert.equal(looked.fobs().length, 2);
      looked.close();
    }
    makeWritable();
    const writable = openBenchOnDisk(path, wall);
    assert.equal(writable.log.last, last);
    writable.drive('3315511129', (fob, now) => fob.press(now));
    writable.close();
  });

readOnly.run();
