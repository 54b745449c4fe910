import { findModel } from '../../../devices/index.js';
import { digitsOnScreen, screenAnswer, screenLine } from '../../bench/screen-reading.js';
import { OperationError } from '../../contract/operation-error.js';
import { fobSerial } from '../../contract/parameter.js';
import { screenFields } from '../../contract/results/screen.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';

export const press = defineOperation({
  name: 'fob.press',
  command: 'press',
  summary: "press a fob's button once, as a finger does",
  help: 'A press is literal: on a GO 7 a second press while a code is shown switches the display off. To get a code whatever the display does, use foblab code.',
  examples: ['foblab press 3315511111', 'foblab press 3315511111 --plain'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  effect: 'change',
  timing: 'immediate',
  answer: (t) =>
    t.Object({
      ...screenFields(t),
      typed: t.Union([t.String(), t.Null()], {
        description: 'what a USB key typed; null for a fob with an LCD',
      }),
    }),
  errors: ['refused'],
  run({ bench }, { fob }) {
    const { serial, modelId } = findFob(bench, fob);
    const sheet = findModel(modelId);
    if (sheet.kind === 'usb-key' && sheet.applet.value === 'nitrokey-pro')
      throw new OperationError('refused', `${serial} has no button: its host asks it for codes over USB`, {
        remedy: { operation: 'link.serve', arguments: { usbip: true } },
      });
    bench.drive(serial, (simulated, now) => simulated.press(now));
    const answer = screenAnswer(bench, serial);
    return { ...answer, typed: sheet.kind === 'usb-key' ? answer.screen.text : null };
  },
  plain: (result) => result.typed ?? digitsOnScreen(result),
  text: screenLine,
});
