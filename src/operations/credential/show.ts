import { operatorOperation } from './operator-operation.js';

export const show = operatorOperation({
  verb: 'show',
  summary: 'show all that the verifier stores about a credential but its seed',
  parameters: {},
  positionals: [],
  change: async (verifier, request) => (await verifier.credential(request.credentialId))!,
});
