// Model-based: whatever is done in whatever order, SQLite and PostgreSQL answer as the store in memory does.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import { createMemoryStore } from '../../src/stores/memory-store.js';
import { openPostgresStore } from '../../src/stores/postgres-store.js';
import { openSqliteStore } from '../../src/stores/sqlite-store.js';
import type { Change, CredentialRecord, Store } from '../../src/stores/store.js';
import { findPostgres, startPostgres } from '../contract/postgres-server.js';
import { acceptance, answerOf, auditOf, enrolment, sampleFacts, startUs } from '../contract/store-samples.js';
import { skip } from '../skip.js';
import { thorough } from '../thorough.js';

/** At once, so that they share transactions: in a batch one change must not disturb another. */
const sequencesAtOnce = 64;
const count = Number(process.env.FOBLAB_STORE_SEQUENCES ?? (thorough ? 2000 : 1000));
const agree = suite('stores agree');

type Step =
  | { readonly do: 'enrol'; readonly id: number }
  | {
      readonly do: 'change';
      readonly id: number;
      /** Against the version that the model has. */
      readonly versionOff: number;
      readonly consumed: number;
      readonly guarded: boolean;
      readonly newFacts: boolean;
      readonly request: number | null;
      readonly seconds: number;
    }
  | { readonly do: 'note'; readonly id: number; readonly request: number | null; readonly seconds: number };

const id = fc.nat(1);
const request = fc.option(fc.nat(2));
const seconds = fc.nat(70);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('enrol' as const), id }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      id,
      versionOff: fc.constantFrom(0, 0, 0, 0, -1, 1),
      consumed: fc.nat(12),
      guarded: fc.boolean(),
      newFacts: fc.boolean(),
      request,
      seconds,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('note' as const), id, request, seconds }) },
);
const sequences = fc.array(fc.array(step, { minLength: 1, maxLength: 10 }), {
  minLength: sequencesAtOnce,
  maxLength: sequencesAtOnce,
});

/** One clock for all sequences, as for all callers of a store: what it has seen expire may be gone. */
let clockUs = startUs;

function changeOf(step: Step, prefix: string, row: CredentialRecord | null): Change {
  const credentialId = `${prefix}id${step.id}`;
  if (step.do === 'enrol') return enrolment(credentialId);
  clockUs += step.seconds * 100_000;
  const timeUs = clockUs;
  const answer =
    step.request === null
      ? null
      : answerOf(credentialId, `r${step.request}`, {
          answer: `{"at":${timeUs}}`,
          expiresUs: timeUs + 30_000_000,
        });
  if (step.do === 'note') {
    const audit = auditOf(credentialId, 'note', { timeUs });
    return { ...acceptance(credentialId, 0, 0), condition: null, state: null, timeUs, audit, answer };
  }
  const version = Math.max(1, (row?.version ?? 1) + step.versionOff);
  const change = acceptance(credentialId, version, step.consumed, { timeUs, answer });
  return {
    ...change,
    condition: { version, consumedBelow: step.guarded ? step.consumed : null },
    facts: step.newFacts ? { ...sampleFacts, digits: 8, stepSeconds: step.consumed + 1 } : null,
  };
}

async function playBoth(steps: readonly Step[], prefix: string, model: Store, store: Store): Promise<void> {
  for (const step of steps) {
    const change = changeOf(step, prefix, await model.get(`${prefix}id${step.id}`));
    const result = await store.commit(change);
    const expected = await model.commit(change);
    // Others append meanwhile, so each log has an order of its own: what counts is that the number is that record's.
    assert.deepEqual({ ...result, sequence: 0 }, { ...expected, sequence: 0 });
    if (!result.applied) continue;
    const [row] = await store.audit(result.sequence, 1, change.credentialId);
    assert.deepEqual([row?.sequence, row?.entry], [result.sequence, change.audit]);
  }
}

/** Once all is quiet: nothing moves the clock between the two questions. */
async function compare(prefix: string, model: Store, store: Store): Promise<void> {
  for (const credentialId of [`${prefix}id0`, `${prefix}id1`]) {
    assert.deepEqual(await store.get(credentialId), await model.get(credentialId));
    const entries = async (from: Store): Promise<unknown[]> =>
      (await from.audit(1, 1000, credentialId)).map(({ entry }) => entry);
    assert.deepEqual(await entries(store), await entries(model));
    for (const name of ['r0', 'r1', 'r2'])
      assert.deepEqual(
        await store.answer(credentialId, name, clockUs),
        await model.answer(credentialId, name, clockUs),
      );
  }
}

async function agreeOn(store: Store, count: number): Promise<void> {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(sequences, async (all) => {
      // Each run has ids of its own: a model of its own is enough, and old answers of others do not matter.
      const model = createMemoryStore();
      run++;
      await Promise.all(all.map((steps, at) => playBoth(steps, `run${run}at${at}`, model, store)));
      for (const at of all.keys()) await compare(`run${run}at${at}`, model, store);
    }),
    {
      seed: Number(process.env.FOBLAB_SEED),
      numRuns: Math.ceil(count / sequencesAtOnce),
      // Shrinking 64 sequences at once against a database takes minutes and tells less than the assertion does.
      endOnFailure: true,
      reporter: (details) => {
        if (details.failed)
          throw new Error(
            `run ${details.numRuns}, seed ${details.seed}: ${(details.errorInstance as Error).message}`,
          );
      },
    },
  );
}

agree(`SQLite and memory, ${count} random sequences`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-agree-'));
  const store = openSqliteStore(join(folder, 'store.db'));
  try {
    await agreeOn(store, count);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

const found = findPostgres();
if ('missing' in found) skip(agree, 'PostgreSQL and memory', found.missing);
else
  agree(`PostgreSQL and memory, ${count} random sequences`, async () => {
    const server = await startPostgres();
    const store = await openPostgresStore(await server.createDatabase());
    try {
      await agreeOn(store, count);
    } finally {
      await store.close();
      await server.stop();
    }
  });

agree.run();
