// Compiles the tree with esbuild before the tests run. A test file imports up to 700 modules, and a process that compiles
// them itself spends most of its time on that.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Inside the project, so that Node finds its packages and its own name. */
const cache = join(root, 'dist/.tests');

/** Gives each module the URL of its source file, not of its compiled file. */
const ownUrls: Plugin = {
  name: 'own-urls',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.tsx?$/ }, ({ path }) => ({
      // On the first line, so that line numbers stay.
      contents: `const moduleUrl = ${JSON.stringify(pathToFileURL(path).href)};${readFileSync(path, 'utf8')}`,
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    })),
};

/**
 * @param files of the tree, relative to its root: `src/bench/bench.ts`
 * @returns the folder that holds `src/bench/bench.js`; it is removed when this process ends.
 */
export async function compileTree(files: readonly string[]): Promise<string> {
  removeAbandoned();
  const folder = join(cache, String(process.pid));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    absWorkingDir: root,
    entryPoints: [...files],
    outdir: folder,
    outbase: root,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    define: { 'import.meta.url': 'moduleUrl' },
    plugins: [ownUrls],
    // For the stack of an error, and for coverage: one file stays one file.
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  return folder;
}

/** Removes the folders of runs that were killed. */
function removeAbandoned(): void {
  mkdirSync(cache, { recursive: true });
  for (const pid of readdirSync(cache)) {
    try {
      process.kill(Number(pid), 0);
    } catch {
      rmSync(join(cache, pid), { recursive: true, force: true });
    }
  }
}
