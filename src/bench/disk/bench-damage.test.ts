// Flipped bits and broken pages all over a bench's file: each is named or changes nothing, none ends the process, none
// takes other fobs with it, and a repair keeps all that can be read.
import * as assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../../../devices/index.js';
import { Fob, Random } from '../../../firmware-sim/index.js';
import { OperationError } from '../../contract/operation-error.js';
import type { WallClock } from '../bench-clock.js';
import { BenchDatabase } from './bench-database.js';
import { benchFile, initBench, openBenchOnDisk } from './bench-on-disk.js';
import { repairBench } from './repair-bench.js';

const damages = suite('damage to a bench’s file');
const startUs = 1_767_225_600_000_000;
const wall: WallClock = { nowUs: () => startUs, after: () => () => {} };
const seed = Number(process.env.FOBLAB_SEED ?? 20_260_102);
const flips = Number(process.env.FOBLAB_BIT_FLIPS ?? 60);
const breaks = Number(process.env.FOBLAB_PAGE_BREAKS ?? 20);
const secret = new TextEncoder().encode('12345678901234567890');
const serials = Array.from({ length: 12 }, (_, i) => String(3_300_000_000 + i));

let root = '';
let whole: Buffer;
let expected: Read;
damages.before(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-damage-'));
  const path = join(root, 'whole');
  initBench(path, { rate: 0, atUs: startUs, seed: 'damage' }, wall);
  const bench = openBenchOnDisk(path, wall);
  for (const [i, serial] of serials.entries()) {
    const model = toFobModel(findModel('onespan/digipass-go7'), { type: i % 2 ? 'hotp' : 'totp' });
    bench.add({ serial, modelId: model.id, label: i % 3 ? '' : `drawer ${i}` }, (timeUs) =>
      Fob.create({ model, serial, secret, seed: serial, timeUs }),
    );
  }
  for (let i = 0; i < 40; i++) {
    bench.drive(serials[i % 12]!, (fob, now) => fob.press(now));
    bench.advanceTo(bench.nowUs() + 40e6);
  }
  bench.close();
  // A library that closes late has not done so yet.
  const database = BenchDatabase.open(benchFile(path));
  database.forget();
  database.close();
  whole = readFileSync(benchFile(path));
  expected = readBench(path);
});
damages.after(() => rmSync(root, { recursive: true }));

interface Read {
  fobs: Map<string, string>;
  summaries: string;
  events: string;
  damage: string[];
}

/** Everything of a bench, or of each fob why not. @throws OperationError `damaged` */
function readBench(path: string): Read {
  const bench = openBenchOnDisk(path, wall);
  try {
    const fobs = new Map<string, string>();
    for (const serial of serials)
      try {
        const entry = bench.entry(serial);
        fobs.set(serial, JSON.stringify([entry, bench.look(serial, (fob) => fob.snapshot())]));
      } catch (error) {
        assert.ok(error instanceof OperationError, String((error as Error).stack));
        assert.ok(['damaged', 'not-found'].includes(error.code), error.message);
      }
    const summaries = JSON.stringify([...bench.summaries()], (key, value) =>
      key === 'damage' ? 'damaged' : value,
    );
    const events = JSON.stringify(bench.events(1));
    const damage = [...bench.damage()].map((one) => JSON.stringify(one));
    return { fobs, summaries, events, damage };
  } finally {
    bench.close();
  }
}

/** Breaks a copy, and holds what is left of it against the whole one. @returns whether the damage was found */
function check(name: string, broken: Uint8Array, mostLost: number): boolean {
  const path = join(root, 'broken');
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path);
  writeFileSync(benchFile(path), broken, { mode: 0o600 });
  let found: Read | undefined;
  try {
    found = readBench(path);
  } catch (error) {
    assert.ok(
      error instanceof Error && /damaged|is of format/.test(error.message),
      `${name}: ${(error as Error).stack}`,
    );
  }
  for (const [serial, state] of found?.fobs ?? [])
    assert.equal(state, expected.fobs.get(serial), `${name}: ${serial} is another`);
  const same =
    found !== undefined &&
    found.fobs.size === serials.length &&
    found.events === expected.events &&
    found.summaries === expected.summaries;
  const named = found === undefined || found.damage.length > 0;
  assert.ok(same || named, `${name}: neither harmless nor named`);
  if (found !== undefined && mostLost === 1)
    assert.ok(
      found.fobs.size >= serials.length - 1,
      `${name}: ${found.fobs.size} of ${serials.length} are left`,
    );

  if (found === undefined) writeFileSync(benchFile(path), broken, { mode: 0o600 });
  const repair = repairBench(path, wall, (id) => toFobModel(findModel(id)));
  const after = readBench(path);
  assert.deepEqual(after.damage, [], `${name}: damaged after the repair`);
  const lost = [...repair.dead, ...repair.gone];
  assert.ok(
    lost.filter((one) => serials.includes(one)).length <= mostLost,
    `${name}: ${JSON.stringify(repair)}`,
  );
  for (const serial of serials) {
    const nameless = repair.unnamed > 0 || repair.paused !== undefined;
    if (lost.includes(serial) || (nameless && !after.fobs.has(serial))) continue;
    // A recovered fob has its state and seed; its entry comes from the log.
    const [entry, state] = JSON.parse(after.fobs.get(serial) ?? 'null') ?? [];
    const [entryBefore, stateBefore] = JSON.parse(expected.fobs.get(serial)!);
    assert.deepEqual(state, stateBefore, `${name}: ${serial} after the repair`);
    if (!repair.recovered.includes(serial)) assert.deepEqual(entry, entryBefore, name);
  }
  return named;
}

damages('a flipped bit anywhere costs one fob at most, and never in silence', () => {
  const random = Random.stream(seed, 'flips');
  let found = 0;
  for (let flip = 0; flip < flips; flip++) {
    const at = Math.floor(random.unit() * whole.length);
    const bit = Math.floor(random.unit() * 8);
    const broken = Uint8Array.from(whole);
    broken[at]! ^= 1 << bit;
    if (check(`seed ${seed}, bit ${bit} of byte ${at}`, broken, serials.length)) found++;
  }
  assert.ok(found > flips / 10, `${found} of ${flips} were found`);
});

damages('pages that are empty, doubled, swapped or cut off', () => {
  const random = Random.stream(seed, 'pages');
  const pages = whole.length / 4096;
  for (let i = 0; i < breaks; i++) {
    const [a, b] = [random.unit(), random.unit()].map((unit) => 4096 * (1 + Math.floor(unit * (pages - 1))));
    const broken = Uint8Array.from(whole);
    const kind = i % 4;
    if (kind === 0) broken.fill(0, a!, a! + 4096);
    else if (kind === 1) broken.set(whole.subarray(a!, a! + 4096), b!);
    else if (kind === 2) {
      broken.set(whole.subarray(a!, a! + 4096), b!);
      broken.set(whole.subarray(b!, b! + 4096), a!);
    }
    const cut = kind === 3 ? broken.subarray(0, Math.max(8192, a!)) : broken;
    check(`seed ${seed}, break ${i} of pages ${a! / 4096} and ${b! / 4096}`, cut, serials.length);
  }
});

damages('the first page is gone: everything comes back', () => {
  const broken = Uint8Array.from(whole);
  broken.fill(0, 0, 4096);
  check('first page', broken, 0);
});

damages('a bench that is whole stays as it is', () => {
  const path = join(root, 'sound');
  mkdirSync(path);
  copyFileSync(join(root, 'whole', 'bench.db'), benchFile(path));
  const repair = repairBench(path, wall, (id) => toFobModel(findModel(id)));
  assert.equal(repair.kept, undefined);
  assert.deepEqual(readFileSync(benchFile(path)).length, whole.length);
});

damages.run();
