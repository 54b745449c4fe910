// An app of the bench that opens an activation link of ID.me: it has a version, and afterwards it makes codes.
import { findModel, type SoftDatasheet, toFobModel } from '../../../devices/index.js';
import { Fob } from '../../../firmware-sim/index.js';
import { OperationError } from '../../contract/operation-error.js';
import type { OperationContext } from '../../host/operation-context.js';

const modelId = 'idme/code-generator';

/** The version that is given, or the one of the app. @throws OperationError `usage` where neither says it */
export function versionOf(
  { bench }: OperationContext,
  app: string | undefined,
  given: string | undefined,
): string {
  if (given !== undefined) return given;
  const serial = app === undefined ? undefined : bench.spelled(app);
  if (serial !== undefined) return bench.look(serial, (fob) => fob.identity.firmwareVersion);
  throw new OperationError('usage', 'the version of the app is missing; give app-version, such as 1.5.0', {
    parameter: 'appVersion',
  });
}

/** Puts the app on the bench. One that is there already stays as it is. */
export function putAppOnBench(
  context: OperationContext,
  name: string,
  secret: { readonly secretKey: string; readonly version: string },
): void {
  const { bench } = context;
  if (bench.spelled(name) !== undefined) return;
  const sheet = findModel(modelId) as SoftDatasheet;
  const { serial } = sheet.serial.read(name);
  const model = { ...toFobModel(sheet), firmwareVersion: secret.version };
  context.once('app added', () =>
    bench.add({ serial, modelId, label: '' }, (timeUs) =>
      Fob.create({
        model,
        serial,
        secret: ofBase32(secret.secretKey),
        seed: `${bench.seed}/${serial}`,
        timeUs,
      }),
    ),
  );
}

/** RFC 4648 §6, as the key was made. */
function ofBase32(text: string): Uint8Array {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text]
    .map((character) => alphabet.indexOf(character).toString(2).padStart(5, '0'))
    .join('');
  return Uint8Array.from({ length: Math.floor(bits.length / 8) }, (_, i) =>
    Number.parseInt(bits.slice(8 * i, 8 * i + 8), 2),
  );
}
