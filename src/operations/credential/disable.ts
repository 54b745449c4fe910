import { operatorOperation } from './operator-operation.js';

export const disable = operatorOperation({
  verb: 'disable',
  summary: 'accept no code of the credential until it is enabled again',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.setState({ ...request, state: 'disabled' }),
});
