import { findModel, type PhoneDatasheet } from '../../../devices/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { choice, duration, fobSerial, optional, secretText, text } from '../../contract/parameter.js';
import { screenFields } from '../../contract/results/screen.js';
import { instantSchema, oneOf } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { asPhone } from './phone-messages.js';

export const phoneReceive = defineOperation({
  name: 'phone.receive',
  command: 'phone receive',
  summary: 'send a code or a link to a phone, by text or call, as a service does',
  help: 'The code or link comes from a file or from standard input. Its expiry counts from now: with --delay the network delivers late, and a code may arrive after it expired. foblab code and foblab press read the last code that arrived and is still good. Nothing is sent to a real phone.',
  examples: [
    'foblab phone receive +12025550143 --code-file -',
    'foblab phone receive +12025550143 --code-file code.txt --channel call --from 22395 --delay 30s --expiry 10m',
  ],
  parameters: {
    fob: fobSerial('the phone'),
    code: secretText('file with the code, 4 to 10 digits, - for standard input'),
    link: secretText('file with a link to open, in place of a code or beside it'),
    channel: optional(choice('how it comes; text where left out', ['text', 'call'])),
    from: optional(text('who it comes from', 'sender')),
    delay: optional(duration('how late it arrives')),
    expiry: optional(
      duration('how long it is good from now, up to a day; as the model has it where left out'),
    ),
  },
  positionals: ['fob'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      ...screenFields(t),
      number: t.Integer({ description: 'of the message on this phone' }),
      channel: oneOf(t, ['text', 'call']),
      arrivesAt: instantSchema(t),
    }),
  run({ bench }, { fob: typed, code, link, channel = 'text', from = '', delay, expiry }) {
    const { serial, modelId } = findFob(bench, typed);
    bench.look(serial, asPhone);
    if (code === undefined && link === undefined)
      throw new OperationError(
        'usage',
        'the code is missing; expected a file with it, or - for standard input',
        {
          parameter: 'code',
          remedy: { operation: 'phone.receive', arguments: { fob: serial, code: '<file>' } },
        },
      );
    let number = 0;
    let arrivesAtUs = 0;
    bench.drive(serial, (fob, now) => {
      const { message, events } = asPhone(fob).receive(now, {
        channel,
        from,
        ...(code === undefined ? {} : { code: code.trim() }),
        ...(link === undefined ? {} : { link: link.trim() }),
        expirySeconds:
          expiry === undefined ? (findModel(modelId) as PhoneDatasheet).expirySeconds.value : expiry / 1e6,
        delaySeconds: (delay ?? 0) / 1e6,
      });
      ({ number, arrivesAtUs } = message);
      return events;
    });
    return { ...screenAnswer(bench, serial), number, channel, arrivesAt: isoTime(arrivesAtUs) };
  },
  plain: (result) => String(result.number),
  text: ({ serial, number, channel, at, arrivesAt }) =>
    `${serial}  ${channel} ${number} ${arrivesAt === at ? 'has arrived' : `arrives at ${arrivesAt}`}`,
});
