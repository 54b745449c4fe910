// kill −9 before each write of a signing: the prescription is signed and its code used up, or neither is.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import { signing } from '../../src/epcs/index.js';
import { keyOf, type Prescription, prescriptions } from '../../src/epcs/signing/prescription.js';
import { signedRecords } from '../../src/epcs/signing/signed-record.js';
import { openStore } from '../../src/stores/open-store.js';
import { enrolledAtGold, good, newLab, one, signedInAtGold } from './lab.js';
import { prescription } from './registered.js';

const worker = fileURLToPath(new URL('./kill-worker.ts', import.meta.url));

test('a signing that is killed is done or not begun', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-epcs-kill-'));
  const original = join(folder, 'original.db');
  const store = await openStore(original);
  const lab = await newLab(store);
  const fob = await enrolledAtGold(lab);
  const session = await signedInAtGold(lab, fob);
  const { id, revision } = await good(signing.draftPrescription(lab.context, session, prescription));
  await good(signing.markReady(lab.context, session, { id, revision }));
  const otp = lab.nextCode(fob);
  const before = (await store.get(fob.id))!.state.lastConsumed;
  await store.close();

  let killed = 0;
  for (let at = 1; ; at++) {
    const copy = join(folder, `${at}.db`);
    copyFileSync(original, copy);
    // What is not yet in the file itself is in its log.
    if (existsSync(`${original}-wal`)) copyFileSync(`${original}-wal`, `${copy}-wal`);
    const args = ['--import', 'tsx', worker, copy, String(at), String(lab.nowUs), session, id, otp];
    const { signal, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const after = await openStore(copy);
    const used = (await after.get(fob.id))!.state.lastConsumed > before;
    const row = JSON.parse((await after.companion(prescriptions.name, keyOf(one, id)))!.body) as Prescription;
    const records = await after.companions({ table: signedRecords.name });
    await after.close();
    assert.equal(row.state === 'signed', used, `killed before write ${at}`);
    assert.equal(records.length, used ? 1 : 0, `killed before write ${at}`);
    if (signal === null) {
      assert.equal(stdout, 'signed\n', stderr);
      assert.equal(used, true);
      break;
    }
    killed += 1;
    assert.ok(at < 60);
  }
  assert.ok(killed >= 8, `only ${killed} writes`);
  rmSync(folder, { recursive: true, force: true });
});

test.run();
