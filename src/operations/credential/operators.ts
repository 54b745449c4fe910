// The operator's verbs on a credential, one entry each.
import { number, text } from '../../contract/parameter.js';
import { operatorOperation } from './operator-operation.js';

const count = { minimum: 0, maximum: Number.MAX_SAFE_INTEGER, unit: 'count', whole: true };

export const disable = operatorOperation({
  verb: 'disable',
  summary: 'take no more codes until it is enabled again',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.setState({ ...request, state: 'disabled' }),
});

export const enable = operatorOperation({
  verb: 'enable',
  summary: 'take codes (again)',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.setState({ ...request, state: 'active' }),
});

export const lost = operatorOperation({
  verb: 'lost',
  final: true,
  summary: 'report the fob lost: no code of it is taken again',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.setState({ ...request, state: 'lost' }),
});

export const expire = operatorOperation({
  verb: 'expire',
  final: true,
  summary: 'end the credential before its day',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.setState({ ...request, state: 'expired' }),
});

export const deleteCredential = operatorOperation({
  verb: 'delete',
  final: true,
  summary: 'delete the credential: it stays listed, and its ID is never used again',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.setState({ ...request, state: 'deleted' }),
});

export const replace = operatorOperation({
  verb: 'replace',
  final: true,
  summary: 'replace the credential by another one that is enrolled',
  parameters: { successor: text('serial or credential ID of the successor', 'successor') },
  positionals: ['successor'],
  change: (verifier, request, { successor }) =>
    verifier.setState({ ...request, state: 'replaced', replacedBy: successor }),
});

export const unlock = operatorOperation({
  verb: 'unlock',
  summary: 'unlock after too many failures',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.unlock(request),
});

export const resetDrift = operatorOperation({
  verb: 'reset-drift',
  summary: 'forget the learned drift',
  parameters: {},
  positionals: [],
  change: (verifier, request) => verifier.resetDrift(request),
});

export const setCounter = operatorOperation({
  verb: 'set-counter',
  final: true,
  summary: 'set the next counter of an event-based credential',
  parameters: { counter: number('the counter of the next code', count) },
  positionals: ['counter'],
  change: (verifier, request, { counter }) => verifier.setCounter({ ...request, counter }),
});

export const setPolicy = operatorOperation({
  verb: 'set-policy',
  summary: 'have another policy judge the credential',
  parameters: { policy: text('policy (foblab policy list)', 'policy') },
  positionals: ['policy'],
  change: (verifier, request, { policy }) => verifier.setPolicy({ ...request, policy }),
});

export const showCredential = operatorOperation({
  verb: 'show',
  summary: 'all there is to know of a credential but its seed',
  parameters: {},
  positionals: [],
  change: async (verifier, request) => (await verifier.credential(request.credentialId))!,
});
