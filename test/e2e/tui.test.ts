// A person's way through the terminal UI in a real terminal (tmux), from an empty bench to a dead battery.

import * as assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import { skip } from '../skip.js';
import { hasTmux, Tmux } from '../tui/tmux.js';

const foblab = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));
const node = process.execPath;
const tui = suite('tui in tmux');
const missing = !hasTmux
  ? 'tmux is missing (Debian package tmux)'
  : existsSync(foblab)
    ? undefined
    : 'dist/foblab.cjs is missing (npm run build)';

function test(name: string, work: (bench: string, terminal: Tmux) => Promise<void>): void {
  if (missing !== undefined) {
    skip(tui, name, missing);
    return;
  }
  tui(name, async () => {
    const bench = mkdtempSync(join(tmpdir(), 'foblab-tui-'));
    rmSync(bench, { recursive: true });
    shell(bench, 'init', '--bench', bench, '--at', '2026-01-01T00:00:00Z', '--paused', '--seed', '42');
    const command = `${node} ${foblab} lab; echo "left with $?"; sleep 1000`;
    const terminal = new Tmux(command, { FOBLAB_BENCH: bench, LANG: 'C.UTF-8' });
    try {
      await work(bench, terminal);
    } finally {
      terminal.end();
      rmSync(bench, { recursive: true, force: true });
    }
  });
}

function shell(bench: string, ...words: string[]): string {
  return execFileSync(node, [foblab, ...words], {
    encoding: 'utf8',
    env: { ...process.env, FOBLAB_BENCH: bench },
  });
}

test('from an empty bench to a dead battery, policy onespan', async (_bench, terminal) => {
  await terminal.until(/An empty bench/);
  terminal.keys('a');
  await terminal.until(/foblab add/);
  terminal.keys('Tab');
  terminal.type('33-1551111-1');
  for (let i = 0; i < 3; i++) terminal.keys('Tab');
  terminal.keys('Enter');
  await terminal.until(/╭─ 33-1551111-1/);
  terminal.keys('d');
  await terminal.until(/foblab drift/);
  terminal.type('20');
  terminal.keys('Enter');
  await terminal.until(/\+20\.00 ppm/);

  terminal.keys('3');
  await terminal.until(/No credentials yet/);
  terminal.keys('E');
  await terminal.until(/foblab enroll/);
  terminal.type('onespan');
  terminal.keys('Enter');
  await terminal.until(/3315511111 +active/);
  terminal.keys('Space');
  await terminal.until(/3315511111 {2}\d{6} {2}showing/);
  terminal.keys('s');
  await terminal.until(/✓ accepted {2}3315511111/);

  terminal.keys('A');
  await terminal.until(/foblab advance/);
  terminal.type('365d');
  terminal.keys('Enter');
  await terminal.until(/2027-01-01 00:00:00 UTC/);
  await terminal.until(/\(blank\)/);
  terminal.keys('Space');
  await terminal.until(/3315511111 {2}\d{6} {2}showing/);
  terminal.keys('s');
  await terminal.until(/✗ out-of-sync/);
  await terminal.until(/resynchronize with this fob/);

  terminal.keys(':');
  await terminal.until(/every operation/);
  terminal.type('resync --fob 3315511111');
  terminal.keys('Enter');
  await terminal.until(/✓ resynchronized/);
  terminal.keys(':');
  terminal.type('advance 60s');
  terminal.keys('Enter');
  await terminal.until(/2027-01-01 00:01:30 UTC/);
  await terminal.until(/\(blank\)/);
  terminal.keys('Space');
  await terminal.until(/3315511111 {2}\d{6} {2}showing/);
  terminal.keys('s');
  await terminal.until(/✓ accepted {2}3315511111/);

  terminal.keys('2');
  await terminal.until(/crystal/);
  terminal.keys('f');
  await terminal.until(/battery\.dead/);
  for (let i = 0; i < 7; i++) terminal.keys('Down');
  terminal.keys('Enter');
  const dead = await terminal.until(/╰─ dead ─/);
  assert.match(dead, /memory lost/);
  terminal.keys('Space');
  await terminal.until(/3315511111 {2}\(blank\) {2}dead/);

  terminal.keys('q');
  await terminal.until(/left with 0/);
  assert.equal(terminal.ask('#{alternate_on} #{mouse_any_flag} #{cursor_flag}'), '0 0 1');
});

test('a press in a second shell shows on the screen', async (bench, terminal) => {
  await terminal.until(/An empty bench/);
  terminal.keys('S');
  await terminal.until(/33-1551111-1/);
  terminal.keys('2');
  await terminal.until(/asleep/);
  const code = shell(bench, 'press', '3315511111', '--plain').trim();
  assert.match(code, /^\d{6}$/);
  await terminal.until(new RegExp(`showing ─ ${code}`));
  shell(bench, 'label', '3315511111', 'drawer 9');
  await terminal.until(/drawer 9/);
});

test('everything is there again after quitting, and when another process holds the bench', async (bench, terminal) => {
  await terminal.until(/An empty bench/);
  terminal.keys('S');
  await terminal.until(/33-1551111-1/);
  terminal.keys('Space');
  const screen = await terminal.until(/3315511111 {2}\d{6} {2}showing/);
  const code = /3315511111 {2}(\d{6})/.exec(screen)![1]!;
  // The first holds the bench, the second is its client; then the first goes and the second takes over.
  const second = new Tmux(`${node} ${foblab} lab; sleep 1000`, { FOBLAB_BENCH: bench, LANG: 'C.UTF-8' });
  try {
    await second.until(/╰─ showing/);
    terminal.keys('q');
    await terminal.until(/left with 0/);
    second.keys('2');
    await second.until(new RegExp(`showing ─ ${code}`));
    second.keys('Space');
    await second.until(/╰─ asleep/);
    assert.match(shell(bench, 'press', '3315511111'), /showing/);
    await second.until(/╰─ showing/);
  } finally {
    second.end();
  }
});

test('a click presses, the wheel scrolls', async (_bench, terminal) => {
  await terminal.until(/An empty bench/);
  terminal.keys('S');
  await terminal.until(/├─┤/);
  terminal.type('\u001b[<0;9;6M\u001b[<0;9;6m');
  await terminal.until(/3315511111 {2}\d{6} {2}showing/);
  terminal.type('\u001b[<65;9;6M');
  await terminal.until((screen) => /AVT\d+$/m.test(screen.split('\n')[1]!));
});

test('a mouse kept down for six seconds of the bench opens the menu; quitting lets go of it', async (bench, terminal) => {
  await terminal.until(/An empty bench/);
  terminal.keys('S');
  await terminal.until(/├─┤/);
  terminal.type('\u001b[<0;9;6M');
  await terminal.until(/\$ foblab hold 3315511111/);
  await terminal.until(/finger on(?! the)/);
  shell(bench, 'advance', '6s');
  await terminal.until(/╰─ menu ─/);
  terminal.type('\u001b[<0;9;6m');
  await terminal.until(/\$ foblab release 3315511111/);
  terminal.type('\u001b[<0;9;6M');
  await terminal.until(/finger on(?! the)/);
  terminal.keys('q');
  await terminal.until(/left with 0/);
  assert.equal(JSON.parse(shell(bench, 'show', '3315511111', '--json')).held, false);
});

test('the terminal is restored after SIGTERM, at any size', async (_bench, terminal) => {
  await terminal.until(/An empty bench/);
  terminal.resize(59, 14);
  await terminal.until(/foblab needs 60×15/);
  terminal.resize(120, 40);
  await terminal.until(/An empty bench/);
  const { pid } = pidOf(terminal);
  process.kill(pid, 'SIGTERM');
  await terminal.until(/left with/);
  assert.equal(terminal.ask('#{alternate_on} #{mouse_any_flag} #{cursor_flag}'), '0 0 1');
});

test('a crash leaves the terminal as it was, with its reason on it', async (bench, terminal) => {
  await terminal.until(/An empty bench/);
  terminal.keys('C-c');
  await terminal.until(/left with 0/);
  const crash = 'data:text/javascript,setTimeout(()=>{throw new Error(String(6*7)+" is why")},1500)';
  const command = `${node} --import '${crash}' ${foblab} lab; echo "left with $?"; sleep 1000`;
  const other = new Tmux(command, { FOBLAB_BENCH: bench, LANG: 'C.UTF-8' });
  try {
    await other.until(/An empty bench/);
    assert.match(await other.until(/left with [1-9]/), /Error: 42 is why/);
    assert.equal(other.ask('#{alternate_on} #{mouse_any_flag} #{cursor_flag}'), '0 0 1');
  } finally {
    other.end();
  }
});

test('^C leaves the terminal as it was', async (_bench, terminal) => {
  await terminal.until(/An empty bench/);
  terminal.keys('C-c');
  await terminal.until(/left with 0/);
  assert.equal(terminal.ask('#{alternate_on} #{mouse_any_flag} #{cursor_flag}'), '0 0 1');
});

test('^Z goes back to the shell, fg returns to the same screen', async (bench, terminal) => {
  await terminal.until(/An empty bench/);
  terminal.keys('C-c');
  const shellInside = new Tmux('bash --norc --noprofile -i', {
    FOBLAB_BENCH: bench,
    LANG: 'C.UTF-8',
    PS1: '@ ',
  });
  try {
    shellInside.type(`${node} ${foblab} lab\n`);
    await shellInside.until(/An empty bench/);
    shellInside.keys('C-z');
    await shellInside.until(/Stopped/);
    assert.equal(shellInside.ask('#{alternate_on} #{mouse_any_flag} #{cursor_flag}'), '0 0 1');
    shellInside.type('fg\n');
    await shellInside.until(/An empty bench/);
    shellInside.keys('S');
    await shellInside.until(/33-1551111-1/);
  } finally {
    shellInside.end();
  }
});

/** Matches the whole picture. Before that, tmux may show half of it. */
const emptyBench = /An empty bench[\s\S]*╰─+╯[\s\S]*\? help/;

test('the same picture whatever TERM says, and a refusal where there is no terminal', async (bench, terminal) => {
  const expected = await terminal.until(emptyBench);
  terminal.keys('C-c');
  await terminal.until(/left with 0/);
  for (const name of ['linux', 'screen', 'screen-256color', 'xterm-kitty', 'no-such-terminal']) {
    const other = new Tmux(`TERM=${name} ${node} ${foblab} lab; sleep 1000`, {
      FOBLAB_BENCH: bench,
      LANG: 'C',
    });
    try {
      assert.equal(await other.until(emptyBench), expected, name);
    } finally {
      other.end();
    }
  }
  const piped = spawnSync(node, [foblab, 'lab'], {
    encoding: 'utf8',
    env: { ...process.env, FOBLAB_BENCH: bench },
  });
  assert.equal(piped.status, 2);
  assert.match(piped.stderr, /needs a terminal/);
  assert.equal(piped.stdout, '');
});

/** The node process below the pane's shell. */
function pidOf(terminal: Tmux): { pid: number } {
  const shellPid = terminal.ask('#{pane_pid}');
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', shellPid], { encoding: 'utf8' });
  return { pid: Number(children.trim().split('\n')[0]) };
}

tui.run();
