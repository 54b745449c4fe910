// Bundles the command that people type: one script, in which a module runs when it is first imported, so that a command
// starts with its own code alone. Native and terminal packages stay outside and load where they are used.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

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
  if (/\.(cache|cjs)$/.test(name)) rmSync(join('dist', name));
writeFileSync('dist/serial-client.cjs', `${banner}${await bundled('src/cli/serial-client.ts')}`);
// The package finds its prompts, errors and models by the names of their classes.
writeFileSync('dist/oidc-provider.cjs', `${banner}${await bundled('oidc-provider', { keepNames: true })}`);
const main = asScript(await bundled('src/cli/main.ts'));
const name = `foblab-${createHash('sha256').update(main).digest('hex').slice(0, 12)}`;
writeFileSync(`dist/${name}.cjs`, main);
writeFileSync('dist/foblab.cjs', readFileSync('src/cli/bin.cjs', 'utf8').replace('FOBLAB_BUNDLE', name));
chmodSync('dist/foblab.cjs', 0o755);

async function bundled(entry, more = {}) {
  const { outputFiles } = await build({
    ...options,
    plugins: [providerBundle],
    ...more,
    entryPoints: [entry],
  });
  return outputFiles[0].text;
}

/**
 * What bin.cjs runs: a function, so that the source is not copied to be put into one, and in ASCII, so that it is not
 * decoded. The bundler escapes everything but regular expressions.
 */
function asScript(code) {
  const ascii = code.replace(
    /[^\x00-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `(function (exports, require, module, __filename, __dirname) {${banner}${ascii}})`;
}
