import { catalogue, findModel, toFobModel } from '../../../devices/index.js';
import { writeActivation } from '../../../firmware-sim/fob-kinds.js';
import { SEED_CAPACITY_LIMIT_BYTES } from '../../../firmware-sim/index.js';
import { OperationError } from '../../contract/operation-error.js';
import { choice, flag, modelId, number, optional, secret, text } from '../../contract/parameter.js';
import { orNull } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import { qr as qrCode } from '../../seed-files/index.js';
import { isActivated } from '../fob/make-app.js';

export const activationImage = defineOperation({
  name: 'activation.image',
  command: 'activation image',
  summary: 'write the activation image of an app: our own text, and a QR code of it with --qr',
  help: 'The image holds the seed in clear: whoever has it can make every code. It goes to standard output and nowhere else; keep it as you keep a seed. It is for one device by name, and is foblab’s own format, not Cronto’s.',
  examples: [
    'foblab activation image --serial iprescribe-4821 --secret-file seed.hex > image.txt',
    'foblab activation image --serial iprescribe-4821 --secret-file seed.hex --qr',
  ],
  parameters: {
    serial: text('name of the device that it is for', 'serial'),
    secret: secret('file with the secret in hexadecimal, - for standard input'),
    model: optional(modelId('model of the device; the one that scans images where left out')),
    digits: optional(number('digits of a code', { minimum: 6, maximum: 8, unit: 'digits', whole: true })),
    period: optional(number('time step', { minimum: 1, maximum: 86_400, unit: 's', whole: true })),
    algorithm: optional(choice('hash', ['sha1', 'sha256', 'sha512'])),
    qr: flag('the QR code too, for a terminal'),
  },
  positionals: [],
  effect: 'read',
  timing: 'immediate',
  needsBench: false,
  access: 'administer',
  answer: (t) =>
    t.Object({
      serial: t.String(),
      model: t.String(),
      image: t.String({ description: 'the image, with the seed in clear' }),
      qr: orNull(t, t.String({ description: 'QR code of the image, drawn in lines of text' })),
    }),
  errors: ['not-found'],
  secretFields: ['image', 'qr'],
  run(_context, values) {
    const sheet = values.model === undefined ? catalogue.find(isActivated)! : findModel(values.model);
    if (!isActivated(sheet))
      throw new OperationError('usage', `${sheet.id} scans no activation image; leave the model out`, {
        parameter: 'model',
      });
    if (values.secret === undefined)
      throw new OperationError(
        'usage',
        'the secret is missing; expected a file with it, or - for standard input',
        {
          parameter: 'secret',
          remedy: { operation: 'activation.image', arguments: { serial: values.serial, secret: '<file>' } },
        },
      );
    if (values.secret.length > SEED_CAPACITY_LIMIT_BYTES)
      throw new OperationError(
        'usage',
        `secret: ${values.secret.length} bytes given; an app's memory holds 1 to ${SEED_CAPACITY_LIMIT_BYTES}`,
        { parameter: 'secret' },
      );
    const { otp } = toFobModel(sheet, {
      digits: values.digits,
      periodSeconds: values.period,
      algorithm: values.algorithm,
    });
    const { serial } = sheet.serial.read(values.serial);
    const image = writeActivation({ serial, otp, secret: values.secret });
    return { serial, model: sheet.id, image, qr: values.qr ? qrCode(image) : null };
  },
  plain: (result) => result.image,
  text: (result) => (result.qr === null ? result.image : `${result.image}\n${result.qr}`),
});
