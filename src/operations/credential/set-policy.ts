import { text } from '../../contract/parameter.js';
import { operatorOperation } from './operator-operation.js';

export const setPolicy = operatorOperation({
  verb: 'set-policy',
  summary: 'judge the credential by another policy',
  parameters: { policy: text('policy (foblab policy list)', 'policy') },
  positionals: ['policy'],
  change: (verifier, request, { policy }) => verifier.setPolicy({ ...request, policy }),
});
