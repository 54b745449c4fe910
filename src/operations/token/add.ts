import { choice, optional, text } from '../../contract/parameter.js';
import { accessTokenSchema } from '../../contract/results/access-token.js';
import { accessLevels } from '../../host/access-tokens.js';
import { defineOperation } from '../../host/operation.js';
import { accessTokens } from './access-tokens-of.js';

// It waits, rather than being one transaction: the journal would keep its answer, and with it the token.
export const addToken = defineOperation({
  name: 'token.add',
  command: 'token add',
  summary: 'make a token for a client of foblab serve --http; it is shown once',
  help: 'The bench keeps a digest of it, in tokens.json, which its user alone can read. look reads; operate also works with fobs and codes; administer also sees or replaces credentials and makes tokens.',
  examples: ['foblab token add ci', 'foblab token add dashboard --access look'],
  parameters: {
    name: text('whose token it is', 'name'),
    access: optional(choice('what it allows; operate where left out', accessLevels)),
  },
  positionals: ['name'],
  effect: 'change',
  timing: 'waits',
  access: 'administer',
  answer: (t) => t.Object({ token: t.String(), record: t.shared(accessTokenSchema) }),
  errors: ['refused'],
  secretFields: ['token'],
  run: (context, { name, access = 'operate' }) => accessTokens(context).add(name, access),
  plain: ({ token }) => token,
  text: ({ token, record }) => `${token}\n${record.name} may ${record.access}. The token is not shown again.`,
});
