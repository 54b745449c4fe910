// Report Lost Token before the sign-in (004:60, 004:229): NPI, passphrase and the token's ID. It needs no second factor,
// since the second factor is lost.
import { type Answer, done, refused } from '../answer.js';
import type { Context } from '../context.js';
import { npiField, textField } from '../field.js';
import { ownerOf } from '../prescribers/prescriber.js';
import { bindings } from '../tokens/binding.js';
import { loseToken } from '../tokens/change-token.js';
import { transact } from '../work.js';
import { provePassphrase } from './sign-in.js';

/** A wrong NPI, passphrase or token gives the same refusal. */
export function reportLostToken(
  context: Context,
  input: { npi: string; passphrase: string; credentialId: string; requestId?: string },
): Promise<Answer<{ reported: true }>> {
  const { requestId, ...asked } = input;
  return transact(context, { verb: 'gold.report-lost-token', requestId, input: asked }, async (work) => {
    const npi = npiField(input.npi);
    const typed = textField('credentialId', input.credentialId, 128);
    const prescriber = await provePassphrase(work, npi, input.passphrase);
    const id = (await context.verifier.credential(typed))?.id ?? typed;
    const binding = await work.read(bindings, id);
    if (prescriber === null || binding === null || binding.npi !== npi || binding.state === 'lost')
      return refused('report-lost-refused');
    const answer = await loseToken(work, binding, ownerOf(npi));
    return answer.ok ? done({ reported: true as const }) : answer;
  });
}
