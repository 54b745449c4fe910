// The start from V8's code cache: whatever lies beside the bundle, it is the bundle's own code that runs.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';

const start = suite('start from the code cache');
const bin = fileURLToPath(new URL('bin.cjs', import.meta.url));

/** As the build leaves one. */
function writePiece(file: string, text: string): void {
  writeFileSync(file, `(function (exports, require, module, __filename, __dirname) {${text}\n})`);
}

start(
  'a cache that is made anew is of the bundle as it is; a truncated or an empty one is passed over',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'foblab-bin-'));
    try {
      copyFileSync(bin, join(folder, 'foblab.cjs'));
      const bundle = (says: number): void =>
        writePiece(join(folder, 'foblab-start.cjs'), `function f() { return ${says}; } console.log(f());`);
      const says = (env: Record<string, string> = {}): string =>
        spawnSync(process.execPath, [join(folder, 'foblab.cjs'), 'press'], {
          env: { ...process.env, ...env },
          encoding: 'utf8',
        }).stdout.trim();
      bundle(1);
      assert.equal(says({ FOBLAB_WRITE_CODE_CACHE: '1' }), '1');
      // Of the same length, which is all that V8 compares.
      bundle(2);
      assert.equal(says({ FOBLAB_WRITE_CODE_CACHE: '1' }), '2');
      assert.equal(says(), '2');
      const cache = join(folder, readdirSync(folder).find((name) => name.endsWith('.cache'))!);
      for (const bytes of [100, 0]) {
        truncateSync(cache, bytes);
        assert.equal(says(), '2');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

start('a piece that two others ask for is there once, with a cache of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-bin-'));
  try {
    copyFileSync(bin, join(folder, 'foblab.cjs'));
    writePiece(
      join(folder, 'foblab-start.cjs'),
      "require('./lab-b.cjs'); require('./lab-a.cjs').count++; console.log(require('./lab-a.cjs').count);",
    );
    writePiece(join(folder, 'lab-a.cjs'), 'exports.count = 1;');
    writePiece(join(folder, 'lab-b.cjs'), "require('./lab-a.cjs').count++;");
    for (const write of ['1', '']) {
      const { stdout } = spawnSync(process.execPath, [join(folder, 'foblab.cjs'), 'press'], {
        env: { ...process.env, FOBLAB_WRITE_CODE_CACHE: write },
        encoding: 'utf8',
      });
      assert.equal(stdout.trim(), '3');
    }
    assert.equal(readdirSync(folder).filter((name) => name.endsWith('.cache')).length, 3);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

start.run();
