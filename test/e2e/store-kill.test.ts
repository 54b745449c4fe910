// kill −9 in the middle of 10 000 verifications: nothing that was accepted is accepted again, nothing is half-written.
import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { suite } from 'uvu';
import { auditGenesis, linkAudit } from '../../src/stores/audit-link.js';
import { openStore } from '../../src/stores/open-store.js';
import type { Store } from '../../src/stores/store.js';
import { findPostgres, startPostgres } from '../contract/postgres-server.js';
import { startUs } from '../contract/store-samples.js';
import { codeOf, enrol, verifierOn } from '../contract/verifying.js';
import { skip } from '../skip.js';
import { workerArguments } from '../worker.js';

const callers = 64;
const verifications = 10_000;
const kills = suite('a store that is killed');
const worker = workerArguments(new URL('./store-kill-worker.ts', import.meta.url));

/** Runs the worker until it has told `killAfter` acceptances, then kills it; resolves to all it told. */
async function runAndKill(address: string, killAfter: number): Promise<Map<number, number[]>> {
  const child = spawn(process.execPath, [...worker, address, String(callers), String(verifications)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const told = new Map<number, number[]>();
  let count = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    // A line that the kill cut off was never told.
    const found = /^(\d+) (\d+)$/.exec(line);
    if (found === null) continue;
    const caller = Number(found[1]);
    told.set(caller, [...(told.get(caller) ?? []), Number(found[2])]);
    if (++count === killAfter) child.kill('SIGKILL');
  }
  const [code, signal] = await ended;
  assert.equal(signal, 'SIGKILL', `the worker ended by itself (${code})`);
  return told;
}

/** What holds after every kill. Returns how many acceptances are stored. */
async function check(store: Store, told: ReadonlyMap<number, readonly number[]>): Promise<number> {
  const verifier = verifierOn(store);
  for (const [caller, counters] of told) {
    const id = `fob-${caller}`;
    const row = await store.get(id);
    assert.ok(row!.state.lastConsumed >= Math.max(...counters), `${id} lost an acceptance it told`);
    for (const counter of [counters.at(-1)!, counters[0]!]) {
      if (isAlsoAhead(id, counter, row!.state.lastConsumed)) continue;
      const again = await verifier.verify({ credentialId: id, code: codeOf(id, counter), atUs: startUs });
      assert.notEqual(again.outcome, 'accepted', `${id} accepted ${counter} again`);
    }
    const answer = await store.answer(id, `r-${counters.at(-1)}`, startUs);
    assert.match(answer?.answer ?? '', /"outcome":"accepted"/, 'an acceptance comes with its answer');
  }
  const { accepted, versions } = await walkAudit(store);
  for (let caller = 0; caller < callers; caller++) {
    const id = `fob-${caller}`;
    const row = await store.get(id);
    const counters = accepted.get(id) ?? [];
    assert.deepEqual(counters, [...counters.keys()], `${id}: its audit has every counter once, in order`);
    assert.equal(row!.state.lastConsumed, counters.length - 1, `${id}: row and audit agree`);
    assert.equal(row!.version, versions.get(id), `${id}: a version for each change in the audit`);
  }
  return [...accepted.values()].reduce((sum, list) => sum + list.length, 0);
}

/** One code in a thousand is also that of a counter that resynchronization looks at: there it is no repetition. */
function isAlsoAhead(id: string, counter: number, lastConsumed: number): boolean {
  const code = codeOf(id, counter);
  return Array.from({ length: 1100 }, (_, at) => lastConsumed + 1 + at).some(
    (next) => codeOf(id, next) === code,
  );
}

/** Checks every link; what is chained is whole. */
async function walkAudit(
  store: Store,
): Promise<{ accepted: Map<string, number[]>; versions: Map<string, number> }> {
  const accepted = new Map<string, number[]>();
  const versions = new Map<string, number>();
  let hash = auditGenesis;
  let sequence = 0;
  for (;;) {
    const page = await store.audit(sequence + 1, 1000);
    if (page.length === 0) break;
    for (const row of page) {
      const { entry } = row;
      assert.equal(row.sequence, ++sequence);
      assert.ok(entry);
      hash = linkAudit(hash, sequence, entry);
      assert.deepEqual(row.hash, hash);
      const id = entry.credentialId;
      if (entry.event === 'enroll' || (entry.event === 'verify' && entry.outcome === 'accepted'))
        versions.set(id, (versions.get(id) ?? 0) + 1);
      if (entry.event === 'verify' && entry.outcome === 'accepted')
        accepted.set(id, [
          ...(accepted.get(id) ?? []),
          Number(entry.detail.find(([name]) => name === 'step')?.[1]),
        ]);
    }
  }
  assert.deepEqual(await store.auditHead(), { sequence, hash });
  return { accepted, versions };
}

async function killThreeTimes(address: string): Promise<void> {
  const first = await openStore(address);
  for (let caller = 0; caller < callers; caller++) await enrol(first, `fob-${caller}`, 'hotp');
  await first.close();
  let stored = 0;
  // At odd moments: in the first batch, and deep in the run.
  for (const killAfter of [17, 2500, 4001]) {
    const told = await runAndKill(address, killAfter);
    const store = await openStore(address);
    const now = await check(store, told);
    const toldCount = [...told.values()].reduce((sum, list) => sum + list.length, 0);
    assert.ok(now >= stored + toldCount, `${now} stored, ${stored} before and ${toldCount} told`);
    stored = now;
    await store.close();
  }
}

kills('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-kill-'));
  try {
    await killThreeTimes(join(folder, 'store.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const found = findPostgres();
if ('missing' in found) skip(kills, 'PostgreSQL, its client killed', found.missing);
else
  kills('PostgreSQL, its client killed', async () => {
    const server = await startPostgres({ durable: true });
    try {
      await killThreeTimes(await server.createDatabase());
    } finally {
      await server.stop();
    }
  });

kills.run();
