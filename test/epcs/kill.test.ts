// kill −9 before each write of a signing and of a binding: it is done and its code used up, or neither is.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import { gold, signing } from '../../src/epcs/index.js';
import { type Prescriber, prescribers } from '../../src/epcs/prescribers/prescriber.js';
import { keyOf, type Prescription, prescriptions } from '../../src/epcs/signing/prescription.js';
import { signedRecords } from '../../src/epcs/signing/signed-record.js';
import { bindings } from '../../src/epcs/tokens/binding.js';
import { openStore } from '../../src/stores/open-store.js';
import type { Store } from '../../src/verification/index.js';
import { workerArguments } from '../worker.js';
import { enrolledAtGold, good, type Lab, newLab, one, signedInAtGold, vip, vipForm } from './lab.js';
import { prescription } from './registered.js';

const worker = workerArguments(new URL('./kill-worker.ts', import.meta.url));

interface Prepared {
  readonly lab: Lab;
  readonly session: string;
  /** The prescription, or the token. */
  readonly id: string;
  readonly otp: string;
}

/** Kills `verb` before each of its writes, on a copy of the database each; `isDone` looks at what is left. */
async function killed(
  verb: 'sign' | 'bind',
  prepare: (store: Store) => Promise<Prepared>,
  isDone: (store: Store, prepared: Prepared, at: number) => Promise<boolean>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-epcs-kill-'));
  const original = join(folder, 'original.db');
  const store = await openStore(original);
  const prepared = await prepare(store);
  const { lab, session, id, otp } = prepared;
  await store.close();
  let kills = 0;
  for (let at = 1; ; at++) {
    const copy = join(folder, `${at}.db`);
    copyFileSync(original, copy);
    // What is not yet in the file itself is in its log.
    if (existsSync(`${original}-wal`)) copyFileSync(`${original}-wal`, `${copy}-wal`);
    const args = [...worker, verb, copy, String(at), String(lab.nowUs), session, id, otp];
    const { signal, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const after = await openStore(copy);
    const done = await isDone(after, prepared, at);
    await after.close();
    if (signal === null) {
      assert.equal(stdout, 'done\n', stderr);
      assert.equal(done, true);
      break;
    }
    kills += 1;
    assert.ok(at < 60);
  }
  assert.ok(kills >= 8, `only ${kills} writes`);
  rmSync(folder, { recursive: true, force: true });
}

test('a signing that is killed is done or not begun', async () => {
  let before = 0;
  await killed(
    'sign',
    async (store) => {
      const lab = await newLab(store);
      const fob = await enrolledAtGold(lab);
      const session = await signedInAtGold(lab, fob);
      const { id, revision } = await good(signing.draftPrescription(lab.context, session, prescription));
      await good(signing.markReady(lab.context, session, { id, revision }));
      before = (await store.get(fob.id))!.state.lastConsumed;
      return { lab, session, id, otp: lab.nextCode(fob) };
    },
    async (store, { id }, at) => {
      const used = (await store.get('3315511111'))!.state.lastConsumed > before;
      const row = JSON.parse(
        (await store.companion(prescriptions.name, keyOf(one, id)))!.body,
      ) as Prescription;
      const records = await store.companions({ table: signedRecords.name });
      assert.equal(row.state === 'signed', used, `killed before write ${at}`);
      assert.equal(records.length, used ? 1 : 0, `killed before write ${at}`);
      return used;
    },
  );
});

test('a binding that is killed is done or not begun, and then can be done again', async () => {
  await killed(
    'bind',
    async (store) => {
      const lab = await newLab(store);
      const session = await signedInAtGold(lab, await enrolledAtGold(lab));
      const app = await lab.stock(vip);
      return { lab, session, id: app.id, otp: lab.code(app) };
    },
    async (store, { lab, session, id, otp }, at) => {
      const { lifecycle } = (await store.get(id))!.state;
      const bound = (await store.companion(bindings.name, id)) !== null;
      const row = await store.companion(prescribers.name, one);
      const { tokens } = JSON.parse(row!.body) as Prescriber;
      assert.equal(lifecycle, bound ? 'active' : 'issued', `killed before write ${at}`);
      assert.equal(tokens.includes(id), bound, `killed before write ${at}`);
      if (bound) return true;
      const again = await newLab(store, `again ${at}`);
      again.nowUs = lab.nowUs;
      await good(gold.addToken(again.context, session, { ...vipForm, otp }));
      return false;
    },
  );
});

test.run();
