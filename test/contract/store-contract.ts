// What every store must do, whatever it is made of: one suite, run over any factory.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { auditGenesis, linkAudit } from '../../src/stores/audit-link.js';
import type {
  AuditEntry,
  Change,
  CommitResult,
  CompanionQuery,
  CompanionWrite,
  CredentialState,
  Store,
} from '../../src/stores/store.js';
import {
  acceptance,
  answerOf,
  auditOf,
  enrolment,
  sampleFacts,
  sampleState,
  startUs,
} from './store-samples.js';

/** Opens a new, empty store; the contract closes it. */
export type StoreFactory = () => Promise<Store>;

/** Registers the contract as a uvu suite named `name` and runs it. */
export function storeContract(name: string, open: StoreFactory): void {
  const contract = suite(`${name} keeps the store contract`);

  const check = (what: string, body: (store: Store) => Promise<void>): void => {
    contract(what, async () => {
      const store = await open();
      try {
        await body(store);
      } finally {
        await store.close();
      }
    });
  };

  check('an unknown id is null, not an error', async (store) => {
    assert.equal(await store.get('nobody'), null);
    assert.deepEqual(await store.list(), []);
    assert.deepEqual(await store.auditHead(), { sequence: 0, hash: auditGenesis });
    assert.deepEqual(await store.audit(1, 10), []);
  });

  check('what is enrolled is read back field by field', async (store) => {
    const full: CredentialState = {
      lifecycle: 'disabled',
      lastConsumed: Number.MAX_SAFE_INTEGER,
      driftSteps: -7,
      driftAnchorSteps: -3,
      driftAnchorUs: startUs + 1,
      windowPhase: 'production',
      failures: 99,
      lastWrongDigest: Uint8Array.of(0, 0, 9),
      throttledUntilUs: startUs + 2,
      lockedAtUs: startUs + 3,
      resyncFailures: 2,
      resyncSinceUs: startUs + 4,
      candidateStep: 61_000_000,
      candidateExpiresUs: startUs + 5,
      lastSuccessUs: startUs + 6,
    };
    // Systems say "never" by the last second of the year 9999.
    const facts = {
      ...sampleFacts,
      notBeforeUs: 0,
      expiresUs: 253_402_300_799_000_000,
      replacedBy: 'b',
      t0Seconds: -5,
    };
    assert.deepEqual(await store.commit({ ...enrolment('a'), facts, state: full }), {
      applied: true,
      version: 1,
      sequence: 1,
    });
    assert.deepEqual(await store.get('a'), { id: 'a', version: 1, facts, state: full });
    const empty = { ...facts, serial: null, manufacturer: null, model: null, replacedBy: null };
    await store.commit({ ...enrolment('b'), facts: empty });
    assert.deepEqual(await store.get('b'), { id: 'b', version: 1, facts: empty, state: sampleState });
  });

  check('ids are kept as given: numbers, quotes, unicode, case', async (store) => {
    const ids = ['3315511111', '0033', '33', "o'brien", 'Größe-①', 'AVT1', 'a b', '4294967295'];
    for (const id of ids) assert.equal((await store.commit(enrolment(id))).applied, true, id);
    for (const id of ids) assert.equal((await store.get(id))?.id, id);
    assert.deepEqual(
      (await store.list()).map((row) => row.id),
      [...ids].sort((a, b) => (a < b ? -1 : 1)),
    );
  });

  check('another spelling of an id is the same credential', async (store) => {
    await store.commit(enrolment('33-1551111-1'));
    for (const id of ['3315511111', '33 1551111 1', '33\u20111551111\u20111', '33-1551111-1']) {
      assert.equal((await store.get(id))?.id, '33-1551111-1', id);
      const again = refused(await store.commit(enrolment(id, { failures: 5 })));
      assert.equal(again.row?.id, '33-1551111-1', id);
    }
    await store.commit(enrolment('avt8'));
    assert.equal((await store.get('AVT-8'))?.id, 'avt8');
    assert.equal((await store.list()).length, 2);
    assert.deepEqual(await store.spelledTwice(), []);
  });

  check('an id is enrolled once', async (store) => {
    await store.commit(enrolment('a'));
    const again = await store.commit(enrolment('a', { failures: 5 }));
    assert.equal(again.applied, false);
    assert.equal(refused(again).row?.state.failures, 0);
    assert.equal((await store.auditHead()).sequence, 1);
  });

  check('a change is applied on the version it was decided on, and on no other', async (store) => {
    await store.commit(enrolment('a'));
    assert.deepEqual(await store.commit(acceptance('a', 1, 10)), {
      applied: true,
      version: 2,
      sequence: 2,
    });
    for (const version of [0, 1, 3]) {
      const result = refused(await store.commit(acceptance('a', version, 11)));
      assert.equal(result.row?.version, 2);
      assert.equal(result.row?.state.lastConsumed, 10);
      assert.equal(result.answer, null);
    }
    assert.equal((await store.get('a'))?.state.lastConsumed, 10);
    assert.equal((await store.auditHead()).sequence, 2, 'a change that is not applied leaves no record');
  });

  check('a change of a row that does not exist is refused without a row', async (store) => {
    assert.deepEqual(await store.commit(acceptance('a', 1, 10)), { applied: false, row: null, answer: null });
  });

  check('a step at or below the consumed one is refused even on the right version', async (store) => {
    await store.commit(enrolment('a', { lastConsumed: 10 }));
    for (const step of [9, 10])
      assert.equal((await store.commit(acceptance('a', 1, step))).applied, false, `step ${step}`);
    assert.equal((await store.commit(acceptance('a', 1, 11))).applied, true);
    const huge = Number.MAX_SAFE_INTEGER;
    assert.equal((await store.commit(acceptance('a', 2, huge - 1))).applied, true);
    assert.equal((await store.commit(acceptance('a', 3, huge - 1))).applied, false);
    assert.equal((await store.commit(acceptance('a', 3, huge))).applied, true);
  });

  check('of many writers at once on one version exactly one is applied', async (store) => {
    await store.commit(enrolment('a'));
    const results = await Promise.all(Array.from({ length: 64 }, () => store.commit(acceptance('a', 1, 10))));
    assert.equal(results.filter((result) => result.applied).length, 1);
    assert.equal((await store.auditHead()).sequence, 2);
  });

  check('many writers on many rows are all applied, each with its record', async (store) => {
    const ids = Array.from({ length: 64 }, (_, i) => `id-${i}`);
    await Promise.all(ids.map((id) => store.commit(enrolment(id))));
    const results = await Promise.all(ids.map((id) => store.commit(acceptance(id, 1, 10))));
    assert.ok(results.every((result) => result.applied));
    assert.equal((await store.auditHead()).sequence, 128);
    const log = await store.audit(1, 1000);
    for (const [at, result] of results.entries())
      assert.equal(log[(result as { sequence: number }).sequence - 1]?.entry?.credentialId, ids[at]);
    await assertChain(store);
  });

  check('facts change only where they are given', async (store) => {
    await store.commit(enrolment('a'));
    await store.commit(acceptance('a', 1, 10));
    assert.equal((await store.get('a'))?.facts.serial, 'a');
    const facts = { ...sampleFacts, stepSeconds: 60, sealedSeed: Uint8Array.of(9) };
    await store.commit({ ...acceptance('a', 2, 11), facts });
    assert.deepEqual((await store.get('a'))?.facts, facts);
  });

  check('a change without a condition leaves the row and its version alone', async (store) => {
    await store.commit(enrolment('a'));
    const change = { ...acceptance('a', 0, 0), condition: null, state: null };
    assert.equal((await store.commit(change)).applied, true);
    assert.equal((await store.get('a'))?.version, 1);
    assert.equal((await store.commit({ ...change, credentialId: 'nobody' })).applied, true);
    assert.equal(await store.get('nobody'), null);
    assert.equal((await store.auditHead()).sequence, 3);
  });

  check('the audit is gapless, linked and read in pages and by credential', async (store) => {
    await store.commit(enrolment('a'));
    await store.commit(enrolment('b'));
    for (let i = 1; i <= 20; i++) await store.commit(acceptance(i % 2 ? 'a' : 'b', Math.ceil(i / 2), i));
    await assertChain(store);
    const page = await store.audit(5, 3);
    assert.deepEqual(
      page.map((row) => row.sequence),
      [5, 6, 7],
    );
    const own = await store.audit(1, 1000, 'a');
    assert.equal(own.length, 11);
    assert.ok(own.every((row) => row.entry?.credentialId === 'a'));
    assert.deepEqual(await store.audit(23, 10), []);
  });

  check('an audit record is read back as it was given', async (store) => {
    const audit = auditOf('a', 'state', {
      outcome: 'disabled',
      actor: 'zoë',
      reason: 'line\nbreak, comma; \u{1f511}',
      requestId: 'r-1',
      detail: [
        ['from', 'active'],
        ['', ''],
        ['10', 'x'],
        ['9', 'y'],
      ],
    });
    await store.commit({ ...enrolment('a'), audit });
    assert.deepEqual((await store.audit(1, 1))[0]?.entry, audit);
  });

  check('the first answer to a request stays the answer until it expires', async (store) => {
    await store.commit(enrolment('a'));
    const first = answerOf('a', 'r1');
    await store.commit(acceptance('a', 1, 10, { answer: first }));
    assert.deepEqual(await store.answer('a', 'r1', startUs), first);
    assert.deepEqual(await store.answer('a', 'r1', first.expiresUs - 1), first);
    assert.equal(await store.answer('a', 'r1', first.expiresUs), null);
    assert.equal(await store.answer('a', 'r2', startUs), null);
    assert.equal(await store.answer('b', 'r1', startUs), null);
  });

  check('a change under an answered request is not applied and returns that answer', async (store) => {
    await store.commit(enrolment('a'));
    const first = answerOf('a', 'r1');
    await store.commit(acceptance('a', 1, 10, { answer: first }));
    const other = answerOf('a', 'r1', { answer: '{"outcome":"replayed"}' });
    const again = refused(await store.commit(acceptance('a', 2, 11, { answer: other })));
    assert.deepEqual(again.answer, first);
    assert.equal((await store.get('a'))?.state.lastConsumed, 10);
    assert.equal((await store.auditHead()).sequence, 2);
    const note = { ...acceptance('a', 0, 0), condition: null, state: null, answer: other };
    assert.deepEqual(refused(await store.commit(note)).answer, first, 'without a condition too');
  });

  check('an expired answer gives way', async (store) => {
    await store.commit(enrolment('a'));
    await store.commit(acceptance('a', 1, 10, { answer: answerOf('a', 'r1') }));
    const late = startUs + 40_000_000;
    const second = answerOf('a', 'r1', { answer: '{}', expiresUs: late + 1 });
    const result = await store.commit(acceptance('a', 2, 11, { answer: second, timeUs: late }));
    assert.equal(result.applied, true);
    assert.deepEqual(await store.answer('a', 'r1', late), second);
  });

  check('an answer is not stored where its change is not applied', async (store) => {
    await store.commit(enrolment('a'));
    assert.equal(
      (await store.commit(acceptance('a', 7, 10, { answer: answerOf('a', 'r1') }))).applied,
      false,
    );
    assert.equal(await store.answer('a', 'r1', startUs), null);
  });

  check('of many retransmits at once one is applied and the others get its answer', async (store) => {
    await store.commit(enrolment('a'));
    const results = await Promise.all(
      Array.from({ length: 32 }, () => store.commit(acceptance('a', 1, 10, { answer: answerOf('a', 'r1') }))),
    );
    assert.equal(results.filter((result) => result.applied).length, 1);
    for (const result of results) if (!result.applied) assert.deepEqual(result.answer, answerOf('a', 'r1'));
  });

  check('the list is paged by id and filtered by state', async (store) => {
    for (const id of ['c', 'a', 'b', 'd'])
      await store.commit(enrolment(id, { lifecycle: id === 'b' ? 'deleted' : 'active' }));
    const ids = async (query: Parameters<Store['list']>[0]): Promise<string[]> =>
      (await store.list(query)).map((row) => row.id);
    assert.deepEqual(await ids({ limit: 2 }), ['a', 'b']);
    assert.deepEqual(await ids({ limit: 2, afterId: 'b' }), ['c', 'd']);
    assert.deepEqual(await ids({ lifecycle: ['deleted'] }), ['b']);
    assert.deepEqual(await ids({ lifecycle: ['active', 'deleted'], afterId: 'a', limit: 2 }), ['b', 'c']);
    assert.deepEqual(await ids({ lifecycle: [] }), []);
  });

  const alone = (rows: readonly CompanionWrite[], audit: readonly AuditEntry[] = []): Change => ({
    credentialId: 'npi:1',
    timeUs: startUs,
    condition: null,
    state: null,
    facts: null,
    audit: null,
    answer: null,
    companions: { rows, audit },
  });

  check('companion rows are written with the change that they belong to, and read back', async (store) => {
    assert.equal(await store.companion('t', 'a'), null);
    await store.commit(enrolment('a'));
    const body = '{"name":"ä\u{1f511}"}';
    const companions = {
      rows: [{ table: 't', key: 'a', version: 0, body }],
      audit: [auditOf('npi:1', 'sign'), auditOf('npi:1', 'archive')],
    };
    const result = await store.commit(acceptance('a', 1, 10, { companions }));
    assert.deepEqual(result, { applied: true, version: 2, sequence: 4 });
    assert.deepEqual(await store.companion('t', 'a'), { table: 't', key: 'a', version: 1, body });
    assert.equal(await store.companion('other', 'a'), null);
    const events = (await store.audit(2, 10)).map(({ entry }) => entry?.event);
    assert.deepEqual(events.slice(1), ['sign', 'archive']);
    await assertChain(store);
  });

  check('a companion row of another version keeps the whole change out', async (store) => {
    await store.commit(enrolment('a'));
    await store.commit(alone([{ table: 't', key: 'k', version: 0, body: '1' }]));
    for (const write of [
      { table: 't', key: 'k', version: 0, body: '2' },
      { table: 't', key: 'k', version: 2, body: '2' },
      { table: 't', key: 'k', version: 2, body: null },
      { table: 't', key: 'k', version: 0 },
      { table: 't', key: 'none', version: 1 },
    ]) {
      const rows = [{ table: 't', key: 'first', version: 0, body: 'x' }, write];
      const result = refused(await store.commit(acceptance('a', 1, 10, { companions: { rows, audit: [] } })));
      assert.deepEqual(result.companion, { table: 't', key: write.key });
    }
    assert.equal((await store.get('a'))?.version, 1);
    assert.equal(await store.companion('t', 'first'), null);
    assert.equal((await store.companion('t', 'k'))?.body, '1');
    assert.equal((await store.auditHead()).sequence, 1);
  });

  check('a change of the credential that is refused writes no companion row', async (store) => {
    await store.commit(enrolment('a'));
    const companions = {
      rows: [{ table: 't', key: 'k', version: 0, body: '1' }],
      audit: [auditOf('a', 'x')],
    };
    refused(await store.commit(acceptance('a', 7, 10, { companions })));
    assert.equal(await store.companion('t', 'k'), null);
    assert.equal((await store.auditHead()).sequence, 1);
  });

  check('companion rows are changed, removed and made anew, with and without a record', async (store) => {
    const write = (version: number, body: string | null, audit: readonly AuditEntry[] = []) =>
      store.commit(alone([{ table: 't', key: 'k', version, body }], audit));
    await write(0, '1');
    await write(1, '2', [auditOf('npi:1', 'edit')]);
    assert.deepEqual(await store.companion('t', 'k'), { table: 't', key: 'k', version: 2, body: '2' });
    await write(2, null);
    assert.equal(await store.companion('t', 'k'), null);
    assert.equal((await write(0, '3')).applied, true);
    assert.equal((await store.companion('t', 'k'))?.version, 1);
    assert.equal((await store.auditHead()).sequence, 1);
    await assertChain(store);
  });

  check('of many writers of one companion row one is first', async (store) => {
    const results = await Promise.all(
      Array.from({ length: 16 }, (_, i) =>
        store.commit(alone([{ table: 't', key: 'k', version: 0, body: String(i) }])),
      ),
    );
    assert.equal(results.filter(({ applied }) => applied).length, 1);
    for (const result of results)
      if (!result.applied) assert.deepEqual(result.companion, { table: 't', key: 'k' });
  });

  check('companion rows are listed by prefix, in the order of their bytes', async (store) => {
    const keys = ['b', 'a/2', 'a/10', 'a', 'A', 'a/\u{1f511}', 'a/\uffee', 'ä'];
    await store.commit(alone(keys.map((key) => ({ table: 't', key, version: 0, body: key }))));
    await store.commit(alone([{ table: 'u', key: 'a/3', version: 0, body: '' }]));
    const listed = async (query: Omit<CompanionQuery, 'table'>): Promise<string[]> =>
      (await store.companions({ table: 't', ...query })).map(({ key }) => key);
    assert.deepEqual(await listed({}), ['A', 'a', 'a/10', 'a/2', 'a/\uffee', 'a/\u{1f511}', 'b', 'ä']);
    assert.deepEqual(await listed({ prefix: 'a/' }), ['a/10', 'a/2', 'a/\uffee', 'a/\u{1f511}']);
    assert.deepEqual(await listed({ prefix: 'a/', afterKey: 'a/10', limit: 1 }), ['a/2']);
    assert.deepEqual(await listed({ afterKey: 'b' }), ['ä']);
  });

  contract('a closed store refuses', async () => {
    const store = await open();
    await store.close();
    await assert.rejects(async () => store.get('a'));
    await assert.rejects(async () => store.commit(enrolment('a')));
  });

  contract.run();
}

function refused(result: CommitResult): Extract<CommitResult, { applied: false }> {
  if (result.applied) assert.fail('this change had to be refused');
  return result;
}

async function assertChain(store: Store): Promise<void> {
  let hash = auditGenesis;
  let sequence = 0;
  for (const row of await store.audit(1, 1000)) {
    sequence += 1;
    assert.equal(row.sequence, sequence);
    assert.ok(row.entry);
    hash = linkAudit(hash, sequence, row.entry);
    assert.deepEqual(row.hash, hash);
  }
  assert.deepEqual(await store.auditHead(), { sequence, hash });
}
