import { text } from '../../contract/parameter.js';
import { accessTokenSchema } from '../../contract/results/access-token.js';
import { defineOperation } from '../../host/operation.js';
import { accessTokens } from './access-tokens-of.js';

export const revokeToken = defineOperation({
  name: 'token.revoke',
  command: 'token revoke',
  summary: 'take a token back: the next request with it is refused',
  examples: ['foblab token revoke ci'],
  parameters: { name: text('whose token it is', 'name') },
  positionals: ['name'],
  effect: 'change',
  timing: 'waits',
  access: 'administer',
  answer: (t) => t.Object({ revoked: t.shared(accessTokenSchema) }),
  errors: ['refused'],
  run: (context, { name }) => ({ revoked: accessTokens(context).revoke(name) }),
  text: ({ revoked }) => `${revoked.name} may do nothing any more.`,
});
