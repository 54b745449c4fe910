// What rows of docs/epcs.md say, each as a case.
import * as assert from 'node:assert/strict';
import { maskedPhone } from '../../src/epcs/identifiers/contact.js';
import { credentialIdOf } from '../../src/epcs/identifiers/credential-id.js';
import {
  administration,
  authenticatorBinding,
  calmhsa,
  drchrono,
  gold,
  idme,
  iprescribe,
  messages,
  setFaults,
  synchronization,
} from '../../src/epcs/index.js';
import { Fob } from '../verification/fixtures.js';
import { appWithKey } from './authenticator-app.js';
import {
  bad,
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
  three,
  vip,
  vipForm,
} from './lab.js';
import { linkIn, password, registered } from './registered.js';

/** At iPrescribe with a GO 7 that is set up, and EPCS activated. */
async function setUp(
  npi = one,
): Promise<{ lab: Lab; session: string; idmeSession: string; backupCodes: readonly string[] }> {
  const lab = await newLab();
  const { context } = lab;
  const { username, idmeSession } = await registered(lab, npi);
  const fob = await lab.stock(go7);
  const first = await good(iprescribe.logIn(context, { username, password }));
  await good(synchronization.enterSerial(context, first.session, { serial: '3315511111' }));
  const codes = { currentCode: lab.code(fob), nextCode: lab.nextCode(fob) };
  const { session, backupCodes } = await good(synchronization.synchronize(context, first.session, codes));
  return { lab, session, idmeSession, backupCodes };
}

async function signedIn(): Promise<{ lab: Lab; session: string }> {
  const lab = await newLab();
  const fob = await enrolledAtGold(lab);
  return { lab, session: await signedInAtGold(lab, fob) };
}

/** A code generator of ID.me, as an app would show it. */
async function addGenerator({ context, nowUs }: Lab, session: string, name: string): Promise<string> {
  const { secretKey } = await good(idme.beginCodeGenerator(context, session));
  lastGenerator = appWithKey(secretKey);
  const code = lastGenerator.code(nowUs);
  return (await good(idme.confirmCodeGenerator(context, session, { code, name }))).session;
}

/** The app that was added last. */
let lastGenerator: Fob;

export const cases: Readonly<Record<string, () => Promise<void>>> = {
  'reused-invitation': async () => {
    const lab = await newLab();
    await enrolledAtGold(lab);
    const invitationId = (await lab.lastMessage('one@example.test')).code ?? '';
    assert.equal(await bad(gold.beginEnrolment(lab.context, { invitationId })), 'invitation-used');
  },
  'token-before-proofing': async () => {
    const lab = await newLab();
    const { sentTo } = await good(gold.invite(lab.context, { npi: one, by: 'admin' }));
    const invitationId = (await lab.lastMessage(sentTo)).code ?? '';
    const { session, step } = await good(gold.beginEnrolment(lab.context, { invitationId }));
    assert.equal(step, 'token');
    assert.equal(
      await bad(gold.proveIdentity(lab.context, session, { outcome: 'verified' })),
      'step-out-of-order',
    );
  },
  'entire-proofing-again': async () => {
    const { lab, session } = await signedIn();
    await good(gold.reportLost(lab.context, session, { credentialId: '3315511111' }));
    assert.equal((await good(gold.home(lab.context, session))).advice, 'entire-proofing-again');
    assert.equal(await bad(gold.signIn(lab.context, { npi: one, passphrase })), 'entire-proofing-again');
    const again = await enrolledAtGold(
      lab,
      one,
      { id: '3315511112' },
      { ...go7Form, credentialId: '3315511112' },
    );
    await signedInAtGold(lab, again);
  },
  'enrolment-columns': async () => {
    const lab = await newLab();
    const { sentTo } = await good(gold.invite(lab.context, { npi: one, by: 'admin' }));
    const invitationId = (await lab.lastMessage(sentTo)).code ?? '';
    const { session } = await good(gold.beginEnrolment(lab.context, { invitationId }));
    const fob = await lab.stock(go7);
    await good(gold.enrolToken(lab.context, session, { ...go7Form, otp: lab.code(fob) }));
    const [row] = (await good(gold.enrolment(lab.context, session))).tokens;
    assert.deepEqual(Object.keys(row ?? {}), [
      'nickname',
      'credentialId',
      'manufacturer',
      'issuer',
      'type',
      'auth',
    ]);
  },
  'forgot-passphrase': async () => {
    const { lab } = await signedIn();
    const { context } = lab;
    await good(gold.forgotPassphrase(context, { npi: one }));
    const link = linkIn(await lab.lastMessage('one@example.test'));
    assert.equal((await good(gold.securityQuestion(context, { link }))).question, 'First pet?');
    const reset = (answer: string) =>
      gold.resetPassphrase(context, { link, answer, passphrase: 'Another horse 2' });
    assert.equal(await bad(reset('a cat')), 'security-answer');
    await good(reset('  FIDO the  dog '));
    assert.equal(await bad(reset('fido the dog')), 'link-not-good');
    await good(gold.signIn(context, { npi: one, passphrase: 'Another horse 2' }));
    assert.equal(await bad(gold.signIn(context, { npi: one, passphrase })), 'sign-in-refused');
  },
  'credential-id-is-serial': async () => {
    const { lab, session } = await signedIn();
    const app = await lab.stock(vip);
    const { token } = await good(gold.addToken(lab.context, session, { ...vipForm, otp: lab.code(app) }));
    assert.equal(token.credentialId, app.id);
  },
  'home-name': async () => {
    const { lab, session } = await signedIn();
    const { name, npi } = await good(gold.home(lab.context, session));
    assert.deepEqual([name, npi], ['Prescriber One', one]);
  },
  'token-is-listed': async () => {
    const { lab, session } = await signedIn();
    const app = await lab.stock(vip);
    await good(gold.addToken(lab.context, session, { ...vipForm, otp: lab.code(app) }));
    const { tokens } = await good(gold.tokens(lab.context, session));
    assert.deepEqual(
      tokens.map(({ name, status }) => [name, status]),
      [
        ['fob', 'Active'],
        ['iPhone token app', 'Active'],
      ],
    );
  },
  'settings-menu': async () => {
    const { lab, session } = await setUp();
    const { menu } = await good(iprescribe.settings(lab.context, session));
    assert.deepEqual(menu, ['Account Settings', 'Security Settings']);
  },
  'code-expires': async () => {
    const lab = await newLab();
    const fob = await enrolledAtGold(lab);
    const { session } = await good(gold.signIn(lab.context, { npi: one, passphrase }));
    lab.advance(30 * second);
    const otp = lab.code(fob);
    lab.advance(3600 * second);
    const late = await good(gold.signIn(lab.context, { npi: one, passphrase }));
    assert.equal(await bad(gold.submitOtp(lab.context, session, { token: fob.id, otp })), 'signed-out');
    assert.equal(
      await bad(gold.submitOtp(lab.context, late.session, { token: fob.id, otp })),
      'invalid-code',
    );
  },
  'code-once': async () => {
    const lab = await newLab();
    const fob = await enrolledAtGold(lab);
    lab.advance(30 * second);
    const otp = lab.code(fob);
    const submit = async () => {
      const { session } = await good(gold.signIn(lab.context, { npi: one, passphrase }));
      return gold.submitOtp(lab.context, session, { token: fob.id, otp });
    };
    await good(submit());
    assert.equal(await bad(submit()), 'invalid-code');
  },
  'idme-overview': async () => {
    const lab = await newLab();
    const { idmeSession, email } = await registered(lab);
    const shown = await good(idme.methods(lab.context, idmeSession));
    assert.equal(shown.email, email);
    assert.ok(shown.memberSinceUs > 0 && shown.verifiedUs !== null);
  },
  'activation-link': async () => {
    const lab = await newLab();
    const { idmeSession } = await registered(lab);
    await good(idme.sendActivationLink(lab.context, idmeSession, { channel: 'text', to: '202-555-0102' }));
    const link = linkIn(await lab.lastMessage('+12025550102'));
    const open = (appVersion: string) => idme.openActivationLink(lab.context, { link, appVersion });
    for (const old of ['1.4.9', '0.9', '1', 'new']) assert.equal(await bad(open(old)), 'app-too-old');
    const { secretKey } = await good(open('1.5.0'));
    assert.equal(await bad(open('1.5.0')), 'link-not-good');
    const code = appWithKey(secretKey).code(lab.nowUs);
    await good(idme.confirmCodeGenerator(lab.context, idmeSession, { code }));
  },
  'generator-name-optional': async () => {
    const lab = await newLab();
    const { idmeSession } = await registered(lab);
    const { secretKey } = await good(idme.beginCodeGenerator(lab.context, idmeSession));
    const code = appWithKey(secretKey).code(lab.nowUs);
    const { method } = await good(idme.confirmCodeGenerator(lab.context, idmeSession, { code }));
    assert.match(method.name, /^Code Generator \d$/);
  },
  'generators-differ': async () => {
    const lab = await newLab();
    const { idmeSession } = await registered(lab);
    const first = appWithKey((await good(idme.beginCodeGenerator(lab.context, idmeSession))).secretKey);
    const other = appWithKey((await good(idme.beginCodeGenerator(lab.context, idmeSession))).secretKey);
    assert.notEqual(first.code(lab.nowUs), other.code(lab.nowUs));
    assert.notEqual(first.code(lab.nowUs), first.code(lab.nowUs + 30 * second));
  },
  cancel: async () => {
    const { lab } = await signedIn();
    const { session } = await good(gold.signIn(lab.context, { npi: one, passphrase }));
    await good(gold.cancelSignIn(lab.context, session));
    assert.equal(await bad(gold.submitOtp(lab.context, session, { token: 'x', otp: '1' })), 'signed-out');
  },
  'organization-grants': async () => {
    const { lab, session } = await signedIn();
    const { grants } = await good(gold.home(lab.context, session));
    assert.deepEqual(grants[0], { organization: 'Example Clinic', deaNumber: 'FP0000012', status: 'ACTIVE' });
  },
  'current-tokens': async () => {
    const { lab, session } = await signedIn();
    const shown = async () => (await good(gold.home(lab.context, session))).tokens;
    assert.deepEqual(await shown(), [{ name: 'fob', identifier: '3315511111', status: 'Active' }]);
    await good(gold.disableToken(lab.context, session, { credentialId: '3315511111', reason: 'broken' }));
    assert.equal((await shown())[0]?.status, 'Inactive');
  },
  'token-columns': async () => {
    const { lab, session } = await signedIn();
    const [row] = (await good(gold.tokens(lab.context, session))).tokens;
    const columns = [
      'name',
      'credentialId',
      'manufacturer',
      'issuer',
      'type',
      'model',
      'status',
      'reason',
      'actions',
    ];
    assert.deepEqual(Object.keys(row ?? {}), columns);
  },
  'active-actions': async () => {
    const { lab, session } = await signedIn();
    const [row] = (await good(gold.tokens(lab.context, session))).tokens;
    assert.deepEqual(row?.actions, ['Edit', 'Disable', 'Delete']);
  },
  'inactive-actions': async () => {
    const { lab, session } = await signedIn();
    const credentialId = '3315511111';
    const aside = { credentialId, reason: 'temporarily unavailable' };
    assert.deepEqual((await good(gold.disableToken(lab.context, session, aside))).actions, [
      'Edit',
      'Enable',
      'Delete',
    ]);
    await good(gold.enableToken(lab.context, session, { credentialId }));
    await good(gold.disableToken(lab.context, session, { credentialId, reason: 'broken' }));
    assert.equal(await bad(gold.enableToken(lab.context, session, { credentialId })), 'token-not-enableable');
    await good(gold.deleteToken(lab.context, session, { credentialId }));
    assert.equal((await good(gold.tokens(lab.context, session))).tokens.length, 0);
    assert.equal((await good(gold.tokens(lab.context, session, { showDeleted: true }))).tokens.length, 1);
  },
  'soft-serials': async () => {
    for (const prefix of ['SYMC', 'SYMZ', 'VSST'])
      assert.ok(credentialIdOf('SYMANTEC', 'OTP SOFT TOKEN', `${prefix}12345678`), prefix);
  },
  'onespan-serials': async () => {
    assert.equal(credentialIdOf('ONESPAN', 'OTP HARD TOKEN', '3315511111'), '3315511111');
    assert.equal(credentialIdOf('ONESPAN', 'OTP HARD TOKEN', '3-315511111'), null);
  },
  'symantec-serials': async () => {
    for (const serial of ['AVT987654321', 'FT1234567890'])
      assert.equal(credentialIdOf('SYMANTEC', 'OTP HARD TOKEN', serial), serial);
  },
  'calmhsa-leads-to-gold': async () => {
    const { context } = await newLab();
    await good(calmhsa.createAccount(context, { npi: one, username: 'one', password, by: 'admin' }));
    assert.equal(
      await bad(calmhsa.logIn(context, { username: 'one', password: 'wrong password' })),
      'log-in-refused',
    );
    const { session, menu } = await good(calmhsa.logIn(context, { username: 'One', password }));
    assert.deepEqual(menu, { Utilities: ['Token Management'] });
    assert.equal((await good(calmhsa.tokenManagement(context, session))).next, 'gold-sign-in');
  },
  'manage-authenticators': async () => {
    const { lab, session } = await setUp();
    const menu = async () => (await good(iprescribe.settings(lab.context, session))).menu;
    assert.equal((await menu()).includes('Manage Authenticators'), false);
    assert.equal(await bad(iprescribe.authenticators(lab.context, session)), 'epcs-not-activated');
    await good(iprescribe.activateEpcs(lab.context, session, { passphrase }));
    assert.equal((await menu()).includes('Manage Authenticators'), true);
  },
  'newest-on-top': async () => {
    const { lab, session, idmeSession } = await setUp();
    const { context } = lab;
    await good(iprescribe.activateEpcs(context, session, { passphrase }));
    const at = await addGenerator(lab, idmeSession, 'MyiPhone');
    lab.advance(30 * second);
    const next = await addGenerator(lab, at, 'MyiPad');
    const { authorization } = await good(iprescribe.startPairing(context, session));
    assert.equal(
      await bad(iprescribe.pairingPassword(context, session, { password })),
      'authorization-not-good',
    );
    await good(idme.answerConsent(context, next, { authorization, allow: true }));
    const { devices } = await good(iprescribe.pairingPassword(context, session, { password }));
    assert.deepEqual(
      devices.map(({ name, paired }) => [name, paired]),
      [
        ['MyiPad', false],
        ['MyiPhone', false],
        ['3315511111', true],
      ],
    );
    await good(iprescribe.selectDevice(context, session, { device: devices[0]!.id }));
    assert.equal(await bad(iprescribe.activateDevice(context, session, { otp: '000000' })), 'invalid-code');
    lab.advance(30 * second);
    const otp = lastGenerator.code(lab.nowUs);
    const { paired } = await good(iprescribe.activateDevice(context, session, { otp }));
    assert.deepEqual([paired.name, paired.paired], ['MyiPad', true]);
    assert.equal(await bad(iprescribe.activateDevice(context, session, { otp })), 'step-out-of-order');
  },
  'binding-proceeds': async () => {
    const lab = await newLab();
    const { username } = await registered(lab);
    const { session } = await good(iprescribe.logIn(lab.context, { username, password }));
    const begun = await good(authenticatorBinding.startBinding(lab.context, session));
    if (begun.outcome !== 'proceed') assert.fail(begun.outcome);
    const app = new Fob({ id: 'app', seed: new Uint8Array(Buffer.from(begun.activation.seed, 'hex')) });
    const otp = app.code(lab.nowUs);
    const bound = await good(authenticatorBinding.confirmBinding(lab.context, session, { otp }));
    assert.equal(bound.credentialId, begun.activation.serial);
  },
  'binding-stops': async () => {
    const lab = await newLab();
    const { username } = await registered(lab, three);
    const { session } = await good(iprescribe.logIn(lab.context, { username, password }));
    const begun = await good(authenticatorBinding.startBinding(lab.context, session));
    if (begun.outcome !== 'stopped') assert.fail(begun.outcome);
    assert.equal(begun.feature, 'IP-Auth-Stop-Binding-2.0');
    assert.equal(begun.next, 'hardware-token');
    await good(synchronization.enterSerial(lab.context, session, { serial: '3315511111' }));
  },
  'press-again': async () => {
    const lab = await newLab();
    const { username } = await registered(lab);
    const { session } = await good(iprescribe.logIn(lab.context, { username, password }));
    const page = await good(synchronization.enterSerial(lab.context, session, { serial: 'FT1234567890' }));
    assert.equal(page.nextCode, 'press-again');
    const card = await lab.stock({ id: 'FT1234567890', kind: 'hotp', policy: 'symantec-vip' });
    const codes = { currentCode: lab.code(card), nextCode: lab.code(card) };
    await good(synchronization.synchronize(lab.context, session, codes));
  },
  'backup-codes': async () => {
    const { backupCodes } = await setUp();
    assert.equal(backupCodes.length, 10);
  },
  'invalid-code-causes': async () => {
    const causes = messages['invalid-code'].causes?.map(({ cause }) => cause);
    assert.deepEqual(causes, ['Code expired', 'Clock synchronization', 'Typing error']);
  },
  'late-mail': async () => {
    const lab = await newLab();
    const { context } = lab;
    await good(setFaults(context, { mailLateSeconds: 600, by: 'tester' }));
    await good(idme.signUp(context, { email: 'late@example.test', password, acceptTerms: true }));
    const { dueUs, sentUs } = await lab.lastMessage('late@example.test');
    assert.equal(dueUs, sentUs + 600_000_000);
    await good(setFaults(context, { idmeUnavailable: true, by: 'tester' }));
    assert.equal(
      await bad(idme.signIn(context, { email: 'late@example.test', password })),
      'idme-unavailable',
    );
  },
  'masked-number': async () => {
    assert.equal(maskedPhone('+12025550101'), '(***) *** *101');
  },
  'one-primary': async () => {
    const { lab, idmeSession } = await setUp();
    const { context } = lab;
    await good(drchrono.createAccount(context, { npi: one, username: 'one', password, by: 'admin' }));
    const { session } = await good(drchrono.logIn(context, { username: 'one', password }));
    assert.equal(
      await bad(drchrono.approve(context, { username: 'one', by: 'admin' })),
      'drchrono-not-approved',
    );
    const { authorization } = await good(drchrono.updateMfaDevice(context, session));
    let at = await addGenerator(lab, idmeSession, 'MyiPhone');
    await good(idme.addPush(context, at, { app: 'phone-1', name: 'Phone' }));
    lab.advance(30 * second);
    at = await addGenerator(lab, at, 'MyiPhone');
    await good(idme.answerConsent(context, at, { authorization, allow: true }));
    await good(drchrono.confirmIdentity(context, session));
    await good(drchrono.approve(context, { username: 'one', by: 'admin' }));
    const info = async () => good(drchrono.erxInfo(context, session));
    const primaries = async () => (await info()).devices.filter(({ primary }) => primary).map(({ id }) => id);
    const { devices, warnings } = await info();
    assert.deepEqual(warnings, ['nickname-repeated']);
    assert.equal((await primaries()).length, 1);
    await good(drchrono.selectPrimary(context, session, { device: devices[0]!.id }));
    assert.deepEqual(await primaries(), [devices[0]!.id]);
    const remove = (successor?: string) =>
      drchrono.deleteDevice(context, session, {
        device: devices[0]!.id,
        ...(successor === undefined ? {} : { successor }),
      });
    assert.equal(await bad(remove()), 'successor-needed');
    await good(remove(devices[1]!.id));
    assert.deepEqual(await primaries(), [devices[1]!.id]);
    const right = await good(administration.signingRight(context, { npi: one }));
    assert.equal(right?.state, 'granted');
  },
  'account-tabs': async () => {
    assert.deepEqual(drchrono.accountTabs.slice(3, 5), ['Medical Billing', 'eRx Info']);
    assert.equal(drchrono.accountTabs.length, 11);
  },
  'device-columns': async () => {
    assert.deepEqual(drchrono.deviceOptions, {
      'code-generator': 'Generate 2FA Key',
      push: 'Push Notification 2FA',
    });
  },
};
