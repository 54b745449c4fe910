import { operatorOperation } from './operator-operation.js';

export const lost = operatorOperation({
  verb: 'lost',
  final: true,
  summary: 'report the fob lost: none of its codes is accepted again',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.setState({ ...request, state: 'lost' }),
});
