import { operatorOperation } from './operator-operation.js';

export const resetDrift = operatorOperation({
  verb: 'reset-drift',
  summary: 'forget the drift that the verifier has learned',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.resetDrift(request),
});
