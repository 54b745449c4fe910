import { optional, text } from '../../contract/parameter.js';
import { verdictSchema } from '../../contract/results/verdict.js';
import { defineOperation } from '../../host/operation.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { credentialId } from './credential-id.js';
import { idempotentRequest } from './idempotent-request.js';
import { recordVerdict, refusedVerdict, verdictAnswer, verdictLine } from './verdict-answer.js';

export const activate = defineOperation({
  name: 'credential.activate',
  command: 'activate',
  summary: 'make an issued credential active by a code of its fob, or by two consecutive ones',
  help: 'One code is enough where the fob’s clock is within the initial window of the policy; two consecutive ones may be as far off as for a resynchronization. The codes are used up.',
  examples: ['foblab activate 3315511111 123456', 'foblab activate 3315511111 123456 234567'],
  parameters: {
    serial: text('serial or credential ID', 'serial'),
    first: text('the code that the fob shows', 'otp1'),
    second: optional(text('the next one', 'otp2')),
    third: optional(text('the one after that, where the policy asks for three', 'otp3')),
    by: optional(text('who asks, for the audit', 'name')),
    store: storeParameter,
  },
  positionals: ['serial', 'first', 'second', 'third'],
  effect: 'change',
  timing: 'waits',
  answer: (t) => t.shared(verdictSchema),
  errors: ['refused'],
  async run(context, { serial, first, second, third, by, store }) {
    const verifier = await verifierOf(context, store);
    const verdict = await verifier.activate({
      credentialId: await credentialId(context, verifier, serial),
      codes: [first, second, third].filter((code) => code !== undefined),
      ...idempotentRequest(context),
      ...(by === undefined ? {} : { actor: by }),
    });
    recordVerdict(context, verdict);
    return verdictAnswer(verdict);
  },
  plain: (result) => result.outcome,
  text: verdictLine,
  refused: refusedVerdict,
});
