// kill −9 of the bench's owner after the credential store has taken an operator's change and before the client has its
// answer: the client asks again, the change has happened once, and the answer is the first one's.

import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import { initBench, openBenchOnDisk } from '../../src/bench/index.js';
import { runOnBench } from '../../src/host/run-on-bench.js';
import { findOperation } from '../../src/operations/index.js';
import { openStore } from '../../src/stores/open-store.js';
import { codes, prepareKey } from '../../src/verification/kernel/index.js';
import { findPostgres, type PostgresServer, startPostgres } from '../contract/postgres-server.js';
import { operationNamed } from '../operations/loaded-operations.js';
import { skip } from '../skip.js';
import { bundled } from './bundle.js';

const kills = suite('the holder is killed with an operator’s request');
const workerSource = fileURLToPath(new URL('./verb-kill-worker.ts', import.meta.url));
// What it does not bundle is found from there.
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
const startUs = 1_767_225_600_000_000;
const secret = '3132333435363738393031323334353637383930';
process.env.FOBLAB_KEY = '5a'.repeat(32);

type Given = Record<string, unknown>;
type Ask = (operation: string, given: Given) => Promise<Record<string, unknown>>;

interface Verb {
  name: string;
  operation: string;
  event: string;
  benchEvent: string;
  given: Given | ((ask: Ask) => Promise<Given>);
  event_based?: boolean;
  /** What the answer shows that it could not on a second time. */
  shows?(result: Record<string, unknown>): void;
}

const lifecycle = (verb: string, state: string): Verb => ({
  name: verb,
  operation: `credential.${verb}`,
  event: 'state',
  benchEvent: 'credential',
  given: {},
  shows: ({ credential }) => assert.equal((credential as { lifecycle: string }).lifecycle, state),
});
const accepted = ({ outcome, retransmitted }: Given): void => {
  assert.equal(outcome, 'accepted');
  assert.equal(retransmitted, true);
};

const verbs: readonly Verb[] = [
  lifecycle('delete', 'deleted'),
  lifecycle('lost', 'lost'),
  lifecycle('disable', 'disabled'),
  {
    name: 'unlock',
    operation: 'credential.unlock',
    event: 'unlock',
    benchEvent: 'credential',
    given: {},
  },
  {
    name: 'reset-drift',
    operation: 'credential.reset-drift',
    event: 'reset-drift',
    benchEvent: 'credential',
    given: {},
  },
  {
    name: 'set-counter',
    operation: 'credential.set-counter',
    event: 'set-counter',
    benchEvent: 'credential',
    given: { counter: 7 },
    event_based: true,
  },
  {
    name: 'backup-codes',
    operation: 'credential.backup-codes',
    event: 'backup-codes',
    benchEvent: 'credential',
    given: { count: 2 },
  },
  {
    name: 'verify --backup',
    operation: 'credential.verify',
    event: 'backup-code',
    benchEvent: 'verdict',
    given: async (ask) => {
      const made = await ask('credential.backup-codes', { serial: 'fob' });
      return { otp: (made.codes as string[])[0]!, backup: true };
    },
    shows: accepted,
  },
  {
    name: 'verify',
    operation: 'credential.verify',
    event: 'verify',
    benchEvent: 'verdict',
    given: { otp: codeAt(0) },
    event_based: true,
    shows: accepted,
  },
  {
    name: 'resync',
    operation: 'credential.resync',
    event: 'resynchronize',
    benchEvent: 'verdict',
    given: { first: codeAt(40), second: codeAt(41) },
    event_based: true,
    shows: ({ outcome }) => assert.equal(outcome, 'resynchronized'),
  },
  {
    name: 'enroll',
    operation: 'credential.enroll',
    event: 'enroll',
    benchEvent: 'enrolled',
    given: { serial: 'another', secret },
  },
];

let root = '';
let bundle = '';
let worker = '';
kills.before(async () => {
  root = mkdtempSync(join(tmpdir(), 'foblab-verbs-'));
  bundle = mkdtempSync(join(modules, '.foblab-verbs-'));
  worker = await bundled(workerSource, bundle);
});
kills.after(() => {
  rmSync(root, { recursive: true });
  rmSync(bundle, { recursive: true });
});

async function killedWith(
  verb: Verb,
  when: 'committed' | 'recorded',
  rate: number,
  store?: string,
): Promise<void> {
  const directory = mkdtempSync(join(root, 'bench-'));
  initBench(directory, { rate, atUs: startUs, seed: 'verbs' });
  const address = store ?? join(directory, 'credentials.db');
  const ask: Ask = (operation, given) =>
    runOnBench(
      directory,
      {
        operation: operationNamed(operation),
        arguments: { ...given, store: address },
        item: () => {},
        signal: new AbortController().signal,
      },
      findOperation,
    ) as Promise<Record<string, unknown>>;
  await ask('credential.enroll', { serial: 'fob', secret, event: verb.event_based === true });
  const { given } = verb;
  const asked = { serial: 'fob', ...(typeof given === 'function' ? await given(ask) : given) };
  const before = await counted(directory, address, verb);

  const owner = spawn(process.execPath, [worker, directory, when], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(owner, 'exit');
  await Promise.race([
    once(owner.stdout, 'data'),
    ended.then(() => assert.fail('the holder ended by itself')),
  ]);
  const result = await ask(verb.operation, asked);
  assert.equal(((await ended) as unknown[])[1], 'SIGKILL');

  verb.shows?.(result);
  const after = await counted(directory, address, verb);
  assert.deepEqual(
    { audit: after.audit - before.audit, bench: after.bench - before.bench },
    { audit: 1, bench: 1 },
    'one record in the audit and one event in the log',
  );
  if (verb.name !== 'backup-codes') return;
  for (const otp of result.codes as string[])
    assert.equal(
      (await ask('credential.verify', { serial: 'fob', otp, backup: true })).outcome,
      'accepted',
      'the codes that were answered are the ones that let in',
    );
}

async function counted(
  directory: string,
  address: string,
  verb: Verb,
): Promise<{ audit: number; bench: number }> {
  const store = await openStore(address);
  const audit = (await store.audit(1, 1000)).filter(({ entry }) => entry?.event === verb.event).length;
  await store.close();
  const bench = openBenchOnDisk(directory);
  const events = bench.events(1).filter(({ kind }) => kind === verb.benchEvent).length;
  bench.close();
  return { audit, bench: events };
}

function codeAt(counter: number): string {
  const out = new Int32Array(1);
  codes(prepareKey('SHA1', new Uint8Array(Buffer.from(secret, 'hex'))), counter, 1, 6, out);
  return String(out[0]).padStart(6, '0');
}

for (const when of ['committed', 'recorded'] as const)
  for (const verb of verbs) kills(`${verb.name}, ${when}`, () => killedWith(verb, when, 0));

// A day passes in a second: by the bench's time the answer would be long forgotten.
kills('verify on a bench at a day a second', () =>
  killedWith(verbs.find(({ name }) => name === 'verify')!, 'committed', 86_400),
);

const found = findPostgres();
if ('missing' in found) skip(kills, 'over PostgreSQL', found.missing);
else {
  let server: PostgresServer | undefined;
  kills.after(async () => server?.stop());
  for (const name of ['delete', 'backup-codes', 'verify --backup'])
    kills(`${name}, committed, over PostgreSQL`, async () => {
      server ??= await startPostgres();
      await killedWith(
        verbs.find((verb) => verb.name === name)!,
        'committed',
        0,
        await server.createDatabase(),
      );
    });
}

kills.run();
