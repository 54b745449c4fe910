// Reads the text of a QR code in a picture, as the camera of an app does.
import { inflateSync } from 'node:zlib';
import decodeQr from 'qr/decode.js';

/** The picture gives no text. The message never quotes the code, since most QR codes here hold a seed. */
export class QrPictureError extends Error {
  override readonly name = 'QrPictureError';
}

/** A photo has up to 24 megapixels, a screenshot about a tenth of that. */
const mostPixels = 24_000_000;
/** The search stops after this time. A picture of one code takes a few hundredths of it. */
const timeLimitMs = 5000;
const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** True if the bytes begin like a picture of any format, which no text does. */
export function isPicture(bytes: Uint8Array): boolean {
  return isPng(bytes) || otherPicture(bytes) !== undefined;
}

/** @throws QrPictureError if it is no PNG, is damaged, or shows no readable QR code */
export async function textOfQrPicture(bytes: Uint8Array): Promise<string> {
  if (!isPng(bytes)) {
    const other = otherPicture(bytes);
    throw new QrPictureError(
      other === undefined
        ? 'this is no picture: give a PNG of the QR code'
        : `this is a ${other} picture: save it as PNG, such as a screenshot`,
    );
  }
  const image = await pixelsOf(bytes);
  try {
    return decodeQr(image, { timeLimit: timeLimitMs });
  } catch {
    throw new QrPictureError(
      'no QR code can be read in the picture: show all of the code, with its white border, sharp and evenly lit',
    );
  }
}

function isPng(bytes: Uint8Array): boolean {
  return pngSignature.every((byte, i) => bytes[i] === byte);
}

function otherPicture(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'JPEG';
  if (text.startsWith('GIF8')) return 'GIF';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'WebP';
  if (/^....ftyp(?:hei|mif|avif)/s.test(text)) return 'HEIC';
  if (/^BM....\0\0\0\0/s.test(text)) return 'BMP';
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return 'TIFF';
  return undefined;
}

async function pixelsOf(bytes: Uint8Array): Promise<{ width: number; height: number; data: Uint8Array }> {
  const damaged = new QrPictureError('the PNG is damaged or cut off: save it again');
  if (bytes.length < 33) throw damaged;
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [header.getUint32(16), header.getUint32(20)];
  if (width * height > mostPixels)
    throw new QrPictureError(
      `the picture has ${width} × ${height} pixels: give one of at most 24 megapixels`,
    );
  const interlaced = bytes[28] !== 0;
  const { PNG } = await import('pngjs');
  try {
    // The package limits the size of the inflated data, except for interlaced pictures.
    if (interlaced) inflateSync(imageData(bytes), { maxOutputLength: 9 * (mostPixels + height) });
    const { data } = PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    for (let at = 0; at < data.length; at += 4) overWhite(data, at);
    return { width, height, data };
  } catch {
    throw damaged;
  }
}

/** Puts a transparent picture on a white background. */
function overWhite(data: Uint8Array, at: number): void {
  const alpha = data[at + 3] ?? 255;
  if (alpha === 255) return;
  for (let channel = at; channel < at + 3; channel++)
    data[channel] = Math.round(((data[channel] ?? 0) * alpha) / 255 + 255 - alpha);
  data[at + 3] = 255;
}

/** The content of the IDAT chunks (PNG §11.2.4). */
function imageData(bytes: Uint8Array): Buffer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === 0x49444154) parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return Buffer.concat(parts);
}
