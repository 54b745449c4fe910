// docs/epcs-pages.md, row by row: every word that a row names is on its page, in the order of the document.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import { findOperation } from '../../src/operations/index.js';
import type { webPages as Pages } from '../../src/web/mount.js';
import { type PausedBench, pausedBench } from '../operations/paused-bench.js';

const words = suite('docs/epcs-pages.md');
const rows = readFileSync(new URL('../../docs/epcs-pages.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `/'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, page = '', lines = '', says = '']) => ({
    path: page.replaceAll('`', ''),
    lines,
    says: says.split(' · '),
  }));

const npi = '1234567893';
const passphrase = 'correct horse battery';
const password = 'A long password 1';
let bench: PausedBench;
let app: ReturnType<typeof Pages.app>;
const cookies = new Map<string, string>();

type Value = Record<string, string> & { session: string };

async function verb(name: string, given: Record<string, unknown>): Promise<Value> {
  const system = name.split('.')[0]!;
  const cookie = system === 'idme' ? 'foblab_idme_session' : `foblab_${system}`;
  const session = cookies.get(cookie);
  const { parameters } = (await findOperation(`epcs-${name}`))!;
  const signedIn = session !== undefined && 'session' in parameters;
  const answer = (await bench.run(`epcs-${name}`, signedIn ? { session, ...given } : given)) as {
    outcome: string;
    value: Value;
    refusal: unknown;
  };
  assert.equal(answer.outcome, 'done', `${name}: ${JSON.stringify(answer.refusal)}`);
  if (typeof answer.value.session === 'string') cookies.set(cookie, answer.value.session);
  return answer.value;
}

async function lastMessage(): Promise<{ text: string; code: string; link: string }> {
  const { value } = (await bench.run('epcs-messages.list', {})) as {
    value: { messages: { text: string; code: string; link: string }[] };
  };
  return value.messages.at(-1)!;
}

async function code(fob: string): Promise<string> {
  return String((await bench.run('fob.code', { fob })).code);
}

/** What brings the sessions to where each page shows what its rows name, by the page of the row. */
const before: Record<string, () => Promise<void>> = {
  '/gold/enroll/token?manufacturer=SYMANTEC': async () => {
    await verb('gold.invite', { npi });
    const { text } = await lastMessage();
    await verb('gold.begin-enrolment', { invitationId: /ID is (\S+)\./.exec(text)![1] });
  },
  '/gold/token': async () => {
    const token = {
      manufacturer: 'ONESPAN',
      type: 'OTP HARD TOKEN',
      nickname: 'fob',
      credentialId: '3315511111',
    };
    await verb('gold.enrol-token', { ...token, otp: await code('3315511111') });
    await verb('gold.prove-identity', { outcome: 'verified' });
    await verb('gold.choose-passphrase', { passphrase, question: 'First pet?', answer: 'Mr. Rex 1' });
    cookies.clear();
    await verb('gold.sign-in', { npi, passphrase });
  },
  '/gold/home': async () => {
    await bench.run('bench.advance', { by: '60s' });
    await verb('gold.submit-otp', { token: '3315511111', otp: await code('3315511111') });
  },
  '/calmhsa': async () => {
    await verb('calmhsa.create-account', { npi, username: 'one', password });
    await verb('calmhsa.log-in', { username: 'one', password });
  },
  '/iprescribe': async () => {
    await verb('iprescribe.sign-up', { npi });
  },
  '/iprescribe?step=personal': async () => {
    await verb('iprescribe.create-account', { username: 'one', password });
  },
  '/iprescribe?step=practice': async () => {
    await verb('iprescribe.save-personal-info', {
      email: 'one@example.test',
      role: 'Prescriber',
      specialty: 'x',
    });
  },
  '/iprescribe?step=idme': async () => {
    const practice = { name: 'Example Clinic', address: '1 Example Street', phone: '202-555-0101' };
    await verb('iprescribe.save-practice-info', practice);
  },
  '/idme?step=confirm': async () => {
    await verb('idme.sign-up', { email: 'one@example.test', password, acceptTerms: true });
  },
  '/idme': async () => {
    await verb('idme.confirm-email', { link: (await lastMessage()).link });
    await verb('idme.after-confirmation', {});
    await verb('idme.set-up-phone', { phone: '202-555-0101' });
    await verb('idme.confirm-phone', { code: (await lastMessage()).code });
  },
  '/idme?step=choose': async () => {
    cookies.delete('foblab_idme_session');
    await verb('idme.sign-in', { email: 'one@example.test', password });
  },
  '/idme?step=phone': async () => {
    const { methods } = (await verb('idme.progress', {})) as unknown as { methods: { id: string }[] };
    await verb('idme.choose-method', { method: methods[0]!.id });
  },
  '/drchrono': async () => {
    await verb('drchrono.create-account', { npi, username: 'one', password });
    await verb('drchrono.log-in', { username: 'one', password });
  },
  '/sign/patient?name=Patient%20One': async () => {
    const prescription = {
      ...{
        patient: 'Patient One',
        patientAddress: '2 Example Street',
        drug: 'Examplodone',
        strength: '5 mg',
      },
      ...{ dosageForm: 'tablet', quantity: '20', directions: 'one at night', refills: 0, schedule: 'II' },
      deaNumber: 'FP0000012',
    };
    const session = cookies.get('foblab_gold');
    const { id } = await verb('signing.draft', { ...prescription, session });
    await verb('signing.mark-ready', { id, revision: 1, session });
  },
};

words.before(async () => {
  bench = pausedBench();
  // As compiled: what runs the tests compiles no JSX.
  const compiled = new URL('../../dist/src/web/mount.js', import.meta.url).href;
  const { webPages } = (await import(compiled)) as { webPages: typeof Pages };
  app = webPages.app({
    bench: { name: '', run: (name, given) => bench.run(name, given as Record<string, unknown>) },
    base: '/',
    ending: new AbortController().signal,
  });
  await bench.run('epcs-fixtures.load', {});
  await bench.run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  await bench.run('credential.enroll', { fob: '3315511111', policy: 'onespan', issued: true });
});
words.after(() => bench.close());

for (const { path, says } of rows)
  words(path, async () => {
    await before[path]?.();
    const cookie = [...cookies, ['foblab_bench', 'none']].map((pair) => pair.join('=')).join('; ');
    const answer = await app.request(path, { headers: { cookie } });
    assert.equal(answer.status, 200);
    const text = textOf(await answer.text());
    let from = 0;
    for (const word of says) {
      const at = text.indexOf(word, from);
      const elsewhere = text.includes(word) ? 'stands before it' : 'is missing';
      assert.ok(at >= 0, `"${word}" ${elsewhere}: ${text.slice(from, from + 600)}`);
      from = at + word.length;
    }
  });

words('every row that needs a session has one, and no other', () => {
  const paths = new Set(rows.map(({ path }) => path));
  assert.deepEqual(
    Object.keys(before).filter((path) => !paths.has(path)),
    [],
  );
});

/** What a reader sees, in order. */
function textOf(html: string): string {
  return html
    .replace(/<head>.*<\/head>|<header>.*?<\/header>(?!.*<nav)/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ');
}

words.run();
