import { operatorOperation } from './operator-operation.js';

export const expire = operatorOperation({
  verb: 'expire',
  final: true,
  summary: 'end the credential before its expiry date',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.setState({ ...request, state: 'expired' }),
});
