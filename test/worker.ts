// How a test starts a script of the tree as another process: compiled where the runner has compiled it.
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param url of a `*-worker.ts`
 * @returns arguments of `node`; those of the script follow
 */
export function workerArguments(url: URL): [...options: string[], script: string] {
  const path = fileURLToPath(url);
  const compiled = process.env.FOBLAB_COMPILED_TESTS;
  if (compiled === undefined) return ['--import', 'tsx', path];
  return [join(compiled, relative(root, path).replace(/\.ts$/, '.js'))];
}
