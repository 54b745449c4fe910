// A QR code for the terminal, two modules a character.
import { renderUnicodeCompact } from 'uqr';
import { SeedFileError } from './seed-file-error.js';

/** QR version 40 at level L holds 2953 bytes (ISO/IEC 18004). */
const bytesMaximum = 2953;

/**
 * Dark on light terminals and light on dark ones both scan, since phones read inverted codes too.
 * @throws SeedFileError `cannot-write` where the text is longer than a QR code holds
 */
export function qr(text: string): string {
  const bytes = Buffer.byteLength(text, 'utf8');
  if (bytes === 0 || bytes > bytesMaximum)
    throw new SeedFileError(
      'cannot-write',
      `a QR code holds 1 to ${bytesMaximum} bytes; the text has ${bytes}`,
    );
  return renderUnicodeCompact(text, { ecc: 'M', border: 2 });
}
