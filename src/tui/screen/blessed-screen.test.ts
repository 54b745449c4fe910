// The whole UI against a terminal emulator, without a tty: keys and mouse in, cells out.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { HeadlessTerminal } from '../../../test/tui/headless-terminal.js';
import { MemoryFace } from '../../../test/tui/memory-face.js';
import { plainLanguage } from '../../../test/tui/plain-language.js';
import { Canvas } from '../cells/canvas.js';
import { chooseTheme } from '../cells/theme.js';
import { runLab } from '../index.js';
import { openScreen } from './blessed-screen.js';

const esc = '\u001b';

async function withLab(
  work: (terminal: HeadlessTerminal, bench: MemoryFace) => Promise<void>,
  options: { colour?: boolean; ascii?: boolean; columns?: number; rows?: number } = {},
): Promise<{ terminal: HeadlessTerminal; bench: MemoryFace }> {
  const terminal = new HeadlessTerminal(options.columns ?? 80, options.rows ?? 24);
  const bench = new MemoryFace();
  let quit = false;
  const running = runLab({
    directory: '',
    language: plainLanguage,
    colour: options.colour ?? true,
    ascii: options.ascii ?? false,
    input: terminal.input,
    output: terminal.output,
    open: async () => bench,
  }).then(() => {
    quit = true;
  });
  try {
    await terminal.until(/An empty bench/);
    await work(terminal, bench);
  } finally {
    if (!quit) terminal.type('\u0003');
    await running;
  }
  return { terminal, bench };
}

test('an empty bench to an accepted code, by keys alone', async () => {
  await withLab(async (terminal) => {
    terminal.type('S');
    await terminal.until(/33-1551111-1/);
    terminal.type(' ');
    const screen = await terminal.until(/3315511111 {2}\d{6} {2}showing/);
    assert.match(screen, /\$ foblab press 3315511111/);
    terminal.type('3');
    await terminal.until(/No credentials yet/);
    terminal.type('E');
    await terminal.until(/foblab enroll/);
    terminal.type('\r');
    await terminal.until(/3315511111 {5}active/);
    terminal.type('s');
    await terminal.until(/✓ accepted {2}3315511111/);
    terminal.type('s');
    await terminal.until(/✗ replayed/);
  });
});

test('the terminal is left as it was found', async () => {
  const { terminal } = await withLab(async (before) => {
    await before.lines();
    assert.equal(before.alternateScreen, true);
    assert.equal(before.mouseMode, 'vt200');
    before.type('q');
  });
  await terminal.lines();
  assert.equal(terminal.alternateScreen, false);
  assert.equal(terminal.mouseMode, 'none');
  assert.ok(terminal.written.endsWith(`${esc}[?1049l`) || terminal.written.includes(`${esc}[?25h`));
});

test('a frame that falls due while the lab is suspended waits for fg', async () => {
  const terminal = new HeadlessTerminal();
  const screen = openScreen({ input: terminal.input, output: terminal.output });
  const theme = chooseTheme({ colour: true, ascii: false });
  const frame = (text: string): Canvas<never> => {
    const canvas = new Canvas<never>(screen.size);
    canvas.put(0, 0, text);
    return canvas;
  };
  const { kill } = process;
  process.kill = () => true;
  try {
    screen.draw(frame('before'), theme);
    await terminal.until(/before/);
    screen.suspend();
    screen.draw(frame('meanwhile'), theme);
    assert.doesNotMatch((await terminal.lines()).join('\n'), /before|meanwhile/);
    assert.equal(terminal.alternateScreen, false);
    process.emit('SIGCONT');
    await terminal.until(/meanwhile/);
    assert.equal(terminal.alternateScreen, true);
  } finally {
    process.kill = kill;
    screen.close();
  }
});

test('esc lets go of what does not stop, and says so', async () => {
  await withLab(async (terminal, bench) => {
    terminal.type('S');
    await terminal.until(/33-1551111-1/);
    let answer = (): void => {};
    bench.before = (operation) =>
      operation === 'fob.show'
        ? new Promise((resolve) => {
            answer = resolve;
          })
        : undefined;
    terminal.type(':show 3315511111\r');
    await terminal.until(/show …/);
    terminal.type(esc);
    await terminal.until(/no longer waiting for show/);
    await terminal.until((screen) => !/esc stops/.test(screen));
    answer();
  });
});

test('the glass is drawn in colours: lit, ghost and background', async () => {
  await withLab(async (terminal) => {
    terminal.type('S');
    await terminal.until(/33-1551111-1/);
    terminal.type(' ');
    await terminal.until(/showing/);
    terminal.type('2');
    await terminal.until(/crystal/);
    const backgrounds = new Set<number | undefined>();
    for (let x = 3; x < 76; x++) for (let y = 3; y < 10; y++) backgrounds.add(terminal.cell(x, y).background);
    assert.equal(backgrounds.size, 3, `three levels on the glass, not ${[...backgrounds].join(', ')}`);
    assert.ok(!backgrounds.has(undefined));
  });
});

test('without colours no cell has one, and ASCII has only ASCII', async () => {
  await withLab(
    async (terminal) => {
      terminal.type('S');
      await terminal.until(/33-1551111-1/);
      terminal.type(' 2');
      const screen = await terminal.until(/showing/);
      assert.match(screen, /^[ -~\n]*$/);
      for (let y = 0; y < 24; y++)
        for (let x = 0; x < 80; x++) {
          const { foreground, background } = terminal.cell(x, y);
          assert.equal(foreground, undefined);
          assert.equal(background, undefined);
        }
    },
    { colour: false, ascii: true },
  );
});

test('a click presses, the wheel moves, a long press is a finger that stays', async () => {
  await withLab(async (terminal, bench) => {
    terminal.type('S');
    await terminal.until(/├─┤/);
    terminal.mouse(0, 8, 5, true);
    terminal.mouse(0, 8, 5, false);
    await terminal.until(/3315511111 {2}\d{6} {2}showing/);
    terminal.mouse(65, 8, 5, true);
    await terminal.until((screen) => /AVT\d+$/m.test(screen.split('\n')[1]!));
    terminal.mouse(64, 8, 5, true);
    await terminal.until((screen) => /33-1551111-1$/m.test(screen.split('\n')[1]!));
    terminal.mouse(0, 8, 5, true);
    await terminal.until(/finger on/);
    terminal.mouse(0, 8, 5, false);
    await terminal.until((screen) => !screen.includes('finger on'));
    const presses = bench.ran.filter(({ operation }) => operation === 'fob.press');
    assert.equal(presses.length, 1);
  });
});

const holdsAndReleases = (bench: MemoryFace): string[] =>
  bench.ran.map(({ operation }) => operation).filter((name) => name === 'fob.hold' || name === 'fob.release');

test('quitting with the mouse still down takes its finger off; what H put there stays', async () => {
  for (const [put, left] of [
    [(terminal: HeadlessTerminal) => terminal.mouse(0, 8, 5, true), false],
    [(terminal: HeadlessTerminal) => terminal.type('H'), true],
  ] as const) {
    const { bench } = await withLab(async (terminal) => {
      terminal.type('S');
      await terminal.until(/├─┤/);
      put(terminal);
      const screen = await terminal.until(/finger on(?! the)/);
      assert.match(screen, /\$ foblab hold 3315511111/);
      terminal.type('q');
    });
    assert.deepEqual(holdsAndReleases(bench), left ? ['fob.hold'] : ['fob.hold', 'fob.release']);
    assert.equal(
      bench.bench.look('3315511111', (fob) => fob.isHeld()),
      left,
    );
  }
});

test('a finger that lifts does not overtake the one that comes down', async () => {
  const { bench } = await withLab(async (terminal, before) => {
    terminal.type('S');
    await terminal.until(/├─┤/);
    let asked = (): void => {};
    let go = (): void => {};
    const down = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    before.before = (operation) => {
      if (operation !== 'fob.hold') return undefined;
      asked();
      return gate;
    };
    terminal.mouse(0, 8, 5, true);
    await down;
    terminal.mouse(0, 8, 5, false);
    // A press that is asked for later is answered before, so the lift would have been too.
    terminal.type('c');
    await terminal.until(/showing/);
    assert.deepEqual(holdsAndReleases(before), ['fob.hold']);
    go();
    await terminal.until(() => holdsAndReleases(before).length === 2);
  });
  assert.deepEqual(holdsAndReleases(bench), ['fob.hold', 'fob.release']);
  assert.equal(
    bench.bench.look('3315511111', (fob) => fob.isHeld()),
    false,
  );
});

test('resizing at any moment, to nothing and back', async () => {
  await withLab(async (terminal) => {
    terminal.type('S');
    await terminal.until(/33-1551111-1/);
    for (const [columns, rows] of [
      [40, 10],
      [1, 1],
      [200, 60],
      [60, 15],
      [59, 15],
      [100, 30],
    ] as const) {
      terminal.resize(columns, rows);
      await terminal.until((screen) =>
        columns < 60
          ? columns < 20 || /foblab needs/.test(screen)
          : /2026-01-01/.test(screen.split('\n')[0]!),
      );
    }
    await terminal.until(/33-1551111-1/);
  });
});

test('a refusal stands in the form in the operation’s words, and nothing typed is lost', async () => {
  await withLab(async (terminal) => {
    terminal.type('S');
    await terminal.until(/33-1551111-1/);
    terminal.type('d');
    await terminal.until(/foblab drift/);
    terminal.type('fast\r');
    const refused = await terminal.until(/expected a number from -100000 to 100000 \(ppm\)/);
    assert.match(refused, /ppm +fast/);
    for (let i = 0; i < 4; i++) terminal.type('\u007f');
    terminal.type('-3.5\r');
    await terminal.until(/running at -3.5 ppm/);
    await terminal.until(/−3.50 ppm/);
  });
});

test('the palette runs any operation, as the command line would', async () => {
  await withLab(async (terminal) => {
    terminal.type(':');
    await terminal.until(/every operation/);
    terminal.type('add symantec/vip-token-ft --label "drawer 2"\r');
    await terminal.until(/vip-token-ft/);
    const screen = await terminal.until(/drawer 2 ─╮/);
    assert.match(screen, /\$ foblab add symantec\/vip-token-ft --label 'drawer 2'/);
    terminal.type(':prss\r');
    await terminal.until(/there is no operation "prss"/);
  });
});

test('a year passes in the background: keys are answered meanwhile, and it can be stopped', async () => {
  await withLab(async (terminal, bench) => {
    terminal.type('S');
    await terminal.until(/33-1551111-1/);
    let slices = 0;
    let goOn = (): void => {};
    bench.before = (operation) =>
      operation === 'bench.advance' && ++slices === 4
        ? new Promise((resolve) => (goOn = resolve))
        : undefined;
    terminal.type(':advance 100y\r');
    await terminal.until(/advance 100y .*%/);
    terminal.type('5');
    await terminal.until(/log of the bench/);
    terminal.type(esc);
    await terminal.until(/stopping …/);
    await terminal.until(() => slices === 4);
    goOn();
    await terminal.until((screen) => !screen.includes('esc stops'));
    const { at } = (await bench.run('bench.status', {})) as { at: string };
    assert.ok(at > '2026-01-01T00:00:00Z' && at < '2126', at);
  });
});

test('copying puts the code on the clipboard by OSC 52', async () => {
  await withLab(async (terminal) => {
    terminal.type('S');
    await terminal.until(/33-1551111-1/);
    terminal.type(' ');
    const screen = await terminal.until(/3315511111 {2}\d{6} {2}showing/);
    const code = /3315511111 {2}(\d{6})/.exec(screen)![1]!;
    terminal.type('y');
    await terminal.until(/copied code/);
    assert.ok(terminal.written.includes(`]52;c;${Buffer.from(code).toString('base64')}`));
  });
});

test.run();
