// On a bench with a seed every ID, link and code of the relying parties is drawn from it: the same steps give the same
// answers, byte by byte.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { pausedBench } from '../operations/paused-bench.js';

const seeded = suite('the relying parties on a bench with a seed');

interface Message {
  readonly code: string;
  readonly link: string | null;
}

async function transcript(): Promise<unknown[]> {
  const bench = pausedBench();
  const answers: unknown[] = [];
  const run = async (verb: string, given: Record<string, unknown> = {}) => {
    const answer = await bench.run(`epcs-${verb}`, given);
    answers.push(answer);
    return answer as { value: Record<string, unknown> };
  };
  try {
    await run('fixtures.load');
    await run('gold.invite', { npi: '1234567893' });
    await run('gold.invite', { npi: '2000000002' });
    const email = 'one@example.test';
    const signedUp = await run('idme.sign-up', { email, password: 'A long password 1', acceptTerms: true });
    const { messages } = (await run('messages.list', { to: email })).value as { messages: Message[] };
    await run('idme.confirm-email', { link: messages.at(-1)?.link });
    const { session } = signedUp.value;
    await run('idme.after-confirmation', { session });
    await run('idme.set-up-phone', { session, phone: '202-555-0101' });
    const sent = (await run('messages.list')).value as { messages: Message[] };
    const confirmed = await run('idme.confirm-phone', { session, code: sent.messages.at(-1)?.code });
    await run('idme.begin-code-generator', { session: confirmed.value.session });
    await run('idme.generate-recovery-code', { session: confirmed.value.session });
  } finally {
    await bench.close();
  }
  return answers;
}

seeded('the same steps give the same answers', async () => {
  const [first, second] = [await transcript(), await transcript()];
  assert.deepEqual(first, second);
  const invitations = (first.at(4) as { value: { messages: Message[] } }).value.messages.map(
    ({ code }) => code,
  );
  assert.equal(
    new Set(JSON.stringify(first).match(/idme_[\w-]{43}/g)).size,
    2,
    'each factor has its own session',
  );
  assert.equal(new Set(invitations).size, invitations.length);
});

seeded.run();
