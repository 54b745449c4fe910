import { operatorOperation } from './operator-operation.js';

export const unlock = operatorOperation({
  verb: 'unlock',
  summary: 'unlock after too many failures',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.unlock(request),
});
