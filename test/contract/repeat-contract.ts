// Whoever asks again under the same request id gets the first answer again, and the store has changed once: for every
// request that changes a credential, over any store.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import type { Store } from '../../src/stores/store.js';
import { createVerifier, developmentKeyring, type Verifier } from '../../src/verification/index.js';
import { startUs } from './store-samples.js';
import { codeOf, enrol, startStep } from './verifying.js';

type Asked = { credentialId: string; atUs: number; actor: string; reason: string; requestId: string };

interface Repeatable {
  what: string;
  kind: 'totp' | 'hotp';
  /** The audit's word for it. */
  event: string;
  /** Brings the credential to where it can be asked for. */
  before?(verifier: Verifier, id: string): Promise<unknown>;
  ask(verifier: Verifier, asked: Asked): Promise<unknown>;
}

const requests: readonly Repeatable[] = [
  ...(['disabled', 'lost', 'expired', 'deleted'] as const).map(
    (state): Repeatable => ({
      what: `the state ${state}`,
      kind: 'totp',
      event: 'state',
      ask: (verifier, asked) => verifier.setState({ ...asked, state }),
    }),
  ),
  {
    what: 'an unlock',
    kind: 'totp',
    event: 'unlock',
    before: async (verifier, id) => {
      for (let i = 0; i < 3; i++) await verifier.verify({ credentialId: id, code: 'x', atUs: startUs });
    },
    ask: (verifier, asked) => verifier.unlock(asked),
  },
  {
    what: 'a reset of the drift',
    kind: 'totp',
    event: 'reset-drift',
    ask: (verifier, asked) => verifier.resetDrift(asked),
  },
  {
    what: 'a step',
    kind: 'totp',
    event: 'set-step',
    before: (verifier, id) =>
      verifier.verify({ credentialId: id, code: codeOf(id, startStep), atUs: startUs }),
    ask: (verifier, asked) => verifier.setStep({ ...asked, stepSeconds: 60 }),
  },
  {
    what: 'a policy',
    kind: 'totp',
    event: 'set-policy',
    ask: (verifier, asked) => verifier.setPolicy({ ...asked, policy: 'strict' }),
  },
  {
    what: 'a counter',
    kind: 'hotp',
    event: 'set-counter',
    ask: (verifier, asked) => verifier.setCounter({ ...asked, counter: 9 }),
  },
  {
    what: 'a seed revealed',
    kind: 'totp',
    event: 'reveal-seed',
    ask: (verifier, asked) => verifier.revealSeed(asked),
  },
  {
    what: 'new backup codes',
    kind: 'totp',
    event: 'backup-codes',
    ask: (verifier, asked) => verifier.generateBackupCodes({ ...asked, count: 3 }),
  },
  {
    what: 'an enrolment',
    kind: 'totp',
    event: 'enroll',
    ask: (verifier, { credentialId, ...asked }) =>
      verifier.enroll({
        ...asked,
        id: `${credentialId} too`,
        seed: Uint8Array.of(1, 2, 3),
        kind: 'totp',
      }),
  },
  {
    what: 'a checkpoint',
    kind: 'totp',
    event: 'checkpoint',
    ask: (verifier, { credentialId: _, ...asked }) => verifier.writeCheckpoint(asked),
  },
];

/** The store, with something else done before its read number `pause` (0 is the first). */
function pausedAt(store: Store, pause: number, meanwhile: () => Promise<void>): Store {
  let reads = 0;
  const read = async <T>(look: () => Promise<T>): Promise<T> => {
    if (reads++ === pause) await meanwhile();
    return look();
  };
  return {
    ...(store.volatile === undefined ? {} : { volatile: store.volatile }),
    get: (id) => read(() => store.get(id)),
    answer: (id, requestId, nowUs) => read(() => store.answer(id, requestId, nowUs)),
    auditHead: () => read(() => store.auditHead()),
    companion: (table, key) => read(() => store.companion(table, key)),
    companions: (query) => store.companions(query),
    spelledTwice: () => store.spelledTwice(),
    list: (query) => store.list(query),
    commit: (change) => store.commit(change),
    audit: (from, limit, id) => store.audit(from, limit, id),
    close: () => store.close(),
  };
}

/** Registers the contract as a uvu suite and runs it. */
export function repeatContract(name: string, open: () => Promise<Store>): void {
  const contract = suite(`${name}: a request that is sent again`);
  let store: Store;
  contract.before(async () => {
    store = await open();
  });
  contract.after(async () => store.close());
  const verifying = (): Verifier =>
    createVerifier({ store, keyring: developmentKeyring(), backupCodeCost: 2 });
  let ids = 0;

  const records = async (id: string | undefined, event: string): Promise<number> =>
    (await store.audit(1, 1000, id)).filter(({ entry }) => entry?.event === event).length;

  for (const { what, kind, event, before, ask } of requests)
    contract(`${what}: done once, answered alike`, async () => {
      const id = `fob-${++ids}`;
      await enrol(store, id, kind);
      await before?.(verifying(), id);
      const asked = { credentialId: id, atUs: startUs, actor: 'op', reason: 'why', requestId: `r-${id}` };
      const of = event === 'checkpoint' ? undefined : event === 'enroll' ? `${id} too` : id;
      const counted = await records(of, event);
      const first = await ask(verifying(), asked);
      const row = await store.get(of ?? id);
      // As after a kill: another process, a moment later.
      const again = await ask(verifying(), { ...asked, atUs: startUs + 20_000_000 });
      assert.deepEqual(again, first);
      assert.deepEqual(await store.get(of ?? id), row, 'the row has changed once');
      assert.equal(await records(of, event), counted + 1, 'one record in the audit');
      const last = (await store.audit(1, 1000, of)).filter(({ entry }) => entry?.event === event).at(-1);
      assert.equal(last?.entry?.requestId, asked.requestId, 'the record names the request');
    });

  for (const { what, kind, event, before, ask } of requests)
    contract(`${what}: a repeat that overtakes between any two reads is answered alike`, async () => {
      for (let pause = 0; pause < 4; pause++) {
        const id = `fob-${++ids}`;
        await enrol(store, id, kind);
        await before?.(verifying(), id);
        const asked = { credentialId: id, atUs: startUs, actor: 'op', reason: 'why', requestId: `r-${id}` };
        const of = event === 'checkpoint' ? undefined : event === 'enroll' ? `${id} too` : id;
        const counted = await records(of, event);
        let overtaking: unknown;
        const overtaken = pausedAt(store, pause, async () => {
          overtaking = await ask(verifying(), asked);
        });
        const slow = createVerifier({
          store: overtaken,
          keyring: developmentKeyring(),
          backupCodeCost: 2,
        });
        const answer = await ask(slow, asked);
        assert.deepEqual(overtaking ?? answer, answer, `pause ${pause}`);
        assert.equal(await records(of, event), counted + 1, `pause ${pause}: one record in the audit`);
      }
    });

  contract('a backup code that a repeat overtakes between any two reads lets in once', async () => {
    for (let pause = 0; pause < 3; pause++) {
      const id = `fob-${++ids}`;
      await enrol(store, id, 'totp');
      const operator = { credentialId: id, atUs: startUs, actor: 'op', reason: '' };
      const [code] = await verifying().generateBackupCodes(operator);
      const use = { credentialId: id, code: code!, atUs: startUs, requestId: 'use' };
      const overtaken = pausedAt(store, pause, async () => {
        await verifying().consumeBackupCode(use);
      });
      const slow = createVerifier({ store: overtaken, keyring: developmentKeyring(), backupCodeCost: 2 });
      assert.equal((await slow.consumeBackupCode(use)).outcome, 'accepted', `pause ${pause}`);
      assert.equal(await records(id, 'backup-code'), 1);
    }
  });

  contract('of many at once one is done and all are answered alike', async () => {
    const id = `fob-${++ids}`;
    await enrol(store, id, 'totp');
    const asked = { credentialId: id, atUs: startUs, actor: 'op', reason: '', requestId: 'at once' };
    const made = await Promise.all(
      Array.from({ length: 8 }, () => verifying().generateBackupCodes({ ...asked, count: 2 })),
    );
    for (const codes of made) assert.deepEqual(codes, made[0]);
    assert.equal(await records(id, 'backup-codes'), 1);
    const deleted = await Promise.all(
      Array.from({ length: 8 }, () =>
        verifying().setState({ ...asked, requestId: 'deleted at once', state: 'deleted' }),
      ),
    );
    for (const view of deleted) assert.deepEqual(view, deleted[0]);
    assert.equal(await records(id, 'state'), 1);
  });

  contract('a backup code lets in again under its own request id, and under no other', async () => {
    const id = `fob-${++ids}`;
    await enrol(store, id, 'totp');
    const operator = { credentialId: id, atUs: startUs, actor: 'op', reason: '' };
    const [code, other] = await verifying().generateBackupCodes({ ...operator, requestId: 'make' });
    const send = (typed: string, requestId: string) =>
      verifying().consumeBackupCode({ credentialId: id, code: typed, atUs: startUs, requestId });
    const first = await send(code!, 'use');
    assert.equal(first.outcome, 'accepted');
    assert.deepEqual(await send(` ${code!.toUpperCase()}`, 'use'), { ...first, retransmitted: true });
    assert.equal((await send(code!, 'use again')).outcome, 'invalid');
    assert.equal((await send(other!, 'use')).outcome, 'malformed', 'another question under its id');
    assert.equal(await records(id, 'backup-code'), 3);
    assert.equal((await verifying().credential(id))?.backupCodesRemaining, 9);
  });

  contract('codes that are kept for a repeat are sealed, and bound to their request', async () => {
    const id = `fob-${++ids}`;
    await enrol(store, id, 'totp');
    const asked = { credentialId: id, atUs: startUs, actor: 'op', reason: '', requestId: 'sealed' };
    const codes = await verifying().generateBackupCodes(asked);
    const kept = await store.answer(id, 'sealed', startUs);
    assert.ok(kept);
    for (const code of codes)
      for (const form of [code, code.replace('-', '')])
        assert.equal(kept.answer.includes(form) || kept.answer.includes(btoa(form).slice(0, 9)), false);
    const another = createVerifier({
      store,
      keyring: { ...developmentKeyring(), sealingKey: () => new Uint8Array(32) },
      backupCodeCost: 2,
    });
    await assert.rejects(another.generateBackupCodes(asked), { code: 'bad-seal' });
  });

  contract('another question under a request id is refused and changes nothing', async () => {
    const id = `fob-${++ids}`;
    await enrol(store, id, 'totp');
    const asked = { credentialId: id, atUs: startUs, actor: 'op', reason: '', requestId: 'one' };
    await verifying().setState({ ...asked, state: 'disabled' });
    await assert.rejects(verifying().setState({ ...asked, state: 'deleted' }), { code: 'bad-value' });
    await assert.rejects(verifying().unlock(asked), /"one" was given to another request/);
    assert.equal((await verifying().credential(id))?.lifecycle, 'disabled');
  });

  contract('a refusal is not kept: what stands in the way may be gone the next time', async () => {
    const id = `fob-${++ids}`;
    await enrol(store, id, 'totp');
    const asked = { credentialId: id, atUs: startUs, actor: 'op', reason: '', requestId: 'enable' };
    await assert.rejects(verifying().setState({ ...asked, state: 'active' }), { code: 'bad-transition' });
    await verifying().setState({ ...asked, requestId: 'disable', state: 'disabled' });
    assert.equal((await verifying().setState({ ...asked, state: 'active' })).lifecycle, 'active');
  });

  contract.run();
}
