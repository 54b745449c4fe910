import * as assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { suite } from 'uvu';
import { qrPicture } from '../../test/pictures/qr-picture.js';
import { isPicture, textOfQrPicture } from './qr-picture.js';

const pictures = suite('QR codes in pictures');
const uri = 'otpauth://totp/ID.me:one%40example.test?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=ID.me';

pictures('reads the text of a code in screenshots and photos', async () => {
  for (const photo of [
    {},
    { scale: 2 },
    { scale: 14 },
    { transparent: true },
    { degrees: 90 },
    { degrees: 180 },
    { degrees: 13, scale: 8 },
    { noise: 40, shade: 0.5, scale: 8 },
    { degrees: -7, noise: 25, shade: 0.4, scale: 9 },
  ])
    assert.equal(await textOfQrPicture(qrPicture(uri, photo)), uri, JSON.stringify(photo));
  const umlauts = 'otpauth://totp/Zoë’s phone?secret=JBSWY3DPEHPK3PXP';
  assert.equal(await textOfQrPicture(qrPicture(umlauts)), umlauts);
});

pictures('refuses anything else than a picture of a code, and says what to give', async () => {
  const good = qrPicture(uri);
  const refused = (bytes: Uint8Array, why: RegExp) =>
    assert.rejects(textOfQrPicture(bytes), (error: Error) => {
      assert.match(error.message, why);
      return error.name === 'QrPictureError' && !error.message.includes('JBSWY');
    });
  await refused(Buffer.from('otpauth://'), /no picture/);
  await refused(Buffer.from('\xff\xd8\xff\xe0 JFIF', 'latin1'), /JPEG picture: save it as PNG/);
  await refused(Buffer.from('....ftypheic....', 'latin1'), /HEIC/);
  for (const cut of [8, 20, 33, 200, good.length - 20])
    await refused(good.subarray(0, cut), /damaged or cut off|no QR code/);
  const flipped = good.slice();
  flipped[60] = (flipped[60] ?? 0) ^ 255;
  await refused(flipped, /damaged/);
  await refused(qrPicture(uri, { noise: 255, scale: 2 }), /no QR code can be read/);
});

pictures('refuses a picture that would expand to gigabytes', async () => {
  await assert.rejects(textOfQrPicture(header(60_000, 60_000, 0)), /at most 24 megapixels/);
  // Interlaced, and much longer than its size says.
  const bomb = header(100, 100, 1, deflateSync(Buffer.alloc(300_000_000)));
  const before = process.memoryUsage().rss;
  await assert.rejects(textOfQrPicture(bomb), /damaged/);
  assert.ok(process.memoryUsage().rss - before < 700_000_000);
});

pictures('tells text from pictures', () => {
  assert.equal(isPicture(qrPicture(uri)), true);
  for (const text of [uri, '<?xml version="1.0"?>', 'BM,secret', '', 'serial,secret\n1,2'])
    assert.equal(isPicture(Buffer.from(text)), false, text);
});

function header(width: number, height: number, interlace: number, data = new Uint8Array()): Uint8Array {
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(width, 0);
  ihdr.writeUInt32BE(height, 4);
  ihdr.set([8, 6, 0, 0, interlace], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    ...[chunk('IHDR', ihdr), chunk('IDAT', data), chunk('IEND', new Uint8Array())],
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
}

pictures.run();
