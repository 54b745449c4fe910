import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../../../devices/index.js';
import { otpCode } from '../../../firmware-sim/index.js';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';
import { qrPicture } from '../../../test/pictures/qr-picture.js';
import { bytesContent } from '../../contract/content.js';
import { OperationError } from '../../contract/operation-error.js';

const activation = suite('activation');
const secret = '3132333435363738393031323334353637383930';
const bytes = new TextEncoder().encode('12345678901234567890');
const otp = toFobModel(findModel('iprescribe/authenticator')).otp;
let bench: PausedBench;
activation.before.each(() => {
  bench = pausedBench();
});
activation.after.each(() => bench.close());

const run: PausedBench['run'] = (name, given) => bench.run(name, given);
const add = (given: Record<string, unknown> = {}) =>
  run('fob.add', { model: 'iprescribe/authenticator', serial: 'ip-1', ...given });
const imageOf = async (given: Record<string, unknown> = {}): Promise<string> =>
  (await run('activation.image', { serial: 'ip-1', secret, ...given })).image as string;
const scan = (image: string) => run('activation.scan', { fob: 'ip-1', image });
const code = async (): Promise<unknown> => (await run('fob.code', { fob: 'ip-1' })).code;
const step = (): number => Math.floor(bench.benchHost.bench.nowUs() / 30e6);

activation('inactive until its image is scanned, and every face says so', async () => {
  const added = (await add()) as { screen: { state: string }; warnings: string[] };
  assert.equal(added.screen.state, 'inactive');
  assert.match(added.warnings.join(), /not active: it makes codes once it scans its activation image/);
  await assert.rejects(
    code(),
    (error) =>
      error instanceof OperationError &&
      error.code === 'refused' &&
      /ip-1 is not active /.test(error.message) &&
      error.remedy?.operation === 'activation.scan' &&
      error.remedy.arguments?.fob === 'ip-1',
  );
  const pressed = (await run('fob.press', { fob: 'ip-1' })) as { screen: { text: string; state: string } };
  assert.deepEqual([pressed.screen.text, pressed.screen.state], ['', 'inactive']);
  const show = operationNamed('fob.show');
  assert.match(show.text(await run('fob.show', { fob: 'ip-1' })), /none yet: its activation image/);
  await assert.rejects(run('fob.otpauth', { fob: 'ip-1' }), /not active and has no seed yet/);
  await assert.rejects(run('credential.enroll', { fob: 'ip-1' }), /has no seed to give/);

  await scan(await imageOf());
  assert.equal(await code(), otpCode(bytes, otp, step()));
  await run('bench.advance', { by: '1d' });
  assert.equal(await code(), otpCode(bytes, otp, step()), 'no drift');
});

activation('a picture of the image does as well as its text', async () => {
  await add();
  const image = await imageOf();
  const scanPicture = (bytes: Uint8Array) =>
    run('activation.scan', { fob: 'ip-1', picture: bytesContent(bytes, 'photo.png') });
  await assert.rejects(scanPicture(new Uint8Array(Buffer.from(image))), /photo.png: this is no picture/);
  await assert.rejects(scanPicture(qrPicture('https://example.test')), /not a foblab activation image/);
  await scanPicture(qrPicture(image, { degrees: 5, scale: 7 }));
  assert.equal(await code(), otpCode(bytes, otp, step()));
  await assert.rejects(scanPicture(qrPicture(image)), /is active already/);
});

activation('an app is made of a picture of its otpauth code', async () => {
  const uri = 'otpauth://totp/MyiPhone?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const from = bytesContent(qrPicture(uri), 'qr.png');
  const { added } = await run('fob.add-from', { from, model: 'idme/code-generator' });
  assert.deepEqual(added, [{ serial: 'MyiPhone', model: 'idme/code-generator' }]);
  assert.equal((await run('fob.code', { fob: 'MyiPhone' })).code, otpCode(bytes, otp, step()));
  const blank = bytesContent(qrPicture(uri, { noise: 255, scale: 2 }), 'blur.png');
  await assert.rejects(run('fob.add-from', { from: blank }), /blur.png: no QR code can be read/);
});

activation('the image says what codes it makes', async () => {
  await add();
  await scan(await imageOf({ digits: 8, algorithm: 'sha256', period: 60 }));
  const settings = { ...otp, digits: 8, algorithm: 'sha256', periodSeconds: 60 } as const;
  assert.equal(await code(), otpCode(bytes, settings, Math.floor(step() / 2)));
});

activation('a wrong, cut or foreign image and a second scan change nothing', async () => {
  await add();
  const image = await imageOf();
  const before = await run('bench.snapshot', { withSecrets: true });
  for (const [wrong, expected] of [
    ['not an image', /not a foblab activation image/],
    [image.slice(0, -4), /damaged or cut short/],
    [await imageOf({ serial: 'ip-2' }), /for another device/],
  ] as const)
    await assert.rejects(scan(wrong), (error: Error) => {
      assert.match(error.message, expected);
      return !error.message.includes(image.slice(9, 30));
    });
  assert.deepEqual(await run('bench.snapshot', { withSecrets: true }), before);
  await scan(image);
  const active = await run('bench.snapshot', { withSecrets: true });
  await assert.rejects(scan(await imageOf({ secret: '00'.repeat(20) })), /active already/);
  assert.deepEqual(await run('bench.snapshot', { withSecrets: true }), active);
});

activation('with a secret it is active at once, and scans no more', async () => {
  await add({ secret });
  assert.equal(await code(), otpCode(bytes, otp, step()));
  await assert.rejects(scan(await imageOf()), /active already/);
});

activation('what cannot be made is refused', async () => {
  await assert.rejects(add({ digits: 8 }), /its activation image says what codes it makes: leave out digits/);
  await assert.rejects(imageOf({ secret: undefined }), /the secret is missing/);
  await assert.rejects(imageOf({ secret: '00'.repeat(257) }), /257 bytes given/);
  await assert.rejects(imageOf({ serial: '#' }), /Device name "#" holds/);
  await assert.rejects(imageOf({ model: 'idme/code-generator' }), /scans no activation image/);
  await run('fob.add', { model: 'idme/code-generator', serial: 'soft' });
  await assert.rejects(run('activation.scan', { fob: 'soft', image: 'x' }), /scans no activation image/);
  await assert.rejects(run('activation.scan', { fob: 'soft' }), /the image is missing/);
});

activation('a twin out of a seed file is active, and goes back into one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-activation-'));
  const file = join(folder, 'seeds.txt');
  writeFileSync(file, 'otpauth://totp/ip-1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8\n');
  await run('fob.add-from', { from: readFileSync(file), model: 'iprescribe/authenticator' });
  rmSync(folder, { recursive: true });
  assert.equal(await code(), otpCode(bytes, { ...otp, digits: 8 }, step()));
  await assert.rejects(scan(await imageOf()), /active already/);
  const { file: exported } = await run('seed-file.export', { of: 'fobs', format: 'otpauth', plain: true });
  assert.match(exported as string, /ip-1\?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ/);
});

activation('an app goes by its own image however its name is typed', async () => {
  await add({ serial: ' Zoë’s phone ' });
  await run('activation.scan', { fob: 'Zoë’s phone', image: await imageOf({ serial: 'Zoë’s phone ' }) });
  assert.equal((await run('fob.code', { fob: 'Zoë’s phone' })).code, otpCode(bytes, otp, step()));
});

activation.run();
