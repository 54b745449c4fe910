// Two nodes on one database: one code, two sign-ins, one wins; one serial, two prescribers, one wins; one form sent twice
// binds once. Over SQLite and PostgreSQL.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { gold, signing } from '../../src/epcs/index.js';
import { openStore } from '../../src/stores/open-store.js';
import { findPostgres, type PostgresServer, startPostgres } from '../contract/postgres-server.js';
import { skip } from '../skip.js';
import {
  enrolledAtGold,
  go7Form,
  good,
  type Lab,
  newLab,
  one,
  passphrase,
  signedInAtGold,
  two,
  vip,
  vipForm,
} from './lab.js';
import { prescription } from './registered.js';

function nodes(name: string, address: () => Promise<string>): void {
  const test = suite(name);

  const withNodes = async (body: (a: Lab, b: Lab) => Promise<void>): Promise<void> => {
    const where = await address();
    const [first, second] = [await openStore(where), await openStore(where)];
    try {
      const a = await newLab(first, 'node a');
      const b = await newLab(second, 'node b');
      await body(a, b);
    } finally {
      await first.close();
      await second.close();
    }
  };

  test('one code, two sign-ins: one wins', () =>
    withNodes(async (a, b) => {
      const fob = await enrolledAtGold(a);
      const [x, y] = [
        await good(gold.signIn(a.context, { npi: one, passphrase })),
        await good(gold.signIn(b.context, { npi: one, passphrase })),
      ];
      const otp = a.nextCode(fob);
      b.nowUs = a.nowUs;
      const answers = await Promise.all([
        gold.submitOtp(a.context, x.session, { token: fob.id, otp }),
        gold.submitOtp(b.context, y.session, { token: fob.id, otp }),
      ]);
      assert.equal(answers.filter(({ ok }) => ok).length, 1);
    }));

  test('one serial, two prescribers: one wins', () =>
    withNodes(async (a, b) => {
      const first = await enrolledAtGold(a);
      const second = await enrolledAtGold(
        a,
        two,
        { id: '3315511112' },
        { ...go7Form, credentialId: '3315511112' },
      );
      const at = await signedInAtGold(a, first);
      const other = await signedInAtGold(a, second, two);
      const soft = await a.stock(vip);
      b.nowUs = a.nowUs;
      const form = { ...vipForm, otp: a.code(soft) };
      const answers = await Promise.all([
        gold.addToken(a.context, at, form),
        gold.addToken(b.context, other, form),
      ]);
      assert.equal(answers.filter(({ ok }) => ok).length, 1);
      const owner = (await a.context.verifier.credential(soft.id))?.owner;
      assert.equal(owner, answers[0]?.ok ? `npi:${one}` : `npi:${two}`);
    }));

  test('one form sent twice binds once, and both senders get the answer', () =>
    withNodes(async (a, b) => {
      const fob = await enrolledAtGold(a);
      const session = await signedInAtGold(a, fob);
      const soft = await a.stock(vip);
      b.nowUs = a.nowUs;
      const form = { ...vipForm, otp: a.code(soft), requestId: 'form-1' };
      const answers = await Promise.all([
        gold.addToken(a.context, session, form),
        gold.addToken(b.context, session, form),
      ]);
      assert.deepEqual(answers[0], answers[1]);
      assert.equal(answers[0]?.ok, true);
      assert.equal((await good(gold.tokens(a.context, session))).tokens.length, 2);
      const reused = await gold.addToken(a.context, session, { ...form, nickname: 'other' });
      assert.equal(reused.ok ? '' : reused.refusal.code, 'request-id-reused');
    }));

  test('one code, two signings: one is signed', () =>
    withNodes(async (a, b) => {
      const fob = await enrolledAtGold(a);
      const session = await signedInAtGold(a, fob);
      const ids: string[] = [];
      for (let i = 0; i < 2; i++) {
        const { id, revision } = await good(signing.draftPrescription(a.context, session, prescription));
        await good(signing.markReady(a.context, session, { id, revision }));
        ids.push(id);
      }
      const otp = a.nextCode(fob);
      b.nowUs = a.nowUs;
      const sign = (lab: Lab, id: string) =>
        signing.signPrescriptions(lab.context, session, { ids: [id], passphrase, token: fob.id, otp });
      const answers = await Promise.all([sign(a, ids[0]!), sign(b, ids[1]!)]);
      assert.equal(answers.filter(({ ok }) => ok).length, 1);
      const month = new Date(a.nowUs / 1000).toISOString().slice(0, 7);
      const { records } = await good(gold.signedRecordReport(a.context, session, { month }));
      assert.deepEqual(
        records.map(({ signatureHolds }) => signatureHolds),
        [true],
      );
    }));

  test.run();
}

const folder = mkdtempSync(join(tmpdir(), 'foblab-epcs-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let files = 0;
nodes('relying parties on SQLite', async () => join(folder, `${files++}.db`));

const found = findPostgres();
if ('missing' in found) {
  const postgres = suite('relying parties on PostgreSQL');
  skip(postgres, 'two nodes', found.missing);
  postgres.run();
} else {
  let server: PostgresServer | undefined;
  nodes('relying parties on PostgreSQL', async () => {
    server ??= await startPostgres();
    return server.createDatabase();
  });
  const ends = suite('the server');
  ends('is stopped', async () => server?.stop());
  ends.run();
}
