import { operatorOperation } from './operator-operation.js';

export const enable = operatorOperation({
  verb: 'enable',
  summary: 'accept codes of the credential, for the first time or again',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.setState({ ...request, state: 'active' }),
});
