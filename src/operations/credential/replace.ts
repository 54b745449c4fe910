import { text } from '../../contract/parameter.js';
import { operatorOperation } from './operator-operation.js';

export const replace = operatorOperation({
  verb: 'replace',
  final: true,
  summary: 'replace the credential by another one that is enrolled',
  parameters: { successor: text('serial or credential ID of the successor', 'successor') },
  positionals: ['successor'],
  change: (verifier, request, { successor }) =>
    verifier.setState({ ...request, state: 'replaced', replacedBy: successor }),
});
