import { operatorOperation } from './operator-operation.js';

export const deleteCredential = operatorOperation({
  verb: 'delete',
  final: true,
  summary: 'delete the credential: it stays listed, and its ID is never used again',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.setState({ ...request, state: 'deleted' }),
});
