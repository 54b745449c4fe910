// Reads the secrets of a target from their sources, again for each request.
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { SecretSource } from './target-description.js';
import { TargetError } from './target-error.js';

const longestSecret = 8192;

/** Keys are `secret.NAME`. Throws a TargetError `secret` that names the source, never the content. */
export async function readSecrets(
  sources: readonly SecretSource[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ReadonlyMap<string, string>> {
  const secrets = new Map<string, string>();
  for (const source of sources) {
    const value =
      source.from === 'env' ? environment[source.variable] : await readSecretFile(source.name, source.path);
    if (value === undefined || value === '')
      throw new TargetError(
        'secret',
        source.from === 'env'
          ? `The secret "${source.name}" is to come from the environment variable ${source.variable}, which is not set.`
          : `The secret "${source.name}" is to come from ${source.path}, which is empty.`,
      );
    secrets.set(`secret.${source.name}`, value);
  }
  return secrets;
}

/** The content of the file without its last line end. */
async function readSecretFile(name: string, path: string): Promise<string> {
  const cannot = (why: string): TargetError =>
    new TargetError('secret', `The secret "${name}" is to come from ${path}, which ${why}.`);
  try {
    // Without O_NONBLOCK opening a named pipe would hang.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!(await file.stat()).isFile()) throw cannot('is not a regular file');
      const { buffer, bytesRead } = await file.read(Buffer.alloc(longestSecret + 1), 0, longestSecret + 1, 0);
      if (bytesRead > longestSecret) throw cannot(`has more than ${longestSecret} bytes`);
      return new TextDecoder('utf-8', { fatal: true })
        .decode(buffer.subarray(0, bytesRead))
        .replace(/\r?\n$/, '');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof TargetError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw cannot('does not exist');
    if (code === 'EACCES' || code === 'EPERM') throw cannot('may not be read');
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw cannot('is not UTF-8');
    throw cannot(`cannot be read (${code ?? 'unknown error'})`);
  }
}
