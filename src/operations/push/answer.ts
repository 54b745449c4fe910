import { screenAnswer } from '../../bench/screen-reading.js';
import { choice, fobSerial, optional, text } from '../../contract/parameter.js';
import { pushRequestSchema } from '../../contract/results/push-request.js';
import { screenFields } from '../../contract/results/screen.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { asPush, requestAnswer, requestLine } from './push-app.js';

const outcomes = { approve: 'approved', deny: 'denied' } as const;

export const pushAnswer = defineOperation({
  name: 'push.answer',
  command: 'push',
  summary: 'approve or deny what a push app asks, as its user does',
  help: 'foblab push ask sends a request, foblab push list shows them. Answers the request named by --id, or the oldest that waits. Exits 1 where none waits, or where the named one was answered before or has expired.',
  examples: ['foblab push approve push-4821', 'foblab push deny push-4821 --id 7f3a'],
  parameters: {
    answer: choice('the answer', ['approve', 'deny']),
    fob: fobSerial('the push app'),
    id: optional(text('the request; the oldest that waits where left out', 'id')),
  },
  positionals: ['answer', 'fob'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) => t.Object({ ...screenFields(t), request: t.shared(pushRequestSchema) }),
  run({ bench }, { answer, fob: typed, id }) {
    const { serial } = findFob(bench, typed);
    let answered = '';
    bench.drive(serial, (fob, now) => {
      const { request, events } = asPush(fob).answer(now, outcomes[answer], id);
      answered = request.id;
      return events;
    });
    const request = bench.look(serial, (fob, now) =>
      asPush(fob)
        .requests(now)
        .find((one) => one.id === answered),
    )!;
    return { ...screenAnswer(bench, serial), request: requestAnswer(request) };
  },
  plain: (result) => result.request.outcome,
  text: (result) => requestLine(result.request),
});
