// To somebody who has proved nothing yet every refusal answers the same bytes and costs the same hashes and codes.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import type { Answer } from '../../src/epcs/answer.js';
import { administration, gold, idme, iprescribe } from '../../src/epcs/index.js';
import { stepsSpent } from './counted-steps.js';
import {
  bad,
  enrolledAtGold,
  go7Form,
  good,
  type Lab,
  newLab,
  one,
  passphrase,
  second,
  signedInAtGold,
  three,
  two,
  vip,
  vipForm,
} from './lab.js';
import { registered } from './registered.js';

interface Cost {
  readonly answer: string;
  readonly hashes: number;
  readonly steps: number;
}

async function cost(lab: Lab, ask: () => Promise<Answer<unknown>>): Promise<Cost> {
  const hashes = lab.hashes;
  const { value, steps } = await stepsSpent(ask);
  return { answer: JSON.stringify(value), hashes: lab.hashes - hashes, steps };
}

function allEqual(costs: readonly Cost[]): void {
  for (const one of costs) assert.deepEqual(one, costs[0]);
}

test('an unknown NPI, one that is not enrolled and a wrong passphrase are one refusal', async () => {
  const lab = await newLab();
  await enrolledAtGold(lab);
  const signIn = (npi: string) =>
    cost(lab, () => gold.signIn(lab.context, { npi, passphrase: 'wrong passphrase' }));
  const costs = [
    await signIn(one),
    await signIn(three),
    await signIn('2987654326'),
    await signIn('1999999984'),
  ];
  allEqual(costs);
  assert.equal(costs[0]?.hashes, 1);
  assert.match(costs[0]?.answer ?? '', /sign-in-refused/);
});

test('they are throttled alike', async () => {
  const lab = await newLab();
  await enrolledAtGold(lab);
  const answers: string[][] = [];
  for (const npi of [one, '2987654326']) {
    const seen: string[] = [];
    for (let i = 0; i < 8; i++)
      seen.push(JSON.stringify(await gold.signIn(lab.context, { npi, passphrase: `wrong ${i}` })));
    answers.push(seen);
  }
  assert.deepEqual(answers[0], answers[1]);
  assert.match(answers[0]?.at(-1) ?? '', /throttled/);
  assert.equal(await bad(gold.signIn(lab.context, { npi: one, passphrase })), 'throttled');
  lab.advance(31 * second);
  await good(gold.signIn(lab.context, { npi: one, passphrase }));
});

test('a wrong code, a lost, a disabled, a foreign and an unknown token are one refusal', async () => {
  const lab = await newLab();
  const { context } = lab;
  const fob = await enrolledAtGold(lab);
  const session = await signedInAtGold(lab, fob);
  const soft = await lab.stock(vip);
  await good(gold.addToken(context, session, { ...vipForm, otp: lab.code(soft) }));
  const other = await lab.stock({ id: 'AVT987654321', policy: 'symantec-vip' });
  const form = { ...vipForm, nickname: 'avt', type: 'OTP HARD TOKEN', credentialId: other.id };
  await good(gold.addToken(context, session, { ...form, otp: lab.code(other) }));
  await good(
    gold.disableToken(context, session, { credentialId: soft.id, reason: 'temporarily unavailable' }),
  );
  await good(gold.reportLost(context, session, { credentialId: other.id }));
  const foreign = await enrolledAtGold(
    lab,
    two,
    { id: '3315511112' },
    { ...go7Form, credentialId: '3315511112' },
  );
  const costs: Cost[] = [];
  lab.nextCode(fob);
  for (const [token, otp] of [
    [fob.id, fob.wrongCode(lab.nowUs)],
    [soft.id, lab.code(soft)],
    [other.id, lab.code(other)],
    [foreign.id, lab.code(foreign)],
    ['3315599999', '123456'],
    ['', ''],
  ] as const) {
    const first = await good(gold.signIn(context, { npi: one, passphrase }));
    costs.push(await cost(lab, () => gold.submitOtp(context, first.session, { token, otp })));
    lab.advance(3600 * second);
  }
  allEqual(costs);
  assert.ok((costs[0]?.steps ?? 0) > 1000);
});

test('a serial that nobody has, one that is taken and a wrong code are one refusal', async () => {
  const lab = await newLab();
  const { context } = lab;
  const fob = await enrolledAtGold(lab);
  const session = await signedInAtGold(lab, fob);
  await enrolledAtGold(lab, two, { id: '3315511112' }, { ...go7Form, credentialId: '3315511112' });
  const mine = await lab.stock({ id: '3315511113', policy: 'onespan' });
  const add = (credentialId: string, otp: string) =>
    cost(lab, () => gold.addToken(context, session, { ...go7Form, nickname: 'x', credentialId, otp }));
  const costs = [
    await add('3315511113', mine.wrongCode(lab.nowUs)),
    await add('3315511112', '123456'),
    await add('3315599999', '123456'),
  ];
  allEqual(costs);
  assert.match(costs[0]?.answer ?? '', /token-not-added/);
});

test('report lost, forgot passphrase, iPrescribe and ID.me tell nothing either', async () => {
  const lab = await newLab();
  const { context } = lab;
  const fob = await enrolledAtGold(lab);
  const lost = (npi: string, passphrase_: string, credentialId: string) =>
    cost(lab, () => gold.reportLostToken(context, { npi, passphrase: passphrase_, credentialId }));
  allEqual([
    await lost(one, 'wrong passphrase', fob.id),
    await lost('2987654326', passphrase, fob.id),
    await lost(one, passphrase, 'x'),
  ]);
  const forgot = (npi: string) => cost(lab, () => gold.forgotPassphrase(context, { npi }));
  allEqual([await forgot(one), await forgot('2987654326')]);

  const other = await newLab();
  const { username, email } = await registered(other);
  const logIn = (name: string) =>
    cost(other, () => iprescribe.logIn(other.context, { username: name, password: 'wrong password' }));
  allEqual([await logIn(username), await logIn('nobody')]);
  const signIn = (address: string) =>
    cost(other, () => idme.signIn(other.context, { email: address, password: 'wrong password' }));
  allEqual([await signIn(email), await signIn('nobody@example.test')]);
  const reset = (address: string) =>
    cost(other, () => idme.forgotPassword(other.context, { email: address }));
  allEqual([await reset(email), await reset('nobody@example.test')]);
});

test('who is locked out for guessing is an incident of the day', async () => {
  const lab = await newLab();
  await enrolledAtGold(lab);
  for (let i = 0; i < 6; i++) await gold.signIn(lab.context, { npi: one, passphrase: `wrong ${i}` });
  const day = new Date(lab.nowUs / 1000).toISOString().slice(0, 10);
  const report = await good(administration.dailyIncidentReport(lab.context, { day }));
  assert.deepEqual(
    report.incidents.map(({ kind, npi }) => [kind, npi]),
    [['sign-in-throttled', one]],
  );
});

test.run();
