import { findModel } from '../../../devices/index.js';
import { digitsOnScreen, screenAnswer, screenLine } from '../../bench/screen-reading.js';
import { OperationError } from '../../contract/operation-error.js';
import { fobSerial } from '../../contract/parameter.js';
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
  run({ bench }, { fob }) {
    const { serial, modelId } = findFob(bench, fob);
    const sheet = findModel(modelId);
    if (sheet.kind === 'usb-key' && sheet.applet.value === 'nitrokey-pro')
      throw new OperationError(
        'refused',
        `${serial} has no button: its host asks it for codes over USB (foblab serve --usbip)`,
      );
    bench.drive(serial, (simulated, now) => simulated.press(now));
    const answer = screenAnswer(bench, serial);
    /** What a key types is no reading of digits off a glass. */
    return { ...answer, typed: sheet.kind === 'usb-key' ? answer.screen.text : null };
  },
  plain: (result) => result.typed ?? digitsOnScreen(result),
  text: screenLine,
});
