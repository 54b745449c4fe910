// Packs the command that people type into one file of modules, so that a command starts with its own code alone. Native and terminal packages stay outside and load where they are used.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { packModules } from './module-pack.js';

const external = [
  'serialport',
  '@serialport/*',
  'node-hid',
  'blessed',
  'libsql',
  'pg',
  'pg-native',
  '@lydell/*',
];

const options = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external,
  minify: true,
  // A crash shows the line that it happened in, not a whole program.
  lineLimit: 160,
  legalComments: 'none',
  define: {
    'import.meta.url': 'bundleUrl',
    FOBLAB_VERSION: JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).version),
  },
  logLevel: 'warning',
  // An `import()` of what stays outside becomes a `require`: a script of node:vm has no `import()` of its own.
  supported: { 'dynamic-import': false },
  write: false,
};

/** A CommonJS bundle has no import.meta: a module that asks for its place gets the bundle's. */
const banner = "const bundleUrl = require('node:url').pathToFileURL(__filename).href;\n";

/** The OpenID provider is 1 MB that only a server of pages needs: a script of its own, which the bundle requires. */
const providerBundle = {
  name: 'provider-bundle',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^oidc-provider$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './oidc-provider.cjs', external: true },
    ),
};

mkdirSync('dist', { recursive: true });
for (const name of existsSync('dist') ? readdirSync('dist') : [])
  if (/\.(cjs|pack)$|^foblab-.*\.json$/.test(name)) rmSync(join('dist', name));
writeFileSync('dist/serial-client.cjs', `${banner}${await bundled('src/cli/serial-client.ts')}`);
// The package finds its prompts, errors and models by the names of their classes.
writeFileSync('dist/oidc-provider.cjs', `${banner}${await bundled('oidc-provider', { keepNames: true })}`);
await writeCommonJs();
const { pack, places } = await packModules({
  ...options,
  plugins: [providerBundle],
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  entryPoints: ['src/cli/main.ts'],
});
const name = `foblab-${createHash('sha256').update(pack).digest('hex').slice(0, 12)}`;
writeFileSync(`dist/${name}.pack`, pack);
writeFileSync(`dist/${name}.json`, JSON.stringify(places));
writeFileSync('dist/foblab.cjs', readFileSync('src/cli/bin.cjs', 'utf8').replace('FOBLAB_BUNDLE', name));
chmodSync('dist/foblab.cjs', 0o755);

/**
 * The library for `require`, which some test runners cannot do with ES modules: one bundle for all of the package's
 * exports, so that they share their classes, and a file for each.
 */
async function writeCommonJs() {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const parts = Object.values(exports).filter((part) => typeof part === 'object');
  const source = ({ default: file }) => file.replace('./dist/', './').replace(/\.js$/, '.ts');
  const contents = parts
    .map(
      (part) =>
        `exports[${JSON.stringify(part.require)}] = () => require(${JSON.stringify(source(part))});\n`,
    )
    .join('');
  const { outputFiles } = await build({
    ...options,
    plugins: [providerBundle],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    minify: false,
    minifyWhitespace: true,
    minifySyntax: true,
    stdin: { contents, resolveDir: '.' },
  });
  writeFileSync('dist/library.cjs', `${banner}${outputFiles[0].text}`);
  for (const part of parts)
    writeFileSync(
      part.require,
      `module.exports = require('./library.cjs')[${JSON.stringify(part.require)}]();\n`,
    );
}

async function bundled(entry, more = {}) {
  const { outputFiles } = await build({
    ...options,
    plugins: [providerBundle],
    ...more,
    entryPoints: [entry],
  });
  return outputFiles[0].text;
}
