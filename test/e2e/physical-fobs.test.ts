// Physical fobs through the built command: days of readings, a drawer on standard input, a rig on a serial port.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import { openPty } from '../../src/links/index.js';
import { skip } from '../skip.js';
import { foblab, startFoblab } from './foblab-process.js';

const test = suite('physical fobs, end to end');
const seedHex = '3132333435363738393031323334353637383930';
const root = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;
test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'foblab-physical-'));
  writeFileSync(join(folder, 'seed.hex'), `${seedHex}\n`);
});
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

/** A bench of its own in the folder, with a fob whose codes another bench observes. */
function benchWithFob(name: string, more: readonly string[], fob: readonly string[]): string {
  const bench = join(folder, name);
  ok(['init', '--bench', bench, ...more], bench);
  ok(['add', 'onespan/digipass-go7', '--serial', '3315511111', '--secret-file', 'seed.hex', ...fob], bench);
  return bench;
}

function ok(words: readonly string[], bench: string, input?: string): Record<string, unknown> {
  const ended = foblab([...words, '--json'], {
    bench,
    cwd: folder,
    ...(input === undefined ? {} : { input }),
  });
  assert.equal(ended.status, 0, `${words.join(' ')}: ${ended.stderr}`);
  return ended.json();
}

test('codes of a drifting fob, read over months, give its ppm back', () => {
  const fobs = benchWithFob('fobs', ['--at', '2024-01-01T09:00:00Z', '--paused'], ['--drift-ppm', '17']);
  const lab = join(folder, 'lab');
  ok(['init', '--bench', lab], lab);
  interface Clock {
    driftPpm: { low: number; high: number } | null;
    window: { policy: string };
  }
  let clock: Clock | undefined;
  for (const days of ['0s', '23d', '31d7h11m13s', '40d3h5m7s', '52d9h1m59s', '61d2h2m2s', '44d13h8m21s']) {
    ok(['advance', days], fobs);
    const { code, screen: _, ...rest } = ok(['code', '3315511111'], fobs);
    const at = (rest.at ?? ok(['status'], fobs).at) as string;
    const observed = ok(
      [
        'observe',
        '33-1551111-1',
        code as string,
        '--at',
        at,
        '--secret-file',
        'seed.hex',
        '--earlier',
        '2s',
        '--policy',
        'onespan',
      ],
      lab,
    ) as { timeBase: string; fobs: { clock: Clock }[]; readings: { stepsOff: number }[] };
    assert.equal(observed.timeBase, 'wall');
    clock = observed.fobs[0]!.clock;
  }
  const { low, high } = clock!.driftPpm!;
  assert.ok(low <= 17 && 17 <= high && high - low < 5, JSON.stringify(clock));
  assert.equal(clock!.window.policy, 'onespan');
  const file = join(lab, 'observations.db');
  assert.equal(statSync(file).mode & 0o077, 0, 'codes are for their owner alone');
  const markdown = foblab(['passport', '3315511111', '--secret-file', 'seed.hex', '--markdown'], {
    bench: lab,
    cwd: folder,
  });
  assert.match(markdown.stdout, /^# Fob 3315511111\n[\s\S]*Drift: \+1\d\.\d ppm/);
});

test('fifty fobs in a row from standard input, three lines of them bad', () => {
  const bench = join(folder, 'drawer');
  ok(['init', '--bench', bench], bench);
  const lines = Array.from({ length: 50 }, (_, i) => `331551${1000 + i} ${123000 + i}`);
  lines[9] = '3315511009';
  lines[19] = '3315511019 12O456';
  lines[29] = '3315511029 123456 yesterday';
  const ended = foblab(['observe', '--file', '-', '--json'], { bench, input: `${lines.join('\n')}\n` });
  assert.equal(ended.status, 1);
  const observed = ended.json() as { recorded: number; errors: { line: number }[] };
  assert.equal(observed.recorded, 47);
  assert.deepEqual(
    observed.errors.map(({ line }) => line),
    [10, 20, 30],
  );
  assert.equal(foblab(['passports', '--plain'], { bench }).stdout.trim().split('\n').length, 47);
  const text = foblab(['observe', '--file', '-'], { bench, input: lines.slice(8, 11).join('\n') });
  assert.equal(text.status, 1);
  assert.match(text.stdout, /line 2: one field/);
  assert.match(text.stdout, /2 kept, 1 bad line;/);
});

const noPty = await openPty().then(
  ({ master, slave }) => {
    closeSync(master);
    closeSync(slave);
    return undefined;
  },
  (error: Error) => error.message,
);

if (noPty !== undefined) skip(test, 'a rig on a serial port', noPty);
else {
  test('a rig on a serial port: listed, read from another process, and through the one that serves it', async () => {
    const fobs = benchWithFob('rig', [], []);
    const lab = join(folder, 'lab');
    ok(['init', '--bench', lab], lab);
    const serve = startFoblab(['serve', '--pty', '--json'], { bench: fobs, cwd: folder });
    try {
      const { path } = JSON.parse(await serve.line()) as { path: string };
      const { devices } = ok(['devices'], fobs) as { devices: { kind: string; path: string; use: string }[] };
      const virtual = devices.find(({ kind }) => kind === 'virtual');
      assert.deepEqual([virtual?.path, virtual?.use], [path, `foblab read serial:${path}`]);

      const read = ok(['read', `serial:${path}`, '--observe'], lab);
      assert.match(read.code as string, /^\d{6}$/);
      assert.deepEqual([read.serial, read.observedAs, read.timeBase], ['3315511111', '3315511111', 'wall']);
      const { passport } = ok(['passport', '3315511111', '--secret-file', 'seed.hex'], lab) as {
        passport: { readings: { use: string; source: string; stepsOff: number }[] };
      };
      assert.deepEqual([passport.readings[0]!.use, passport.readings[0]!.source], ['used', 'serial']);
      assert.ok(Math.abs(passport.readings[0]!.stepsOff) <= 1);

      const plain = foblab(['read', `serial:${path}`, '--plain'], { bench: fobs, cwd: folder });
      assert.match(plain.stdout, /^\d{6}\n$/);
    } finally {
      await serve.interrupt();
    }
  });

  test('the contract on a physical fob passes on a rig, and fails on a fob of another seed', async () => {
    const fobs = benchWithFob('rig', [], []);
    const serve = startFoblab(['serve', '--pty', '--plain'], { bench: fobs, cwd: folder });
    try {
      const path = await serve.line();
      const right = runContract(`serial:${path}`, seedHex);
      assert.equal(right.status, 0, right.stdout);
      assert.match(right.stdout, /4 passed, 0 failed, 8 skipped/);
      const wrong = runContract(`serial:${path}`, seedHex.replace('31', '32'));
      assert.equal(wrong.status, 1);
      assert.match(wrong.stdout, /2 passed, 2 failed, 8 skipped/);
    } finally {
      await serve.interrupt();
    }
  });
}

function runContract(device: string, seed: string): { status: number | null; stdout: string } {
  writeFileSync(join(folder, 'contract.hex'), seed);
  // A session without a terminal: nobody is to be asked for anything here. (The types of spawnSync do not know it.)
  const alone = { detached: true };
  return spawnSync(process.execPath, ['--import', 'tsx', 'test/run.ts', 'contract/physical'], {
    ...alone,
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      FOBLAB_DEVICE: device,
      FOBLAB_DEVICE_SECRET_FILE: join(folder, 'contract.hex'),
      FOBLAB_SKIP_IS_FAILURE: '1',
    },
  });
}

test('what comes and goes is told line by line, until ^C', async () => {
  const bench = join(folder, 'watch');
  ok(['init', '--bench', bench], bench);
  ok(['add', 'onespan/digipass-go7', '--serial', '3315511111'], bench);
  const serve = startFoblab(['serve', '--tcp', '--json'], { bench });
  const { path } = JSON.parse(await serve.line()) as { path: string };
  const watch = startFoblab(['devices', '--watch', '--json'], { bench });
  try {
    for (;;) {
      const { change, device } = JSON.parse(await watch.line()) as {
        change?: string;
        device?: { kind: string; path: string };
      };
      if (device?.kind !== 'virtual') continue;
      assert.deepEqual([change, device.path], ['added', path]);
      break;
    }
  } finally {
    assert.equal(await watch.interrupt(), 130);
    await serve.interrupt();
  }
});

test('what cannot be reached has an exit code and a remedy', () => {
  const bench = join(folder, 'lab');
  ok(['init', '--bench', bench], bench);
  const absent = foblab(['read', 'serial:/dev/ttyACM99'], { bench });
  assert.equal(absent.status, 3);
  assert.match(absent.stderr, /Plug it in/);
  const wrong = foblab(['read', 'serial:/dev/null'], { bench });
  assert.equal(wrong.status, 6);
  assert.match(wrong.stderr, /no serial port/);
});

test.run();
