import { choice, optional } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { storeParameter, verifierOf } from '../../host/verifier/verifier-host.js';
import { type CredentialView, lifecycleStates } from '../../verification/index.js';
import { credentialLine } from './credential-text.js';

export const listCredentials = defineOperation({
  name: 'credential.list',
  command: 'credential list',
  summary: 'the credentials that the verification core knows, deleted ones too',
  examples: ['foblab credential list', 'foblab credential list --state lost'],
  parameters: { state: optional(choice('only these', lifecycleStates)), store: storeParameter },
  positionals: [],
  effect: 'read',
  timing: 'waits',
  async run(context, { state, store }) {
    const verifier = await verifierOf(context, store);
    const credentials: CredentialView[] = [];
    for (let afterId: string | undefined; ; ) {
      const page = await verifier.credentials({
        limit: 1000,
        ...(afterId === undefined ? {} : { afterId }),
        ...(state === undefined ? {} : { lifecycle: [state] }),
      });
      credentials.push(...page);
      if (page.length < 1000) return { credentials };
      afterId = page[page.length - 1]!.id;
    }
  },
  plain: (result) => result.credentials.map((credential) => credential.id).join('\n'),
  text: (result) =>
    result.credentials.map(credentialLine).join('\n') || 'No credentials yet: foblab enroll --fob <serial>',
});
