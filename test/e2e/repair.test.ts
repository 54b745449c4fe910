// A bench with a damaged fob: the others go on, doctor names it, repair does what can be done, and a snapshot brings it back.
import * as assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { openSqlite } from '../../src/database/sqlite-library.js';
import { foblab } from './foblab-process.js';

const repairs = suite('repair');
let root = '';
repairs.before(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-repair-'));
});
repairs.after(() => rmSync(root, { recursive: true }));

const serials = ['3315511111', '3315511112', '3315511113'];
type Doctor = { findings: { state: string; damage?: { what: string; serial?: string }[] }[] };

repairs('doctor names a damaged fob, the others work, repair lets it rest, and a restore revives it', () => {
  const bench = join(root, 'bench');
  const run = (...words: string[]) => foblab(words, { bench });
  assert.equal(run('init').status, 0);
  for (const serial of serials) run('add', 'onespan/digipass-go7', '--serial', serial);
  const snapshot = join(root, 'all.json');
  writeFileSync(snapshot, run('snapshot', '--with-secrets').stdout);
  assert.equal(JSON.parse(run('snapshot', '--json').stdout).fobs.length, 3);
  const sound = run('doctor', '--bench', '--json').json() as unknown as Doctor;
  assert.ok(sound.findings.every(({ state }) => state !== 'damaged'));
  assert.match(run('repair').stdout, /^Nothing is damaged/);

  const database = openSqlite(join(bench, 'bench.db'));
  database.exec(
    `UPDATE seeds SET seed = CAST(replace(seed, 'vault":"4', 'vault":"5') AS BLOB) WHERE place = 2`,
  );
  database.close();

  const code = run('code', serials[1]!);
  assert.equal(code.status, 9, code.stderr);
  assert.match(code.stderr, /the seed of 3315511112 is damaged.*\(foblab repair\)/);
  assert.match(run('code', serials[0]!).stdout, /\d{6}/);
  const list = run('list', '--json').json() as { fobs: unknown[] };
  assert.equal(list.fobs.length, 3, 'a list wakes no fob, and its own rows are whole');
  assert.equal(run('advance', '1d').status, 0);
  const taken = run('snapshot');
  assert.equal(taken.status, 9);
  assert.equal(JSON.parse(taken.stdout).damaged[0].serial, serials[1]);
  const doctor = run('doctor', '--bench', '--json');
  assert.equal(doctor.status, 9);
  const found = (doctor.json() as unknown as Doctor).findings.find(({ state }) => state === 'damaged');
  assert.deepEqual(
    found?.damage?.map(({ what, serial }) => [what, serial]),
    [['fob', serials[1]]],
  );

  const repair = run('repair', '--json').json();
  assert.deepEqual([repair.dead, repair.gone, repair.recovered], [[serials[1]], [], []]);
  assert.ok(readdirSync(bench).includes('bench.db.damaged-1'));
  const screens = (run('list', '--json').json() as { fobs: { serial: string; screen: { state: string } }[] })
    .fobs;
  assert.deepEqual(
    screens.map(({ serial, screen }) => [serial, screen.state === 'dead']),
    serials.map((serial) => [serial, serial === serials[1]]),
  );
  const restored = run('restore', snapshot);
  assert.equal(restored.status, 0, restored.stderr);
  assert.match(run('code', serials[1]!).stdout, /\d{6}/);
});

repairs.run();
