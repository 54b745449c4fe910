import { findModel, type PushDatasheet } from '../../../devices/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { duration, fobSerial, optional, text } from '../../contract/parameter.js';
import { pushRequestSchema } from '../../contract/results/push-request.js';
import { screenFields } from '../../contract/results/screen.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { asPush, requestAnswer, requestLine } from './push-app.js';

export const pushAsk = defineOperation({
  name: 'push.ask',
  command: 'push ask',
  summary: 'send a push app a request to approve or deny, as a verifier does',
  help: 'The request waits until it is answered or expires: after --expiry, or as the model has it. Its expiry is an event of its own.',
  examples: [
    'foblab push ask push-4821 --text "Sign in to iPrescribe?"',
    'foblab push ask push-4821 --text "Sign in?" --expiry 60s --id 7f3a',
  ],
  parameters: {
    fob: fobSerial('the push app'),
    text: text('what the phone shows'),
    expiry: optional(duration('how long it can be answered, up to a day')),
    id: optional(text('name of the request; drawn where left out', 'id')),
  },
  positionals: ['fob'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) => t.Object({ ...screenFields(t), request: t.shared(pushRequestSchema) }),
  run({ bench }, values) {
    const { serial, modelId } = findFob(bench, values.fob);
    bench.look(serial, asPush);
    const request = {
      // Event numbers never come again, so neither does such an id.
      id: values.id ?? `ask-${bench.log.last + 1}`,
      text: values.text,
      expirySeconds:
        values.expiry === undefined
          ? (findModel(modelId) as PushDatasheet).expirySeconds.value
          : values.expiry / 1e6,
    };
    bench.drive(serial, (fob, now) => asPush(fob).ask(now, request));
    const asked = bench.look(serial, (fob, now) =>
      asPush(fob)
        .requests(now)
        .find(({ id }) => id === request.id),
    )!;
    return { ...screenAnswer(bench, serial), request: requestAnswer(asked) };
  },
  plain: (result) => result.request.id,
  text: (result) => requestLine(result.request),
});
