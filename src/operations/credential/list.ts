import { choice, optional } from '../../contract/parameter.js';
import { type Credential, credentialSchema } from '../../contract/results/credential.js';
import { defineOperation } from '../../host/operation.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { lifecycleStates } from '../../verification/index.js';
import { credentialAnswer } from './credential-answer.js';
import { credentialLine } from './credential-text.js';

export const list = defineOperation({
  name: 'credential.list',
  command: 'credential list',
  summary: 'list the credentials of the verifier, deleted ones included',
  examples: ['foblab credential list', 'foblab credential list --state lost'],
  parameters: {
    state: optional(choice('only credentials in this state', lifecycleStates)),
    store: storeParameter,
  },
  positionals: [],
  effect: 'read',
  timing: 'waits',
  answer: (t) => t.Object({ credentials: t.Array(t.shared(credentialSchema)) }),
  async run(context, { state, store }) {
    const verifier = await verifierOf(context, store);
    const credentials: Credential[] = [];
    for (let afterId: string | undefined; ; ) {
      const page = await verifier.credentials({
        limit: 1000,
        ...(afterId === undefined ? {} : { afterId }),
        ...(state === undefined ? {} : { lifecycle: [state] }),
      });
      for (const view of page) credentials.push(credentialAnswer(view));
      if (page.length < 1000) return { credentials };
      afterId = page[page.length - 1]!.id;
    }
  },
  plain: (result) => result.credentials.map((credential) => credential.id).join('\n'),
  text: (result) =>
    result.credentials.map(credentialLine).join('\n') || 'No credentials yet: foblab enroll --fob <serial>',
});
