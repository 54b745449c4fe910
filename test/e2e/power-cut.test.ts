// A cut of the power: the disk is copied as it is, with nothing flushed that the program did not flush itself. The
// copy's bench opens, has every fob that was reported as added, with its seed, and shows no HOTP code again.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../../devices/index.js';
import { Random } from '../../firmware-sim/index.js';
import { type Bench, initBench, openBenchOnDisk } from '../../src/bench/index.js';
import { BenchHost } from '../../src/host/bench-host.js';
import { runOperation } from '../../src/host/run-operation.js';
import { findOperation } from '../../src/operations/index.js';
import { operationNamed } from '../operations/loaded-operations.js';
import { skip } from '../skip.js';

const cuts = suite('power cut');
const points = Number(process.env.FOBLAB_POWER_CUTS ?? 40);
const seed = Number(process.env.FOBLAB_SEED ?? 20_260_101);
const startUs = 1_767_225_600_000_000;
const hotp = toFobModel(findModel('symantec/vip-token-ft'), { type: 'hotp' }).id;

const root = mkdtempSync(join(tmpdir(), 'foblab-power-'));
const [image, disk] = [join(root, 'disk.img'), join(root, 'disk')];
const run = (program: string, ...words: string[]): boolean => spawnSync(program, words).status === 0;
mkdirSync(disk);
const mounted =
  process.platform === 'linux' &&
  run('truncate', '-s', '24M', image) &&
  run('mkfs.ext4', '-q', '-F', image) &&
  run('mount', '-o', 'loop', image, disk);
cuts.after(() => {
  if (mounted) run('umount', '-l', disk);
  rmSync(root, { recursive: true });
});

/** What was reported as done. */
interface Told {
  added: string[];
  /** The highest counter shown, by serial. */
  shown: Map<string, number>;
}

const name = 'what was flushed is there, no HOTP code comes twice, no fob is without its seed';
if (!mounted) {
  skip(cuts, name, 'needs root, mkfs.ext4 and loop devices to mount a disk of its own');
  rmSync(root, { recursive: true });
} else
  cuts(name, async () => {
    const random = Random.stream(seed, 'power cut');
    const directory = join(disk, 'bench');
    initBench(directory, { rate: 0, atUs: startUs, seed: 'power cut' });
    const benchHost = new BenchHost(openBenchOnDisk(directory), findOperation, { directory });
    const told: Told = { added: [], shown: new Map() };
    try {
      for (let point = 0; point < points; point++) {
        const steps = 1 + Math.floor(random.unit() * 6);
        for (let step = 0; step < steps; step++) await change(benchHost, random, told);
        // Each copy gets a folder of its own: all copies have the same inode numbers, by which SQLite knows its files, and
        // libsql closes a database late and then removes the log by name.
        const [cutImage, cutDisk] = [join(root, `cut-${point}.img`), join(root, `cut-${point}`)];
        mkdirSync(cutDisk);
        copyFileSync(image, cutImage);
        assert.ok(run('mount', '-o', 'loop', cutImage, cutDisk), 'the copy mounts');
        try {
          await check(join(cutDisk, 'bench'), told, `seed ${seed}, cut ${point}`);
        } finally {
          assert.ok(run('umount', '-l', cutDisk));
          rmSync(cutImage);
        }
      }
    } finally {
      await benchHost.close();
    }
    assert.ok(told.added.length > points / 4 && told.shown.size > 0);
  });

const perform = (benchHost: BenchHost, operation: string, given: Record<string, unknown>): Promise<unknown> =>
  runOperation(operationNamed(operation), benchHost, { id: '', operation, arguments: given }, () => {});

async function change(benchHost: BenchHost, random: Random, told: Told): Promise<void> {
  const kind = random.unit();
  const fob = told.added[Math.floor(random.unit() * told.added.length)];
  if (fob === undefined || kind < 0.25) {
    const serial = `FT${String(told.added.length + 1).padStart(10, '0')}`;
    await perform(benchHost, 'fob.add', { model: hotp, serial, event: true });
    told.added.push(serial);
  } else if (kind < 0.8) {
    await perform(benchHost, 'fob.code', { fob });
    told.shown.set(fob, counterOf(benchHost.bench, fob) - 1);
  } else if (kind < 0.9) await perform(benchHost, 'fob.label', { fob, label: `label ${random.unit()}` });
  else await perform(benchHost, 'bench.advance', { by: '40s' });
}

async function check(directory: string, told: Told, where: string): Promise<void> {
  assert.ok(existsSync(directory), where);
  const benchHost = new BenchHost(openBenchOnDisk(directory), findOperation, { directory });
  try {
    const there = new Set(benchHost.bench.fobs().map(({ serial }) => serial));
    for (const serial of told.added) {
      assert.ok(there.has(serial), `${where}: ${serial} is gone`);
      const next = counterOf(benchHost.bench, serial);
      const last = told.shown.get(serial) ?? -1;
      assert.ok(next > last, `${where}: ${serial} would show counter ${next} again after ${last}`);
      await perform(benchHost, 'fob.code', { fob: serial });
    }
  } finally {
    await benchHost.close();
  }
}

/** The counter that the next code comes from. */
function counterOf(bench: Bench, serial: string): number {
  return bench.look(serial, (fob) => (fob as unknown as { counter(): number | undefined }).counter()!);
}

cuts.run();
