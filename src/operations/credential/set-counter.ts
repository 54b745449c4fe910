import { number } from '../../contract/parameter.js';
import { operatorOperation } from './operator-operation.js';

const range = { minimum: 0, maximum: Number.MAX_SAFE_INTEGER, unit: 'count', whole: true };

export const setCounter = operatorOperation({
  verb: 'set-counter',
  final: true,
  summary: 'set the next counter of an event-based credential',
  parameters: { counter: number('the counter of the next code', range) },
  positionals: ['counter'],
  change: (verifier, request, { counter }) => verifier.setCounter({ ...request, counter }),
});
