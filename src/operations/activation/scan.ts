import { ActivatedApp } from '../../../firmware-sim/fob-kinds.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { OperationError } from '../../contract/operation-error.js';
import { fobSerial, secretText } from '../../contract/parameter.js';
import { screenFields } from '../../contract/results/screen.js';
import { addFobKinds } from '../../host/fob-kinds.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { scanRemedy } from '../fob/activation-remedy.js';

addFobKinds();

export const activationScan = defineOperation({
  name: 'activation.scan',
  command: 'activation scan',
  summary: 'let an app scan its activation image, after which it makes codes',
  help: 'The image comes from a file or from standard input, as foblab activation image wrote it. An image that is damaged or made for another device is refused and changes nothing, and so is a second scan. Then foblab enroll --fob makes the app known to the verifier.',
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
  answer: (t) => t.Object(screenFields(t)),
  run({ bench }, { fob: typed, image }) {
    const { serial } = findFob(bench, typed);
    if (image === undefined)
      throw new OperationError(
        'usage',
        'the image is missing; expected a file with it, or - for standard input',
        {
          parameter: 'image',
          remedy: scanRemedy(serial),
        },
      );
    bench.drive(serial, (fob, now) => {
      if (fob instanceof ActivatedApp) return fob.scan(now, image, `${bench.seed}/${serial}`);
      throw new OperationError(
        'refused',
        `${serial} is a ${fob.model.id} and scans no activation image: add an app that does`,
        { remedy: { operation: 'fob.add', arguments: { model: 'iprescribe/authenticator' } } },
      );
    });
    return screenAnswer(bench, serial);
  },
  text: (result) => `${result.serial}  active: foblab code ${result.serial}`,
});
