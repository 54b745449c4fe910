// What a hostile user, a careless administrator or an unlucky crash tries, and what then must not happen.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import {
  administration,
  calmhsa,
  drchrono,
  gold,
  idme,
  iprescribe,
  registry,
  setFaults,
  signing,
  synchronization,
} from '../../src/epcs/index.js';
import { prescriptions } from '../../src/epcs/signing/prescription.js';
import { signedRecords } from '../../src/epcs/signing/signed-record.js';
import { operator } from '../verification/fixtures.js';
import { appWithKey } from './authenticator-app.js';
import {
  bad,
  day,
  enrolledAtGold,
  go7,
  go7Form,
  good,
  type Lab,
  newLab,
  one,
  passphrase,
  second,
  signedInAtGold,
  two,
  vip,
  vipForm,
} from './lab.js';
import { password, prescription, registered } from './registered.js';

const attacks = suite('attacks');

async function readyToSign(lab: Lab, session: string): Promise<string> {
  const { id } = await good(signing.draftPrescription(lab.context, session, prescription));
  await good(signing.markReady(lab.context, session, { id, revision: 1 }));
  return id;
}

attacks('an older invitation begins nothing once there is a newer one, or once it is used', async () => {
  const lab = await newLab();
  const { context } = lab;
  const invite = async () => {
    const { sentTo } = await good(gold.invite(context, { npi: one, by: 'admin' }));
    return (await lab.lastMessage(sentTo)).code ?? '';
  };
  const found = await invite();
  const begun = await good(gold.beginEnrolment(context, { invitationId: found }));
  const newest = await invite();
  assert.equal(await bad(gold.beginEnrolment(context, { invitationId: found })), 'invitation-not-good');
  const fob = await lab.stock(go7);
  const enrol = { ...go7Form, otp: lab.code(fob) };
  assert.equal(await bad(gold.enrolToken(context, begun.session, enrol)), 'invitation-not-good');
  const { session } = await good(gold.beginEnrolment(context, { invitationId: newest }));
  await good(gold.enrolToken(context, session, enrol));
  await good(gold.proveIdentity(context, session, { outcome: 'verified' }));
  await good(gold.choosePassphrase(context, session, { passphrase, question: 'Pet?', answer: 'Fido' }));
  for (const id of [found, newest]) await bad(gold.beginEnrolment(context, { invitationId: id }));
});

attacks(
  'one factor prescribes nothing: not CalMHSA’s session, nor DrChrono’s past its own rules',
  async () => {
    const lab = await newLab();
    const { context } = lab;
    const fob = await enrolledAtGold(lab);
    await good(calmhsa.createAccount(context, { npi: one, username: 'one', password, by: 'admin' }));
    const smartcare = await good(calmhsa.logIn(context, { username: 'one', password }));
    assert.equal(
      await bad(signing.draftPrescription(context, smartcare.session, prescription)),
      'signed-out',
    );
    await good(drchrono.createAccount(context, { npi: one, username: 'one', password, by: 'admin' }));
    const { session } = await good(drchrono.logIn(context, { username: 'one', password }));
    const id = await readyToSign(lab, session);
    const ask = { ids: [id], passphrase, token: fob.id, otp: lab.nextCode(fob) };
    assert.equal(await bad(signing.signPrescriptions(context, session, ask)), 'signs-with-own-device');
    const { token: _, ...rest } = ask;
    assert.equal(await bad(drchrono.sign(context, session, rest)), 'drchrono-not-approved');
  },
);

attacks('the second person is another one, however the first is named', async () => {
  const lab = await newLab();
  const { context } = lab;
  const session = await signedInAtGold(lab, await enrolledAtGold(lab));
  const fob = await enrolledAtGold(
    lab,
    two,
    { ...go7, id: '3315511112' },
    { ...go7Form, credentialId: '3315511112' },
  );
  await good(administration.revokeSigningRight(context, { npi: one, by: 'admin', reason: 'test' }));
  for (const by of ['Prescriber One', 'ONE, Prescriber', one, `npi:${one}`, 'one@example.test'])
    assert.equal(await bad(administration.enterRight(context, { npi: one, by })), 'two-persons', by);
  for (const by of ['prescriber  two', 'Two, Prescriber', two]) {
    await good(administration.enterRight(context, { npi: one, by }));
    const execute = { npi: one, registrant: two, token: fob.id, otp: lab.nextCode(fob) };
    assert.equal(await bad(administration.executeRight(context, execute)), 'two-persons', by);
  }
  const id = await readyToSign(lab, session);
  const sign = { ids: [id], passphrase, token: '3315511111', otp: '000000' };
  assert.equal(await bad(signing.signPrescriptions(context, session, sign)), 'no-signing-right');
});

attacks('a loss that only the verifier was told of ends the right to sign', async () => {
  const lab = await newLab();
  const { context } = lab;
  const fob = await enrolledAtGold(lab);
  const session = await signedInAtGold(lab, fob);
  const app = await lab.stock(vip);
  await good(gold.addToken(context, session, { ...vipForm, otp: lab.code(app) }));
  const lost = { credentialId: app.id, state: 'lost', atUs: lab.nowUs, ...operator } as const;
  await context.verifier.setState(lost);
  const id = await readyToSign(lab, session);
  const ask = { ids: [id], passphrase, token: fob.id, otp: lab.nextCode(fob) };
  assert.equal(await bad(signing.signPrescriptions(context, session, ask)), 'no-signing-right');
  const { tokens } = await good(gold.tokens(context, session));
  assert.equal(tokens.find(({ credentialId }) => credentialId === app.id)?.status, 'Lost');
  const state = (await good(administration.signingRight(context, { npi: one })))?.state;
  assert.equal(state, 'revoked');
});

attacks('the end of a DEA registration ends the right, and a renewal does not bring it back', async () => {
  const lab = await newLab();
  const { context } = lab;
  await enrolledAtGold(lab);
  const state = async () => (await good(administration.signingRight(context, { npi: one })))?.state;
  assert.equal(await state(), 'granted');
  lab.advance(3 * 365 * day);
  assert.equal(await state(), 'revoked');
  const renew = { npi: one, deaNumber: 'FP0000012', state: 'renewed', by: 'admin' };
  await good(administration.setDeaRegistration(context, renew));
  assert.equal(await state(), 'revoked');
  await good(administration.enterRight(context, { npi: one, by: 'admin' }));
  await good(administration.setDeaRegistration(context, { ...renew, state: 'ended' }));
  assert.equal(await state(), 'revoked');
  assert.equal(
    await bad(administration.setDeaRegistration(context, { ...renew, deaNumber: 'FP0000024' })),
    'dea-number-not-granted',
  );
});

attacks('a sign-up tells nobody whether the address has an account, at the same cost', async () => {
  const lab = await newLab();
  const { context } = lab;
  const { email } = await registered(lab);
  const tried = async (address: string) => {
    const before = lab.hashes;
    const answer = await good(
      idme.signUp(context, { email: address, password: 'Another password 2', acceptTerms: true }),
    );
    const { session, step } = answer;
    const { stage, verified, methods } = await good(idme.progress(context, session));
    const next = await bad(idme.afterConfirmation(context, session));
    const phone = await bad(idme.setUpPhone(context, session, { phone: '202-555-0199' }));
    return { step, stage, verified, methods, next, phone, hashes: lab.hashes - before };
  };
  assert.deepEqual(await tried(email), await tried('nobody@example.test'));
  await good(idme.signIn(context, { email, password }));
  assert.match((await lab.lastMessage(email)).text, /log into it/);
});

attacks('a method that is deleted at ID.me is deleted wherever it was paired', async () => {
  const lab = await newLab();
  const { context } = lab;
  const { username, idmeSession } = await registered(lab);
  const fob = await lab.stock(go7);
  const first = await good(iprescribe.logIn(context, { username, password }));
  await good(synchronization.enterSerial(context, first.session, { serial: go7.id }));
  const codes = { currentCode: lab.code(fob), nextCode: lab.nextCode(fob) };
  const { session } = await good(synchronization.synchronize(context, first.session, codes));
  await good(iprescribe.activateEpcs(context, session, { passphrase }));
  const { secretKey } = await good(idme.beginCodeGenerator(context, idmeSession));
  const app = appWithKey(secretKey);
  const added = await good(
    idme.confirmCodeGenerator(context, idmeSession, { code: app.code(lab.nowUs), name: 'MyiPhone' }),
  );
  const { authorization } = await good(iprescribe.startPairing(context, session));
  await good(idme.answerConsent(context, added.session, { authorization, allow: true }));
  await good(iprescribe.pairingPassword(context, session, { password }));
  await good(iprescribe.selectDevice(context, session, { device: added.method.id }));
  lab.advance(30 * second);
  await good(iprescribe.activateDevice(context, session, { otp: app.code(lab.nowUs) }));
  await good(idme.deleteMethod(context, added.session, { method: added.method.id }));
  const again = await good(iprescribe.logIn(context, { username, password }));
  assert.deepEqual(
    again.tokens.map(({ credentialId }) => credentialId),
    [go7.id],
  );
});

attacks('activation links are sent at a measured pace', async () => {
  const lab = await newLab();
  const { idmeSession } = await registered(lab);
  const sent: string[] = [];
  for (let i = 0; i < 8; i++) {
    const to = { channel: 'text', to: '202-555-0150' };
    const answer = await idme.sendActivationLink(lab.context, idmeSession, to);
    sent.push(answer.ok ? 'sent' : answer.refusal.code);
  }
  assert.deepEqual(sent.slice(5), ['throttled', 'throttled', 'throttled']);
});

attacks('a slow registry answers in the end, to whoever asks again', async () => {
  const lab = await newLab();
  await good(setFaults(lab.context, { registrySlowSeconds: 30, by: 'tester' }));
  const ask = () => iprescribe.signUp(lab.context, { npi: one });
  const first = await ask();
  assert.equal(first.ok ? null : first.refusal.retryAtUs, lab.nowUs + 30 * second);
  lab.advance(29 * second);
  assert.equal(await bad(ask()), 'registry-slow');
  lab.advance(second);
  await good(ask());
  assert.equal(await bad(ask()), 'registry-slow', 'the next look-up takes its time too');
});

attacks('days that there are not are refused', async () => {
  const { context } = await newLab();
  for (const no of ['2026-02-30', '2026-13-01', '2026-00-10', '26-01-01', '2026-1-1', '2026-01-01x'])
    assert.equal(await bad(administration.dailyIncidentReport(context, { day: no })), 'birth-date', no);
  const csv = 'NPI,Last Name,NPI Deactivation Date\n1234567893,X,02/30/2020\n2000000002,Y,02/29/2020\n';
  const bytes = (async function* () {
    yield new Uint8Array(Buffer.from(csv));
  })();
  const report = await registry.importRegistry(context, { bytes, by: 'test' });
  assert.deepEqual([report.entries, report.refused], [1, 1]);
});

attacks('an imported registry brings no character that a terminal or a page obeys', async () => {
  const { context } = await newLab();
  const names = [
    '\u001b[31mX',
    'X\u202eY',
    'X\u0000',
    'x'.repeat(2000),
    '<b>X</b>',
    '=HYPERLINK("x")',
    "O'Neil",
  ];
  const rows = names.map((name) => `1234567893,"${name.replaceAll('"', '""')}"`);
  const bytes = (async function* () {
    yield new Uint8Array(Buffer.from(`NPI,Last Name\n${rows.join('\n')}\n`));
  })();
  const { refused, problems } = await registry.importRegistry(context, { bytes, by: 'test' });
  assert.equal(refused, 4);
  assert.deepEqual(
    problems.map(({ line }) => line),
    [2, 3, 4, 5],
  );
  // Marks of other programs are text like any other: who shows them quotes them.
  assert.equal((await good(registry.lookUp(context, { npi: one })))?.lastName, "O'Neil");
});

attacks('who does something has a name that can be read', async () => {
  const { context } = await newLab();
  for (const by of ['', ' ', 'x'.repeat(10_000), 'Admin\u202enimda', 'a\nb', '\u0007'])
    for (const refusal of [
      gold.invite(context, { npi: one, by }),
      setFaults(context, { mailLost: true, by }),
      calmhsa.createAccount(context, { npi: one, username: 'x', password, by }),
      drchrono.createAccount(context, { npi: one, username: 'x', password, by }),
      administration.enterRight(context, { npi: one, by }),
    ])
      assert.match(await bad(refusal), /^field-(empty|too-long|control-character)$/);
});

attacks('what is listed is all of it, beyond a thousand', async () => {
  const lab = await newLab();
  const { context } = lab;
  const session = await signedInAtGold(lab, await enrolledAtGold(lab));
  const rows = Array.from({ length: 2345 }, (_, i) => ({
    table: prescriptions.name,
    key: `${one}/${String(i).padStart(5, '0')}`,
    version: 0,
    body: JSON.stringify({
      ...prescription,
      id: String(i),
      npi: one,
      revision: 1,
      state: 'draft',
      record: null,
    }),
  }));
  for (let at = 0; at < rows.length; at += 500)
    await context.verifier.record({ atUs: lab.nowUs, rows: rows.slice(at, at + 500), audit: [] });
  const page = await good(signing.signingPage(context, session, { patient: prescription.patient }));
  assert.equal(page.prescriptions.length, rows.length);
});

attacks('an altered record is told, and is an incident', async () => {
  const lab = await newLab();
  const { context } = lab;
  const fob = await enrolledAtGold(lab);
  const session = await signedInAtGold(lab, fob);
  const id = await readyToSign(lab, session);
  const ask = { ids: [id], passphrase, token: fob.id, otp: lab.nextCode(fob) };
  const { records } = await good(signing.signPrescriptions(context, session, ask));
  const row = await lab.store.companion(signedRecords.name, records[0]!);
  const body = row!.body.replace('Examplodone', 'Otherdone');
  assert.notEqual(body, row!.body);
  const write = { table: signedRecords.name, key: records[0]!, version: row!.version, body };
  await context.verifier.record({ atUs: lab.nowUs, rows: [write], audit: [] });
  const month = new Date(lab.nowUs / 1000).toISOString().slice(0, 7);
  const report = await good(gold.signedRecordReport(context, session, { month }));
  assert.deepEqual(
    report.records.map(({ signatureHolds }) => signatureHolds),
    [false],
  );
  const { incidents } = await good(gold.incidentReport(context, session));
  assert.ok(incidents.some(({ kind }) => kind === 'record-altered'));
});

attacks('a token of somebody else is an incident; its refusal is the one for an unknown token', async () => {
  const lab = await newLab();
  const { context } = lab;
  const session = await signedInAtGold(lab, await enrolledAtGold(lab));
  const theirs = await enrolledAtGold(
    lab,
    two,
    { ...go7, id: '3315511112' },
    { ...go7Form, credentialId: '3315511112' },
  );
  const tried = { ...go7Form, credentialId: theirs.id, otp: lab.nextCode(theirs) };
  assert.equal(await bad(gold.addToken(context, session, tried)), 'token-not-added');
  const unknown = { ...go7Form, credentialId: '3315519999', otp: '123456' };
  assert.equal(await bad(gold.addToken(context, session, unknown)), 'token-not-added');
  const { incidents } = await good(gold.incidentReport(context, session));
  assert.deepEqual(
    incidents.map(({ kind }) => kind),
    ['foreign-token'],
  );
});

attacks('a biometric device needs the passphrase to be registered, and then does for the token', async () => {
  const lab = await newLab();
  const { context } = lab;
  const session = await signedInAtGold(lab, await enrolledAtGold(lab));
  const identifier = 'DEVICE-0001-0002';
  const register = (typed: string) =>
    gold.registerBiometric(context, session, { passphrase: typed, identifier });
  assert.equal(await bad(register('wrong passphrase')), 'signing-passphrase');
  await good(register(passphrase));
  const first = await good(gold.signIn(context, { npi: one, passphrase }));
  assert.equal(first.biometric, true);
  const wrong = { identifier: 'DEVICE-0001-0003' };
  assert.equal(await bad(gold.submitBiometric(context, first.session, wrong)), 'invalid-biometric');
  await good(gold.submitBiometric(context, first.session, { identifier }));
  await good(gold.registerBiometric(context, session, { passphrase }));
  const second = await good(gold.signIn(context, { npi: one, passphrase }));
  assert.equal(second.biometric, false);
  assert.equal(await bad(gold.submitBiometric(context, second.session, { identifier })), 'invalid-biometric');
});

attacks(
  'a token is replaced once its owner proves the new one, and a crash in between is made good',
  async () => {
    const lab = await newLab();
    const { context } = lab;
    const old = await enrolledAtGold(lab);
    const fresh = await lab.stock({ ...go7, id: '3315511112' });
    const ask = (currentCode: string, nextCode: string) =>
      administration.replaceToken(context, {
        npi: one,
        credentialId: '33-1551111-1',
        successor: '33-1551111-2',
        currentCode,
        nextCode,
        by: 'IT',
        reason: 'broken',
      });
    assert.equal(await bad(ask('000000', '111111')), 'not-synchronized');
    const { setState } = context.verifier;
    const crash = Object.assign(Object.create(context.verifier), {
      setState: () => Promise.reject(new Error('crash')),
    });
    const codes = [lab.code(fresh), lab.nextCode(fresh)] as const;
    await assert.rejects(
      administration.replaceToken(
        { ...context, verifier: crash },
        {
          npi: one,
          credentialId: old.id,
          successor: fresh.id,
          currentCode: codes[0],
          nextCode: codes[1],
          by: 'IT',
          reason: 'broken',
        },
      ),
      /crash/,
    );
    assert.equal(context.verifier.setState, setState);
    const done = await good(ask(...codes));
    assert.deepEqual([done.credentialId, done.replacedBy], [old.id, fresh.id]);
    assert.equal((await context.verifier.credential(old.id))?.lifecycle, 'replaced');
    await signedInAtGold(lab, fresh);
    lab.advance(60 * second);
    const first = await good(gold.signIn(context, { npi: one, passphrase }));
    const otp = lab.code(old);
    assert.equal(await bad(gold.submitOtp(context, first.session, { token: old.id, otp })), 'invalid-code');
    assert.equal(await bad(ask(...codes)), 'token-deleted');
  },
);

attacks.run();
