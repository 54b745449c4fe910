import { OperationError } from '../../contract/operation-error.js';
import { flag, fobSerial } from '../../contract/parameter.js';
import { orNull } from '../../contract/schema.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { otpauthUri, qr as qrCode } from '../../seed-files/index.js';
import { fobRecord } from '../seed-file/fob-record.js';
import { scanRemedy } from './activation-remedy.js';

export const otpauth = defineOperation({
  name: 'fob.otpauth',
  command: 'otpauth',
  summary: "a fob's otpauth URI, which authenticator apps take, and a QR code of it with --qr",
  help: 'The URI holds the seed in clear: whoever sees it can make every code. It goes to standard output and nowhere else; that it was shown is an event, without the seed. An app that scans it shows the codes of this fob.',
  examples: ['foblab otpauth code-generator-4821 --qr', 'foblab otpauth 3315511111 --plain'],
  parameters: { fob: fobSerial(), qr: flag('the QR code too, for a terminal') },
  positionals: ['fob'],
  // Not a change: the answer of a change is kept in the journal, and this one holds a seed.
  effect: 'read',
  timing: 'waits',
  access: 'administer',
  answer: (t) =>
    t.Object({
      serial: t.String(),
      uri: t.String({ description: 'otpauth URI, with the seed in clear' }),
      qr: orNull(t, t.String({ description: 'QR code of the URI, drawn in lines of text' })),
    }),
  errors: ['refused'],
  secretFields: ['uri', 'qr'],
  async run({ bench }, { fob: typed, qr }) {
    const { serial, modelId, label } = findFob(bench, typed);
    const record = bench.look(serial, (fob) => fobRecord(fob, { modelId, label }));
    if (record === undefined) throw noSeed(serial, bench.view(serial).state);
    const uri = otpauthUri(record);
    const image = qr ? qrCode(uri) : null;
    bench.record('otpauth-shown', serial, { qr });
    return { serial, uri, qr: image };
  },
  plain: (result) => result.uri,
  text: (result) => (result.qr === null ? result.uri : `${result.uri}\n${result.qr}`),
});

function noSeed(serial: string, state: string): OperationError {
  if (state === 'inactive')
    return new OperationError(
      'refused',
      `${serial} is not active and has no seed yet: scan its activation image`,
      {
        remedy: scanRemedy(serial),
      },
    );
  if (state === 'dead')
    return new OperationError(
      'refused',
      `${serial} has lost its memory, and its seed with it: add a new fob`,
    );
  return new OperationError('refused', `${serial} has no seed to give: ask for a fob that makes OATH codes`);
}
