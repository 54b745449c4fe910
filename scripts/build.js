// Bundles the command that people type: one CommonJS file, so that it starts in little more than Node itself.
// Native and terminal packages stay outside and load only where they are used.
import { chmodSync, existsSync } from 'node:fs';
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

const entries = [{ in: 'src/cli/main.ts', out: 'foblab' }].filter((entry) => existsSync(entry.in));

await build({
  entryPoints: entries,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  banner: { js: '#!/usr/bin/env node' },
  external,
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
});
chmodSync('dist/foblab.cjs', 0o755);
