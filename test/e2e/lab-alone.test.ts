// `foblab` without a command in a terminal: the terminal UI, on the bench that its options name.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import { initBench } from '../../src/bench/index.js';
import { skip } from '../skip.js';
import { hasTmux, Tmux } from '../tui/tmux.js';

const foblab = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));
const alone = suite('foblab without a command');
const missing = !hasTmux
  ? 'tmux is missing (Debian package tmux)'
  : existsSync(foblab)
    ? undefined
    : 'dist/foblab.cjs is missing (npm run build)';

for (const options of ['--bench BENCH', '-b BENCH --mono', '--ascii --bench=BENCH']) {
  const name = `${options}: opens the terminal UI there`;
  if (missing !== undefined) {
    skip(alone, name, missing);
    continue;
  }
  alone(name, async () => {
    const root = mkdtempSync(join(tmpdir(), 'foblab-alone-'));
    const bench = join(root, 'bench');
    initBench(bench, { rate: 0 });
    const command = `${process.execPath} ${foblab} ${options.replace('BENCH', bench)}`;
    const terminal = new Tmux(`${command}; echo "left with $?"; sleep 1000`, {
      FOBLAB_BENCH: join(root, 'none'),
      LANG: 'C.UTF-8',
    });
    try {
      assert.match(await terminal.until(/An empty bench|left with/), /An empty bench/);
      terminal.keys('q');
      await terminal.until(/left with 0/);
    } finally {
      terminal.end();
      rmSync(root, { recursive: true });
    }
  });
}

alone('in a pipe, or with another option, it asks for a command', () => {
  const words = ['--bench', 'somewhere'];
  const { status, stderr } = spawnSync(process.execPath, [foblab, ...words], { encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /--bench somewhere needs a command/);
});

alone.run();
