import { choice, fobSerial, optional, text } from '../../contract/parameter.js';
import { pushRequestSchema } from '../../contract/results/push-request.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { asPush, requestAnswer, requestLine } from './push-app.js';

export const pushList = defineOperation({
  name: 'push.list',
  command: 'push list',
  summary: 'the requests of a push app: pending, approved, denied or expired',
  help: 'Oldest first. The fifty latest are remembered.',
  examples: ['foblab push list push-4821', 'foblab push list push-4821 --id 7f3a --plain'],
  parameters: {
    fob: fobSerial('the push app'),
    id: optional(text('only this request', 'id')),
    outcome: optional(choice('only these', ['pending', 'approved', 'denied', 'expired'])),
  },
  positionals: ['fob'],
  effect: 'read',
  timing: 'immediate',
  answer: (t) => t.Object({ serial: t.String(), requests: t.Array(t.shared(pushRequestSchema)) }),
  errors: ['refused'],
  run({ bench }, { fob: typed, id, outcome }) {
    const { serial } = findFob(bench, typed);
    const requests = bench
      .look(serial, (fob, now) => {
        const push = asPush(fob);
        // An unknown id is an error and no empty list, since a script waits for its outcome.
        if (id !== undefined) push.outcome(now, id);
        return push.requests(now);
      })
      .filter(
        (one) => (id === undefined || one.id === id) && (outcome === undefined || one.outcome === outcome),
      )
      .map(requestAnswer);
    return { serial, requests };
  },
  plain: ({ requests }) => requests.map((request) => request.outcome).join('\n'),
  text: ({ serial, requests }) =>
    requests.length === 0 ? `${serial} has no such request` : requests.map(requestLine).join('\n'),
});
