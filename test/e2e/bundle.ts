// A script as one file, so that a test can start it five hundred times.
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** @returns the path of the bundle of `entry` in `directory`, which gets a link to the native packages. */
export async function bundled(entry: string, directory: string): Promise<string> {
  const outfile = join(directory, 'bundle.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // What comes in as CommonJS asks for Node's own modules by `require`.
    banner: {
      js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
    },
    external: ['serialport', '@serialport/*', '@lydell/*', 'node-hid', 'libsql', 'pg', 'pg-native'],
    logLevel: 'warning',
  });
  const linked = join(directory, 'node_modules');
  if (!existsSync(linked)) symlinkSync(packages, linked);
  return outfile;
}
