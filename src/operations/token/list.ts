import { accessTokenSchema } from '../../contract/results/access-token.js';
import { defineOperation } from '../../host/operation.js';
import { accessTokens } from './access-tokens-of.js';

export const listTokens = defineOperation({
  name: 'token.list',
  command: 'token list',
  summary: 'the tokens of HTTP clients, by name',
  examples: ['foblab token list'],
  parameters: {},
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  access: 'administer',
  answer: (t) => t.Object({ tokens: t.Array(t.shared(accessTokenSchema)) }),
  errors: ['refused'],
  run: (context) => ({ tokens: accessTokens(context).list() }),
  plain: ({ tokens }) => tokens.map(({ name }) => name).join('\n'),
  text: ({ tokens }) =>
    tokens
      .map(({ name, access, createdAt }) => `${name.padEnd(20)} ${access.padEnd(11)} ${createdAt}`)
      .join('\n') || 'There is no token yet: foblab token add makes one.',
});
