// The long story: register, Allow, bind a GO 7 with two codes, log in, a year at +20 ppm, refused, synchronized, sign,
// replay refused, lost, signing refused, backup code, bind VIP Access, two persons restore the right, sign again.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import {
  administration,
  authenticatorBinding,
  iprescribe,
  signing,
  synchronization,
} from '../../src/epcs/index.js';
import { signedRecords } from '../../src/epcs/signing/signed-record.js';
import { bad, day, enrolledAtGold, go7, good, newLab, one, passphrase, second, two, vip } from './lab.js';
import { password, prescription, registered } from './registered.js';

test('the long story', async () => {
  const lab = await newLab();
  const { context } = lab;
  const { username } = await registered(lab);
  const fob = await lab.stock(go7);

  const first = await good(iprescribe.logIn(context, { username, password }));
  assert.equal(first.step, 'set-up');
  const started = await good(authenticatorBinding.startBinding(context, first.session));
  assert.equal(started.outcome, 'proceed');
  const page = await good(synchronization.enterSerial(context, first.session, { serial: '33-1551111-1' }));
  assert.deepEqual(page, { serial: '3315511111', nextCode: 'wait' });
  const currentCode = lab.code(fob);
  const nextCode = lab.nextCode(fob);
  const bound = await good(synchronization.synchronize(context, first.session, { currentCode, nextCode }));
  assert.equal(bound.backupCodes.length, 10);
  await good(iprescribe.activateEpcs(context, bound.session, { passphrase }));
  assert.ok((await good(iprescribe.settings(context, bound.session))).menu.includes('Manage Authenticators'));
  await good(iprescribe.logOut(context, bound.session));

  const logIn = async (otp: string): Promise<string> => {
    const { session } = await good(iprescribe.logIn(context, { username, password }));
    return (await good(iprescribe.submitCode(context, session, { token: fob.id, otp }))).session;
  };
  await logIn(lab.nextCode(fob));

  lab.advance(365 * day);
  fob.offsetUs = 631 * second;
  const late = await good(iprescribe.logIn(context, { username, password }));
  const submit = iprescribe.submitCode(context, late.session, { token: fob.id, otp: lab.code(fob) });
  assert.equal(await bad(submit), 'invalid-code');
  const codes = { currentCode: lab.code(fob), nextCode: lab.nextCode(fob) };
  const by = { npi: one, credentialId: fob.id, by: 'IT', reason: 'clock' };
  await good(administration.resynchronizeToken(context, { ...by, ...codes }));

  const session = await logIn(lab.nextCode(fob));
  const draft = await good(signing.draftPrescription(context, session, prescription));
  const sign = (over: object, at = session, ids = [draft.id]) =>
    signing.signPrescriptions(context, at, { ids, passphrase, token: fob.id, otp: lab.code(fob), ...over });
  lab.nextCode(fob);
  assert.equal(await bad(sign({})), 'not-ready');
  await good(signing.markReady(context, session, { id: draft.id, revision: draft.revision }));
  assert.equal(await bad(sign({ passphrase: 'not the passphrase' })), 'signing-passphrase');
  const signed = await good(sign({}));
  assert.equal(signed.records.length, 1);
  const record = JSON.parse((await lab.store.companion(signedRecords.name, signed.records[0]!))!.body);
  assert.equal(signing.recordHolds(record), true);
  assert.equal(signing.recordHolds({ ...record, text: record.text.replace('20', '90') }), false);

  const second_ = await good(signing.draftPrescription(context, session, prescription));
  await good(signing.markReady(context, session, { id: second_.id, revision: 1 }));
  assert.equal(await bad(sign({}, session, [second_.id])), 'invalid-code', 'the code is used up');
  assert.equal(await bad(sign({}, session, [draft.id])), 'prescription-not-open');

  await good(administration.reportLost(context, { ...by, reason: 'stolen' }));
  lab.nextCode(fob);
  assert.equal(await bad(sign({}, session, [second_.id])), 'no-signing-right');

  const locked = await good(iprescribe.logIn(context, { username, password }));
  assert.deepEqual([locked.step, locked.tokens.length, locked.backupCodes], ['second-factor', 0, true]);
  const withCode = await good(
    iprescribe.submitBackupCode(context, locked.session, { code: bound.backupCodes[0]! }),
  );
  const again = await good(iprescribe.logIn(context, { username, password }));
  assert.equal(
    await bad(iprescribe.submitBackupCode(context, again.session, { code: bound.backupCodes[0]! })),
    'invalid-backup-code',
  );

  const soft = await lab.stock(vip);
  await good(synchronization.enterSerial(context, withCode.session, { serial: 'SYMC 1234 5678' }));
  const softCodes = { currentCode: lab.code(soft), nextCode: lab.nextCode(soft), device: 'phone-1' };
  const restored = await good(synchronization.synchronize(context, withCode.session, softCodes));
  assert.deepEqual(restored.backupCodes, []);
  const signSoft = (over: object) =>
    signing.signPrescriptions(context, restored.session, {
      ids: [second_.id],
      passphrase,
      token: soft.id,
      otp: lab.nextCode(soft),
      ...over,
    });
  assert.equal(await bad(signSoft({})), 'no-signing-right');

  const registrant = await enrolledAtGold(
    lab,
    two,
    { id: '3315511112', policy: 'onespan' },
    {
      manufacturer: 'ONESPAN',
      issuer: 'DRFIRST',
      type: 'OTP HARD TOKEN',
      nickname: 'fob',
      credentialId: '3315511112',
    },
  );
  await good(administration.enterRight(context, { npi: one, by: 'admin' }));
  const execute = (registrantNpi: string, token: string, otp: string) =>
    administration.executeRight(context, { npi: one, registrant: registrantNpi, token, otp });
  assert.equal(await bad(execute(one, soft.id, lab.nextCode(soft))), 'two-persons');
  await good(execute(two, registrant.id, lab.nextCode(registrant)));
  assert.equal(await bad(signSoft({ device: 'phone-1' })), 'factor-on-requesting-device');
  await good(signSoft({ device: 'tablet-1' }));

  const report = await context.verifier.verifyAudit();
  assert.notEqual(report.status, 'invalid');
  const text = JSON.stringify(await Promise.all([context.verifier.audit(1, 1000)]));
  for (const secret of [passphrase, password, ...bound.backupCodes, '666123450'])
    assert.equal(text.includes(secret), false);
});

test.run();
