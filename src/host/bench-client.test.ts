// A request to a bench on disk: by its owner, through another process, across a owner that goes.

import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { operationNamed } from '../../test/operations/loaded-operations.js';
import { benchName, initBench, openBenchOnDisk } from '../bench/index.js';
import { fileContent } from '../cli/file-content.js';
import { OperationError } from '../contract/operation-error.js';
import { findOperation } from '../operations/table.js';
import { tryLock } from '../owner/lock.js';
import { askOwner, OwnerGone } from '../owner/owner-client.js';
import { claimFolder } from '../owner/stale-sockets.js';
import { openBenchClient } from './bench-client.js';
import { BenchHost } from './bench-host.js';
import { holdBench } from './hold-bench.js';
import { linkHost } from './links/link-host.js';
import { requestId, runOnBench } from './run-on-bench.js';
import { runOperation } from './run-operation.js';

const size = { mostBytes: 1 << 20, expected: 'expected a short one' };

const sessions = suite('session');
const startUs = 1_767_225_600_000_000;
let root = '';
let directory = '';
sessions.before.each(async () => {
  root = mkdtempSync(join(tmpdir(), 'foblab-session-'));
  directory = join(root, 'bench');
  initBench(directory, { rate: 0, atUs: startUs, seed: '42' });
  await run('fob.add', { model: 'symantec/vip-token-ft', serial: 'FT1234567890', event: true, counter: 0 });
});
sessions.after.each(() => rmSync(root, { recursive: true }));

const silent = new AbortController().signal;
const run = (name: string, given: Record<string, unknown> = {}, of = directory): Promise<unknown> =>
  runOnBench(
    of,
    { operation: operationNamed(name), arguments: given, item: () => {}, signal: silent },
    findOperation,
  );

const serial = async (): Promise<string> =>
  ((await run('fob.list')) as { fobs: { serial: string }[] }).fobs[0]!.serial;

/** Presses so far, out of the log. */
const presses = async (of = directory): Promise<number> => {
  const { events } = (await run('bench.log', {}, of)) as { events: { kind: string; seq: number }[] };
  assert.deepEqual(
    events.map((event) => event.seq),
    events.map((_, i) => i + 1),
  );
  return events.filter((event) => event.kind === 'press').length;
};

sessions('forty at once from one process: each happens once', async () => {
  const fob = await serial();
  await Promise.all(Array.from({ length: 40 }, () => run('fob.press', { fob })));
  assert.equal(await presses(), 40);
});

sessions('while one holds it the others ask it, and the bench can be had again after', async () => {
  const fob = await serial();
  const held = await holdBench(directory, findOperation);
  await assert.rejects(
    holdBench(directory, findOperation),
    (error) => error instanceof OperationError && error.code === 'busy',
  );
  await Promise.all(Array.from({ length: 20 }, () => run('fob.press', { fob })));
  await assert.rejects(
    run('fob.press', { fob: 'nope' }),
    (error) => error instanceof OperationError && error.code === 'not-found',
  );
  await held.close();
  assert.equal(await presses(), 20);
});

sessions(
  'the same request id, asked again of the next holder: the answer of the first, done once',
  async () => {
    const fob = await serial();
    const request = { id: requestId(), operation: 'fob.press', arguments: { fob } };
    const answers: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      const held = await holdBench(directory, findOperation);
      answers.push(await askOwner(benchName(directory)!, request, () => {}));
      await held.close();
    }
    assert.deepEqual(answers[1], answers[0]);
    assert.deepEqual(answers[2], answers[0]);
    assert.equal(await presses(), 1);
  },
);

sessions('a refusal that has changed something is an answer too, and not done again', async () => {
  const fob = await serial();
  await run('fob.fault', { fob, name: 'lcd.blank', switch: 'on' });
  const request = { id: requestId(), operation: 'fob.code', arguments: { fob } };
  for (let i = 0; i < 3; i++) {
    const benchHost = new BenchHost(openBenchOnDisk(directory), findOperation, { directory });
    await assert.rejects(
      runOperation(operationNamed('fob.code'), benchHost, request, () => {}, silent),
      (error) =>
        error instanceof OperationError &&
        error.code === 'refused' &&
        error.message.includes('shows nothing'),
    );
    await benchHost.close();
  }
  assert.equal(await presses(), 1);
});

/** Asks the next owner, and the one after it, with the same request id. */
async function askedTwice(operation: string, given: Record<string, unknown>): Promise<unknown[]> {
  const request = { id: requestId(), operation, arguments: given };
  const answers: unknown[] = [];
  for (let i = 0; i < 2; i++) {
    const held = await holdBench(directory, findOperation);
    answers.push(await askOwner(benchName(directory)!, request, () => {}));
    await held.close();
  }
  return answers.map((answer) => (answer as { result?: unknown }).result ?? answer);
}

sessions('what waits for the verifier, asked again: the same codes, the same answer', async () => {
  const fob = await serial();
  const enrolled = await askedTwice('credential.enroll', { fob });
  assert.deepEqual(enrolled[1], enrolled[0]);
  const verified = (await askedTwice('credential.verify', { fob })) as { outcome: string }[];
  assert.deepEqual(
    verified.map(({ outcome }) => outcome),
    ['accepted', 'accepted'],
  );
  const pressesOfOne = await presses();
  const again = (await askedTwice('credential.resync', { fob })) as { outcome: string }[];
  assert.equal(again[1]!.outcome, again[0]!.outcome);
  const { counter } = ((await run('credential.show', { serial: fob })) as { credential: { counter: number } })
    .credential;
  assert.equal(counter, 3);
  assert.ok((await presses()) > pressesOfOne);
});

sessions('a resynchronization of a time-based fob, asked again: time passes once', async () => {
  await run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  await run('credential.enroll', { fob: '3315511111' });
  const before = (await run('bench.status')) as { time: string };
  await askedTwice('credential.resync', { fob: '3315511111' });
  const bench = openBenchOnDisk(directory);
  assert.equal(bench.nowUs(), startUs + 30e6, JSON.stringify(before));
  bench.close();
});

sessions(
  'a seed file, asked again: put on the bench once, imported once, and half of it goes on',
  async () => {
    const file = join(root, 'seeds.csv');
    const secretHex = '3132333435363738393031323334353637383930';
    const { writeFileSync } = await import('node:fs');
    writeFileSync(
      file,
      `serial,secret,type\n2600000000001,${secretHex},hotp\n2600000000002,${secretHex},hotp\n`,
    );
    const model = 'onespan/digipass-go6';
    const added = (await askedTwice('fob.add-from', { from: fileContent(file, size), model })) as {
      added: unknown[];
    }[];
    assert.equal(added[0]!.added.length, 2);
    assert.deepEqual(added[1], added[0]);
    const imported = (await askedTwice('seed-file.import', { file: fileContent(file, size) })) as {
      imported: string[];
    }[];
    assert.deepEqual(imported[0]!.imported, ['2600000000001', '2600000000002']);
    assert.deepEqual(imported[1], imported[0]);
    for (const name of readdirSync(directory).filter((one) => one.endsWith('json')))
      assert.ok(!readFileSync(join(directory, name), 'utf8').includes(secretHex), name);
    await assert.rejects(
      run('seed-file.import', { file: fileContent(file, size) }),
      /nothing imported: 2 of 2 serials/,
    );
    await assert.rejects(
      run('fob.add-from', { from: fileContent(file, size), model }),
      /nothing added: 2 of 2 serials/,
    );
  },
);

sessions('a holder that lets go ends what it does for others first, and takes nothing more on', async () => {
  const fob = await serial();
  const held = await holdBench(directory, findOperation);
  let dispatched: (() => void) | undefined;
  const begun = new Promise<void>((resolve) => {
    dispatched = resolve;
  });
  const { bench } = held.benchHost;
  const { look } = bench;
  bench.look = ((...given: Parameters<typeof look>) => {
    dispatched!();
    return look.apply(bench, given);
  }) as typeof look;
  const asked = askOwner(
    benchName(directory)!,
    { id: requestId(), operation: 'credential.enroll', arguments: { fob } },
    () => {},
  );
  await begun;
  await held.close();
  assert.equal(((await asked) as { result: { credential: { id: string } } }).result.credential.id, fob);
});

sessions('a bench that cannot be served to others: the command itself is done', async () => {
  const fob = await serial();
  const { XDG_RUNTIME_DIR } = process.env;
  await run('bench.rate', { rate: '5' });
  process.env.XDG_RUNTIME_DIR = join(root, 'x'.repeat(100));
  try {
    await run('fob.hold', { fob, for: '1s' });
  } finally {
    if (XDG_RUNTIME_DIR === undefined) delete process.env.XDG_RUNTIME_DIR;
    else process.env.XDG_RUNTIME_DIR = XDG_RUNTIME_DIR;
  }
});

sessions('a client with another XDG_RUNTIME_DIR than the holder has its answer at once', async () => {
  const fob = await serial();
  const { XDG_RUNTIME_DIR } = process.env;
  const held = await holdBench(directory, findOperation);
  const began = performance.now();
  process.env.XDG_RUNTIME_DIR = root;
  try {
    await run('fob.press', { fob });
  } finally {
    if (XDG_RUNTIME_DIR === undefined) delete process.env.XDG_RUNTIME_DIR;
    else process.env.XDG_RUNTIME_DIR = XDG_RUNTIME_DIR;
    await held.close();
  }
  assert.ok(performance.now() - began < 5000);
  assert.equal(await presses(), 1);
});

sessions('who holds a bench clears what killed processes of other benches left', async () => {
  const { XDG_RUNTIME_DIR } = process.env;
  const left = join(root, 'foblab', '0123456789abcdef-1-1');
  process.env.XDG_RUNTIME_DIR = root;
  claimFolder(left, spawnSync(process.execPath, ['-e', '']).pid);
  symlinkSync('/dev/null', join(left, '3315511111'));
  const held = await holdBench(directory, findOperation);
  try {
    while (existsSync(left)) await new Promise((resolve) => setImmediate(resolve));
    const listing = await linkHost(held.benchHost).openPty(await serial());
    assert.ok(existsSync(listing.path));
    await linkHost(held.benchHost).closePath(listing.path);
    assert.deepEqual(readdirSync(join(root, 'foblab')), [`${benchName(directory)}.sock`]);
  } finally {
    if (XDG_RUNTIME_DIR === undefined) delete process.env.XDG_RUNTIME_DIR;
    else process.env.XDG_RUNTIME_DIR = XDG_RUNTIME_DIR;
    await held.close();
  }
});

sessions('requests of the holder itself, which have no id, are all done', async () => {
  const fob = await serial();
  const benchHost = new BenchHost(openBenchOnDisk(directory), findOperation, { directory });
  for (let i = 0; i < 3; i++)
    await runOperation(
      operationNamed('fob.press'),
      benchHost,
      { id: '', operation: 'fob.press', arguments: { fob } },
      () => {},
      silent,
    );
  await benchHost.close();
  assert.equal(await presses(), 3);
});

sessions('a copy of a bench is another bench, though it has the same id', async () => {
  const copy = join(root, 'copy');
  cpSync(directory, copy, { recursive: true });
  const fob = await serial();
  const held = await holdBench(directory, findOperation);
  await run('fob.press', { fob }, copy);
  assert.equal(await presses(copy), 1);
  assert.equal(await presses(), 0);
  await held.close();
});

sessions('who follows the log and loses its holder hears each event once', async () => {
  const fob = await serial();
  const heard: number[] = [];
  const ended = new AbortController();
  let held = await holdBench(directory, findOperation);
  let wake: (() => void) | undefined;
  const following = runOnBench(
    directory,
    {
      operation: operationNamed('bench.log'),
      arguments: { follow: true },
      item: (event) => {
        heard.push((event as { seq: number }).seq);
        wake?.();
      },
      signal: ended.signal,
    },
    findOperation,
  );
  const hears = async (number: number): Promise<void> => {
    while (heard.at(-1) !== number)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  const press = (): Promise<unknown> => run('fob.press', { fob });
  await hears(1);
  await press();
  await hears(3);
  await held.close();
  await press();
  await hears(5);
  ended.abort();
  await following;
  held = await holdBench(directory, findOperation);
  await held.close();
  assert.deepEqual(heard, [1, 2, 3, 4, 5]);
});

sessions('a face that stays takes over when the holder goes', async () => {
  const fob = await serial();
  const held = await holdBench(directory, findOperation);
  const client = await openBenchClient(directory, findOperation);
  assert.equal(client.holds, false);
  await client.run('fob.press', { fob });
  await held.close();
  await client.run('fob.press', { fob });
  assert.equal(client.holds, true);
  await client.close();
  assert.equal(await presses(), 2);
});

sessions('no bench, a damaged bench: reported, and nothing stays locked', async () => {
  await assert.rejects(run('fob.list', {}, join(root, 'none')), /there is no bench in .*none/);
  const name = benchName(directory)!;
  const fob = await serial();
  await run('fob.press', { fob });
  const { existsSync, rmSync, writeFileSync } = await import('node:fs');
  for (const end of ['-wal', '-shm'])
    if (existsSync(join(directory, `bench.db${end}`))) rmSync(join(directory, `bench.db${end}`));
  writeFileSync(join(directory, 'bench.db'), 'x'.repeat(8192));
  await assert.rejects(run('fob.list'), /bench\.db is damaged/);
  await assert.rejects(holdBench(directory, findOperation), /bench\.db is damaged/);
  const lock = await tryLock(directory);
  assert.ok(lock, 'the lock was let go');
  lock.release();
  await assert.rejects(
    askOwner(name, { id: 'x', operation: 'fob.list', arguments: {} }, () => {}),
    OwnerGone,
  );
});

sessions.run();
