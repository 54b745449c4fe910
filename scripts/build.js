// Bundles the command that people type: one CommonJS file, so that it starts in little more than Node itself.
// Native and terminal packages stay outside and load only where they are used.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';

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

/** A CommonJS bundle has no import.meta; what asks for its own place gets the bundle's. */
const banner = "const bundleUrl = require('node:url').pathToFileURL(__filename).href;\n";

const options = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  external,
  minify: true,
  // A crash shows the line that it happened in: not a whole program.
  lineLimit: 160,
  legalComments: 'none',
  define: {
    'import.meta.url': 'bundleUrl',
    FOBLAB_VERSION: JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).version),
  },
  outExtension: { '.js': '.cjs' },
  logLevel: 'warning',
};

// V8 knows a cache's source by its length alone: the cache of an older bundle would run the older code.
for (const name of existsSync('dist') ? readdirSync('dist') : [])
  if (name.endsWith('.cache') || name.startsWith('lab-')) rmSync(join('dist', name));
await build({
  ...options,
  entryPoints: [
    { in: 'src/cli/main.ts', out: 'foblab-full' },
    { in: 'src/cli/serial-client.ts', out: 'serial-client' },
  ],
  format: 'cjs',
  banner: { js: banner },
});
await buildStart();
await buildLab();
copyFileSync('src/cli/bin.cjs', 'dist/foblab.cjs');
chmodSync('dist/foblab.cjs', 0o755);
await warmCodeCache();

/** The everyday commands. */
async function buildStart() {
  const { outputFiles } = await build({
    ...options,
    entryPoints: [{ in: 'src/cli/start.ts', out: 'foblab-start' }],
    format: 'cjs',
    write: false,
  });
  for (const { path, text } of outputFiles) writePiece(path, text);
}

/**
 * The terminal UI in pieces: what its first frame needs, the rest of the table, and what both stand on. The bundler
 * splits ECMAScript modules alone; V8's code cache is for scripts alone: so each piece is turned into one.
 */
async function buildLab() {
  const { outputFiles } = await build({
    ...options,
    entryPoints: [{ in: 'src/cli/start-lab.ts', out: 'foblab-lab' }],
    format: 'esm',
    splitting: true,
    chunkNames: 'lab-[name]-[hash]',
    write: false,
  });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, {
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      minify: true,
      lineLimit: 160,
      // A piece is fetched by bin.cjs, which has one of each.
      supported: { 'dynamic-import': false },
    });
    writePiece(path, code);
  }
}

/**
 * What bin.cjs loads: a function, so that the source need not be copied to be put into one, and in ASCII, so that it
 * need not be decoded. The bundler escapes everything but regular expressions.
 */
function writePiece(path, code) {
  const ascii = code.replace(
    /[^\x00-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  writeFileSync(
    join('dist', basename(path)),
    `(function (exports, require, module, __filename, __dirname) {${ascii.includes('bundleUrl') ? banner : ''}${ascii}})`,
  );
}

/** Presses a button once on a bench of its own, and keeps the code that this compiled. */
async function warmCodeCache() {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-build-'));
  const run = (words, env = {}) =>
    spawnSync(process.execPath, ['dist/foblab.cjs', ...words], {
      env: { ...process.env, FOBLAB_BENCH: folder, ...env },
      stdio: 'ignore',
    });
  run(['init', '--paused', '--seed', 'build']);
  run(['add', 'onespan/digipass-go7', '--serial', '3315511111', '--event']);
  run(['press', '3315511111'], { FOBLAB_WRITE_CODE_CACHE: '1' });
  await showTheLab(folder);
  rmSync(folder, { recursive: true, force: true });
}

/** The same for the terminal UI, up to its first frame with a fob in it. Without a pseudo-terminal it starts uncached. */
async function showTheLab(folder) {
  let spawn;
  try {
    ({ spawn } = await import('@lydell/node-pty'));
  } catch {
    return;
  }
  const terminal = spawn(process.execPath, ['dist/foblab.cjs', 'lab'], {
    cols: 80,
    rows: 24,
    env: { ...process.env, FOBLAB_BENCH: folder, FOBLAB_WRITE_CODE_CACHE: '1', TERM: 'xterm-256color' },
  });
  let shown = '';
  terminal.onData((text) => {
    if (shown.includes('33-1551111-1')) return;
    shown += text;
    if (shown.includes('33-1551111-1')) terminal.write('q');
  });
  const giveUp = setTimeout(() => terminal.kill('SIGKILL'), 20_000);
  await new Promise((resolve) => terminal.onExit(resolve));
  clearTimeout(giveUp);
}
