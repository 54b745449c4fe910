import { ActivatedApp } from '../../../firmware-sim/fob-kinds.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { type Content, readContent } from '../../contract/content.js';
import type { ContentSize } from '../../contract/content-size.js';
import { OperationError } from '../../contract/operation-error.js';
import { content, fobSerial, optional, secretText } from '../../contract/parameter.js';
import { screenFields } from '../../contract/results/screen.js';
import { addFobKinds } from '../../host/fob-kinds.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { QrPictureError, textOfQrPicture } from '../../readers/qr-picture.js';
import { scanRemedy } from '../fob/activation-remedy.js';

addFobKinds();

const pictureSize: ContentSize = { mostBytes: 32 << 20, expected: 'expected a PNG of one QR code' };

export const activationScan = defineOperation({
  name: 'activation.scan',
  command: 'activation scan',
  summary: 'let an app scan its activation image, after which it makes codes',
  help: 'The image comes from a file or from standard input, as foblab activation image wrote it, or from a PNG that shows its QR code. An image that is damaged or made for another device is refused and changes nothing, and so is a second scan. Then foblab enroll --fob makes the app known to the verifier.',
  examples: [
    'foblab activation scan iprescribe-4821 --image-file image.txt',
    'foblab activation scan iprescribe-4821 --picture screenshot.png',
    'foblab activation image --serial iprescribe-4821 --secret-file seed.hex | foblab activation scan iprescribe-4821 --image-file -',
  ],
  parameters: {
    fob: fobSerial('the app'),
    image: secretText('file with the image, - for standard input'),
    picture: optional(content('PNG that shows the image as a QR code, in place of its text', pictureSize)),
  },
  positionals: ['fob'],
  effect: 'change',
  timing: 'waits',
  answer: (t) => t.Object(screenFields(t)),
  async run({ bench, once }, { fob: typed, image: given, picture }) {
    const { serial } = findFob(bench, typed);
    if (given !== undefined && picture !== undefined)
      throw new OperationError('usage', 'give the image as text or as a picture, not both', {
        parameter: 'picture',
      });
    const image = picture === undefined ? given : await textOf(picture);
    if (image === undefined)
      throw new OperationError(
        'usage',
        'the image is missing; expected a file with it, - for standard input, or a picture of it',
        {
          parameter: 'image',
          remedy: scanRemedy(serial),
        },
      );
    once('scanned', () =>
      bench.drive(serial, (fob, now) => {
        if (fob instanceof ActivatedApp) return fob.scan(now, image, `${bench.seed}/${serial}`);
        throw new OperationError(
          'refused',
          `${serial} is a ${fob.model.id} and scans no activation image: add an app that does`,
          { remedy: { operation: 'fob.add', arguments: { model: 'iprescribe/authenticator' } } },
        );
      }),
    );
    return screenAnswer(bench, serial);
  },
  text: (result) => `${result.serial}  active: foblab code ${result.serial}`,
});

async function textOf(picture: Content): Promise<string> {
  try {
    return await textOfQrPicture(await readContent(picture, pictureSize));
  } catch (error) {
    if (!(error instanceof QrPictureError)) throw error;
    throw new OperationError('refused', `${picture.name}: ${error.message}`, {
      parameter: 'picture',
      cause: error,
    });
  }
}
