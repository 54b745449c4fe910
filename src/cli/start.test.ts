// What `foblab press` loads: the bench, its fobs and the everyday operations, and nothing that only others need.
import * as assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { suite } from 'uvu';
import { benchOperations } from '../operations/bench-table.js';
import type { Operation } from '../operations/operation.js';
import { readBareCommandLine, readsFiles } from './command-line.js';

const start = suite('start bundle');
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What other commands need, and whatever reads a file for them. */
const strangers =
  /^src\/(verification|stores|readers|targets|observations|epcs|tui|api|console|usb)\/|whole-file|spooled-input|read-lines|restore|leftovers|help/;

start('no stranger in it', async () => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/cli/start.ts'],
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: true,
    write: false,
    metafile: true,
    define: { 'import.meta.url': '""', FOBLAB_VERSION: '""' },
  });
  const [output] = Object.values(metafile.outputs);
  const found = Object.entries(output!.inputs)
    .filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && strangers.test(path))
    .map(([path, { bytesInOutput }]) => `${path}: ${bytesInOutput} bytes`);
  assert.deepEqual(found, []);
  assert.ok(Object.keys(output!.inputs).some((path) => path.endsWith('operations/fob/press.ts')));
});

start('its commands read no file, and one that does is another’s', () => {
  for (const operation of benchOperations as unknown as readonly Operation[])
    assert.equal(readsFiles(operation), false, operation.command);
  const press = benchOperations.find(({ command }) => command === 'press') as unknown as Operation;
  assert.deepEqual(readBareCommandLine(press, ['3315511111', '--plain']).arguments, { fob: '3315511111' });
});

start.run();
