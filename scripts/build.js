// Bundles the command that people type: one CommonJS file, so that it starts in little more than Node itself.
// Native and terminal packages stay outside and load only where they are used.
import { chmodSync, readFileSync } from 'node:fs';
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

const entries = [
  { in: 'src/cli/start.ts', out: 'foblab' },
  { in: 'src/cli/main.ts', out: 'foblab-full' },
  { in: 'src/cli/serial-client.ts', out: 'serial-client' },
];

await build({
  entryPoints: entries,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  // A CommonJS bundle has no import.meta; what asks for its own place gets the bundle's.
  banner: {
    js: "#!/usr/bin/env node\nconst bundleUrl = require('node:url').pathToFileURL(__filename).href;",
  },
  external,
  minify: true,
  legalComments: 'none',
  define: {
    'import.meta.url': 'bundleUrl',
    FOBLAB_VERSION: JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).version),
  },
  logLevel: 'warning',
});
chmodSync('dist/foblab.cjs', 0o755);
