import { defineOperation } from '../../host/operation.js';
import { policiesOf } from '../../host/verifier/verifier-host.js';

export const list = defineOperation({
  name: 'policy.list',
  command: 'policy list',
  summary: 'list the policies that a credential can be judged by',
  help: 'A policy of your own is a JSON file in the folder policies/ of the bench.',
  examples: ['foblab policy list'],
  parameters: {},
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  answer: (t) => t.Object({ policies: t.Array(t.Object({ name: t.String(), description: t.String() })) }),
  run({ directory }) {
    return { policies: policiesOf(directory).map(({ name, description }) => ({ name, description })) };
  },
  plain: (result) => result.policies.map((policy) => policy.name).join('\n'),
  text: (result) =>
    result.policies.map(({ name, description }) => `${name.padEnd(18)} ${description}`).join('\n'),
});
