import { fobSerial } from '../../contract/parameter.js';
import { phoneMessageSchema } from '../../contract/results/phone-message.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { asPhone, contentOf, messageAnswer, messageLine } from './phone-messages.js';

export const phoneList = defineOperation({
  name: 'phone.list',
  command: 'phone list',
  summary: 'the codes and links that a phone has received, and which are still good',
  help: 'Oldest first. The fifty latest are remembered; a message that has not arrived yet is not shown.',
  examples: ['foblab phone list +12025550143'],
  parameters: { fob: fobSerial('the phone') },
  positionals: ['fob'],
  effect: 'read',
  timing: 'immediate',
  answer: (t) => t.Object({ serial: t.String(), messages: t.Array(t.shared(phoneMessageSchema)) }),
  errors: ['refused'],
  run({ bench }, { fob: typed }) {
    const { serial } = findFob(bench, typed);
    const messages = bench.look(serial, (fob, now) => asPhone(fob).messages(now)).map(messageAnswer);
    return { serial, messages };
  },
  plain: ({ messages }) => messages.map(contentOf).join('\n'),
  text: ({ serial, messages }) =>
    messages.length === 0 ? `${serial} has received nothing` : messages.map(messageLine).join('\n'),
});
