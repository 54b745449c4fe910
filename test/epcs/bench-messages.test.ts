// Messages of the relying parties on fobs of the bench: texts with links, pushes that are answered there, app versions.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { type PausedBench, pausedBench } from '../operations/paused-bench.js';

const messages = suite('messages on the bench');
const email = 'one@example.test';
const phone = '+12025550101';
const password = 'A long password 1';
let bench: PausedBench;
messages.before.each(() => {
  bench = pausedBench();
});
messages.after.each(() => bench.close());

interface Answer {
  readonly outcome: string;
  readonly value?: Record<string, unknown>;
  readonly refusal?: { readonly code: string };
}

async function epcs(verb: string, given: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const answer = (await bench.run(`epcs-${verb}`, given)) as unknown as Answer;
  assert.equal(answer.outcome, 'done', JSON.stringify(answer.refusal));
  return answer.value ?? {};
}

async function refused(verb: string, given: Record<string, unknown>): Promise<string | undefined> {
  return ((await bench.run(`epcs-${verb}`, given)) as unknown as Answer).refusal?.code;
}

const code = async (fob: string): Promise<string> => (await bench.run('fob.code', { fob })).code as string;

/** Signed in at ID.me with a phone of the bench. */
async function signedUp(): Promise<string> {
  await bench.run('fob.add', { model: 'idme/phone', serial: phone });
  const { session } = await epcs('idme.sign-up', { email, password, acceptTerms: true });
  const listed = (await epcs('messages.list', { to: email })).messages as { link: string }[];
  await epcs('idme.confirm-email', { link: listed.at(-1)?.link });
  await epcs('idme.after-confirmation', { session });
  await epcs('idme.set-up-phone', { session, phone: '202-555-0101' });
  return (await epcs('idme.confirm-phone', { session, code: await code(phone) })).session as string;
}

messages('a text with a link reaches the phone, and the link is good', async () => {
  const session = await signedUp();
  await epcs('idme.send-activation-link', { session, channel: 'text', to: phone });
  const { messages: arrived } = (await bench.run('phone.list', { fob: phone })) as {
    messages: { code: string; link: string | null; from: string }[];
  };
  const link = arrived.at(-1)?.link;
  assert.match(link ?? '', /^http:\/\/localhost\/idme\/activate\?link=[\w-]{22}$/);
  assert.equal(arrived.at(-1)?.code, '');
  assert.equal(arrived.at(0)?.link, null);
  const log = JSON.stringify(bench.benchHost.bench.events(1));
  assert.equal(log.includes(link ?? '-'), false, 'no event holds the link');

  await bench.run('fob.add', { model: 'idme/push', serial: 'old-app', appVersion: '1.4.9' });
  assert.equal(await refused('idme.open-activation-link', { link, app: 'old-app' }), 'app-too-old');
  await assert.rejects(epcs('idme.open-activation-link', { link }), /version of the app is missing/);
  await epcs('idme.open-activation-link', { link, app: 'MyiPhone', appVersion: '1.5.0' });
  assert.equal((await bench.run('fob.show', { fob: 'MyiPhone' })).firmwareVersion, '1.5.0');
  const confirmed = { session, code: await code('MyiPhone'), name: 'MyiPhone' };
  await epcs('idme.confirm-code-generator', confirmed);
});

messages('a push is approved or denied in the app of the bench', async () => {
  const session = await signedUp();
  await bench.run('fob.add', { model: 'idme/push', serial: 'iPhone', appVersion: '2.0.1' });
  const { id: method } = await epcs('idme.add-push', { session, app: 'iPhone' });
  const begin = async (): Promise<string> => {
    const first = (await epcs('idme.sign-in', { email, password })).session as string;
    await epcs('idme.choose-method', { session: first, method });
    return first;
  };
  const denied = await begin();
  const { requests } = (await bench.run('push.list', { fob: 'iPhone' })) as { requests: { text: string }[] };
  assert.match(requests[0]?.text ?? '', /Approve or deny the sign-in of one@example.test/);
  assert.equal(await refused('idme.after-push', { session: denied }), 'push-waiting');
  await bench.run('push.answer', { answer: 'deny', fob: 'iPhone' });
  assert.equal(await refused('idme.after-push', { session: denied }), 'push-denied');
  const approved = await begin();
  await bench.run('push.answer', { answer: 'approve', fob: 'iPhone' });
  assert.equal((await epcs('idme.after-push', { session: approved })).step, 'signed-in');
  const late = await begin();
  await bench.run('bench.advance', { by: '5m' });
  await assert.rejects(
    bench.run('push.answer', { answer: 'approve', fob: 'iPhone' }),
    /expired|waits|nothing/,
  );
  assert.equal(await refused('idme.after-push', { session: late }), 'push-not-good');
});

messages('what no fob takes stays in the outbox, and is not looked at for ever', async () => {
  const session = await signedUp();
  await bench.run('fob.remove', { fob: phone });
  await epcs('idme.send-activation-link', { session, channel: 'text', to: phone });
  const state = async () => {
    const listed = (await epcs('messages.list', { to: phone })).messages as { deliveredAt: string | null }[];
    return listed.at(-1)?.deliveredAt;
  };
  assert.equal(await state(), null);
  await bench.run('fob.add', { model: 'idme/phone', serial: phone });
  assert.equal(await state(), null);
  assert.notEqual(await state(), null, 'a phone that is added later gets it');
});

messages('a phone takes links that are links', async () => {
  await bench.run('fob.add', { model: 'idme/phone', serial: phone });
  for (const link of [
    'javascript:alert(1)',
    'http://',
    'https://a b',
    `http://${'x'.repeat(1000)}`,
    'http://\u202ex',
  ])
    await assert.rejects(bench.run('phone.receive', { fob: phone, link }), /A link of \d+ characters/);
  await assert.rejects(bench.run('phone.receive', { fob: phone }), /missing/);
  await bench.run('phone.receive', { fob: phone, link: 'https://example.test/a?b=c', code: '123456' });
  const snapshot = (await bench.run('phone.list', { fob: phone })) as { messages: { link: string }[] };
  assert.equal(snapshot.messages[0]?.link, 'https://example.test/a?b=c');
  await assert.rejects(
    bench.run('fob.add', { model: 'onespan/digipass-go7', appVersion: '1.5.0' }),
    /is no app and has no version/,
  );
  await assert.rejects(bench.run('fob.add', { model: 'idme/push', appVersion: 'new' }), /this is no version/);
});

messages.run();
