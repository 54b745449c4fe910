// Files that people try and that hold no seeds as this program reads them: each by its name, with what to ask for.
import { SeedFileError } from './seed-file-error.js';

const dpx =
  "this is a OneSpan/VASCO DPX file. Its layout is OneSpan's own and only their server reads it; besides, native Digipass codes are not OATH. Ask OneSpan for the same delivery as PSKC (RFC 6030): Digipass GO 6 and GO 7 can be ordered in OATH mode with a PSKC file, its password sent separately.";

/** Before decoding: a DPX file may be binary. @throws SeedFileError `unsupported` */
export function refuseBinaryKinds(bytes: Uint8Array, fileName: string | undefined): void {
  const start = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  const isXml = /^\s*(?:\xef\xbb\xbf)?\s*</.test(start);
  const named = (extension: RegExp): boolean => fileName !== undefined && extension.test(fileName);
  // Digipass types and application names stand in clear: DPGO7, "GO6DEFAULT", "DIGIPASS".
  const looksSo =
    /\bDIGIPASS\b|\bVASCO\b|\bDPGO ?\d|\bDPX\b/i.test(start) && !/[,\t;].*[,\t;]|otpauth:/.test(start);
  if (!isXml && (named(/\.dpx$/i) || looksSo)) throw new SeedFileError('unsupported', dpx);
  if (isXml) return;
  if (start.startsWith('PK\x03\x04'))
    throw new SeedFileError(
      'unsupported',
      'this is a ZIP archive or an Excel workbook; unpack it, or save the sheet as CSV (UTF-8)',
    );
  if (/^SQLite format 3\0/.test(start))
    throw new SeedFileError(
      'unsupported',
      'this is a database of an app, such as Google Authenticator; export the accounts from the app itself',
    );
  const pgpBinary = /^[\x84-\x87\x8c\xc1\xc3]/.test(start) && named(/\.(?:gpg|pgp)$/i);
  if (pgpBinary) throw new SeedFileError('unsupported', pgp);
  if (named(/\.dat$/i) && /[^\t\r\n\x20-\x7e]/.test(start))
    throw new SeedFileError(
      'unsupported',
      "this .dat file is in a vendor's own binary layout (SafeNet, Gemalto and others use that name); ask the vendor for PSKC (RFC 6030) or a CSV with serial and key",
    );
}

const pgp =
  'this file is encrypted with PGP, as vendors send their lists; decrypt it first (gpg --decrypt list.pgp > list.csv) and import what comes out';

/** @throws SeedFileError `unsupported` */
export function refuseOtherKinds(text: string): void {
  const start = text.trimStart().slice(0, 65_536);
  const refuse = (message: string): never => {
    throw new SeedFileError('unsupported', message, { line: 1 });
  };
  if (start.startsWith('-----BEGIN PGP')) refuse(pgp);
  if (start.startsWith('-----BEGIN '))
    refuse('this is a PEM key or certificate; expected the file with the seeds');
  if (/^[A-Z2-7]{16,}=*\s*\n"\s/.test(start))
    refuse(
      'this is ~/.google_authenticator, the state of one user of pam_google_authenticator; its first line is the seed: put that alone into a file and use --secret-file (foblab enroll --serial <name> --secret-file <file>)',
    );
  if (!start.startsWith('{') && !start.startsWith('[')) return;
  if (/"db"\s*:/.test(start) && /"header"\s*:/.test(start))
    refuse(
      /"db"\s*:\s*\{/.test(start)
        ? 'this is an Aegis vault in clear; in Aegis choose Export, format "Text file with otpauth URIs", and import that'
        : 'this is an encrypted Aegis vault; in Aegis choose Export, format "Text file with otpauth URIs", and import that',
    );
  if (/"services(?:Encrypted)?"\s*:/.test(start) || /"schemaVersion"\s*:/.test(start))
    refuse(
      'this is a backup of 2FAS; it exports no otpauth URIs, so show each account’s key there and enrol it with --secret-file',
    );
  if (/"secret"\s*:/.test(start) && /"(?:thumbnail|used_frequency|last_used)"\s*:/.test(start))
    refuse(
      'this is a backup of andOTP; open it in Aegis and export "Text file with otpauth URIs", and import that',
    );
  refuse('this is JSON, which no token vendor ships seeds in; expected PSKC, a CSV or otpauth URIs');
}
