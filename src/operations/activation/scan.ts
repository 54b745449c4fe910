import { ActivatedApp } from '../../../firmware-sim/fob-kinds.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { OperationError } from '../../contract/operation-error.js';
import { fobSerial, secretText } from '../../contract/parameter.js';
import { addFobKinds } from '../../host/fob-kinds.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';

addFobKinds();

export const activationScan = defineOperation({
  name: 'activation.scan',
  command: 'activation scan',
  summary: 'let an app scan its activation image: codes come after it',
  help: 'The image comes from a file or from standard input, as foblab activation image wrote it. An image that is damaged, or made for another device, is refused and changes nothing; so is a second scan. foblab enroll --fob then makes the verification core know the app.',
  examples: [
    'foblab activation scan iprescribe-4821 --image-file image.txt',
    'foblab activation image --serial iprescribe-4821 --secret-file seed.hex | foblab activation scan iprescribe-4821 --image-file -',
  ],
  parameters: {
    fob: fobSerial('the app'),
    image: secretText('file with the image, - for standard input'),
  },
  positionals: ['fob'],
  effect: 'change',
  timing: 'immediate',
  run({ bench }, { fob: typed, image }) {
    const { serial } = findFob(bench, typed);
    if (image === undefined)
      throw new OperationError('usage', 'give the image: --image-file <file>, - for standard input');
    bench.drive(serial, (fob, now) => {
      if (fob instanceof ActivatedApp) return fob.scan(now, image, `${bench.seed}/${serial}`);
      throw new OperationError(
        'refused',
        `${serial} is a ${fob.model.id} and scans no activation image: add an app that does (foblab add iprescribe/authenticator)`,
      );
    });
    return screenAnswer(bench, serial);
  },
  text: (result) => `${result.serial}  active: foblab code ${result.serial}`,
});
