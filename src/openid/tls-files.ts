// Reads the PEM files of a server that speaks TLS itself: certificate and key.
import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { OperationError } from '../contract/operation-error.js';
import { readWhole } from '../host/bounded-file.js';

export interface TlsFiles {
  /** For `node:https`: the certificate, followed by the intermediate certificates. */
  readonly cert: Buffer;
  readonly key: Buffer;
}

const size = { mostBytes: 1 << 20, expected: 'expected one certificate or key in PEM' };

/** @throws OperationError `usage` if a file is no PEM, or the key does not belong to the certificate */
export function readTlsFiles(certificateFile: string, keyFile: string): TlsFiles {
  const [cert, key] = [readWhole(certificateFile, size), readWhole(keyFile, size)];
  try {
    new X509Certificate(cert);
  } catch {
    throw new OperationError('usage', `${certificateFile} holds no certificate in PEM`);
  }
  try {
    createSecureContext({ cert, key });
  } catch {
    // The library's own message may quote the key.
    throw new OperationError(
      'usage',
      `${keyFile} is not the private key of ${certificateFile}: expected an unencrypted key in PEM that belongs to it`,
    );
  }
  return { cert, key };
}
