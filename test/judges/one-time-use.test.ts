// One code, eight processes, exactly one acceptance: on SQLite, on PostgreSQL, and beside them on liboath's users file.
import * as assert from 'node:assert/strict';
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import { openStore } from '../../src/stores/open-store.js';
import { findPostgres, startPostgres } from '../contract/postgres-server.js';
import { startUs } from '../contract/store-samples.js';
import { codeOf, enrol, startStep } from '../contract/verifying.js';
import { skip } from '../skip.js';
import { thorough } from '../thorough.js';
import { workerArguments } from '../worker.js';
import type { Order, Report, Submission } from './one-time-use-worker.js';

const processes = 8;
const rounds = thorough ? 200 : 80;
const race = suite('one-time use');
const folder = mkdtempSync(join(tmpdir(), 'foblab-race-'));
const workers: ChildProcess[] = [];

race.before(() => {
  const script = workerArguments(new URL('./one-time-use-worker.ts', import.meta.url));
  const worker = script.pop()!;
  for (let i = 0; i < processes; i++) workers.push(fork(worker, { execArgv: script }));
});
race.after(async () => {
  await Promise.all(
    workers.map((worker) => {
      const ended = once(worker, 'exit');
      worker.disconnect();
      return ended;
    }),
  );
  rmSync(folder, { recursive: true, force: true });
});

/** Sends one order to every process before any answer is waited for. */
async function everyone(order: Order): Promise<readonly Report[]> {
  const answers = workers.map((worker) => once(worker, 'message'));
  for (const worker of workers) worker.send(order);
  return (await Promise.all(answers)).map(([report]) => report as Report);
}

/** Acceptances of each code of each round: an HOTP and a TOTP value a round, from every process. */
async function acceptances(address: string, withCondition: boolean, roundCount: number): Promise<number[]> {
  const store = await openStore(address);
  await enrol(store, 'hotp', 'hotp');
  await enrol(store, 'totp', 'totp');
  await everyone({ open: address, withCondition });
  const counts: number[] = [];
  for (let round = 0; round < roundCount; round++) {
    const atUs = startUs + round * 30_000_000;
    const submit: Submission[] = [
      { credentialId: 'hotp', code: codeOf('hotp', round), atUs },
      { credentialId: 'totp', code: codeOf('totp', startStep + round), atUs },
    ];
    const reports = await everyone({ submit });
    for (const at of submit.keys()) counts.push(reports.filter(({ accepted }) => accepted[at]).length);
  }
  await everyone({ close: true });
  await store.close();
  return counts;
}

const tally = (counts: readonly number[]): string =>
  `${counts.filter((count) => count > 1).length} of ${counts.length} codes accepted twice or more`;

race(`SQLite: ${processes} processes, ${rounds} rounds: every code is accepted exactly once`, async () => {
  const counts = await acceptances(join(folder, 'with.db'), true, rounds);
  assert.equal(counts.length, 2 * rounds);
  assert.ok(
    counts.every((count) => count === 1),
    tally(counts),
  );
});

race('SQLite without the condition: the same race is lost', async () => {
  const counts = await acceptances(join(folder, 'without.db'), false, rounds / 8);
  console.log(`SQLite without the condition: ${tally(counts)}`);
  assert.ok(counts.some((count) => count > 1));
});

const found = findPostgres();
if ('missing' in found) skip(race, `PostgreSQL: ${processes} processes, ${rounds} rounds`, found.missing);
else {
  race(`PostgreSQL: ${processes} processes, ${rounds} rounds, and again without the condition`, async () => {
    const server = await startPostgres({ durable: true });
    try {
      const counts = await acceptances(await server.createDatabase(), true, rounds);
      assert.ok(
        counts.every((count) => count === 1),
        tally(counts),
      );
      const without = await acceptances(await server.createDatabase(), false, rounds / 8);
      console.log(`PostgreSQL without the condition: ${tally(without)}`);
      assert.ok(without.some((count) => count > 1));
    } finally {
      await server.stop();
    }
  });
}

const judge = join(folder, 'liboath-usersfile');
const source = fileURLToPath(new URL('./liboath-usersfile.c', import.meta.url));
if (spawnSync('cc', ['-O2', '-o', judge, source, '-loath']).status !== 0)
  skip(
    race,
    "liboath's users file beside it",
    'no C compiler or no liboath here (Debian packages gcc, liboath-dev)',
  );
else
  race("liboath's users file beside it: how often it accepts one value twice", () => {
    const { status, stdout } = spawnSync(judge, [folder, String(processes), String(rounds)], {
      encoding: 'utf8',
    });
    assert.equal(status, 0);
    const [doubled, accepts, errors] = stdout.trim().split(' ').map(Number);
    console.log(
      `liboath's users file: ${doubled} of ${rounds} values accepted twice or more, ${accepts} acceptances, ${errors} errors`,
    );
    // Shown, not demanded: a fixed liboath would not be our failure. That it ran and accepted values is.
    assert.ok(accepts! > 0);
  });

race.run();
