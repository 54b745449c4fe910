// blessed behind the interface of terminal-screen.ts. It keeps the terminal: alternate screen, keys, mouse, size, and the
// difference between two frames. It draws no widget: views write cells. What it needs to behave in tmux, screen, over
// ssh and on a terminal that its terminfo parser trips over is set here.
import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { Readable, Writable } from 'node:stream';
import { asciiFor } from '../cells/ascii.js';
import type { Canvas } from '../cells/canvas.js';
import { lookOf } from '../cells/cells-as-text.js';
import type { Theme } from '../cells/theme.js';
import { cellAttribute } from './cell-attribute.js';
import { type BlessedKey, keyOf } from './key-of.js';
import { MouseReports } from './mouse-reports.js';
import type { TerminalScreen } from './terminal-screen.js';

export interface ScreenOptions {
  /** The process's own where left out. */
  input?: Readable;
  output?: Writable;
}

type BlessedLine = [attribute: number, character: string][] & { dirty: boolean };

interface BlessedScreen extends EventEmitter {
  cols: number;
  rows: number;
  lines: BlessedLine[];
  program: EventEmitter & {
    input: Readable & { setRawMode?(raw: boolean): void };
    output: Writable;
    enableMouse(): void;
  };
  draw(start: number, end: number): void;
  enter(): void;
  leave(): void;
  destroy(): void;
}

export function openScreen(options: ScreenOptions = {}): TerminalScreen {
  const screen = makeScreen(options);
  let closed = false;
  let suspended = false;
  let last: { canvas: Canvas<never> | Canvas; theme: Theme } | undefined;
  const draw = (canvas: Canvas<never> | Canvas, theme: Theme): void => {
    if (closed) return;
    last = { canvas, theme };
    if (!suspended) paint(screen, canvas, theme);
  };
  return {
    get size() {
      return { width: screen.cols, height: screen.rows };
    },
    draw,
    onKey(listener) {
      screen.on('keypress', (character: string | undefined, key: BlessedKey) => {
        const pressed = keyOf(character, key);
        if (pressed !== undefined) listener(pressed);
      });
    },
    onMouse(listener) {
      const reports = new MouseReports();
      // blessed switches the reports on and off; it reads no more than one of them out of each read.
      screen.on('mouse', () => {});
      screen.program.on('data', (data: Uint8Array | string) => {
        for (const input of reports.feed(data.toString())) listener(input);
      });
    },
    onResize(listener) {
      screen.on('resize', () => listener({ width: screen.cols, height: screen.rows }));
    },
    copy(text) {
      screen.program.output.write(clipboardSequence(text));
    },
    suspend() {
      // Without a live timer the process would end as soon as fg brings it back.
      const alive = setInterval(() => {}, 1e6);
      const { program } = screen;
      // Timers that fell due meanwhile run before SIGCONT is heard: what they draw would land in the shell's screen.
      suspended = true;
      // blessed's own suspension stops the process before it has written what it meant to.
      screen.leave();
      program.input.setRawMode?.(false);
      program.input.pause();
      process.once('SIGCONT', () => {
        clearInterval(alive);
        program.input.setRawMode?.(true);
        program.input.resume();
        screen.enter();
        program.enableMouse();
        suspended = false;
        if (last !== undefined) draw(last.canvas, last.theme);
      });
      process.kill(process.pid, 'SIGTSTP');
    },
    close() {
      if (closed) return;
      closed = true;
      screen.destroy();
    },
  };
}

/** Writes what differs into blessed's cells; blessed writes what differs from the terminal. */
function paint(screen: BlessedScreen, canvas: Canvas<never> | Canvas, theme: Theme): void {
  const attributes = new Map<string, number>();
  canvas.cells.forEach((row, y) => {
    const line = screen.lines[y];
    if (line === undefined) return;
    row.forEach((cell, x) => {
      const target = line[x];
      if (target === undefined) return;
      const key = cell.selected ? `${cell.role}+` : cell.role;
      let attribute = attributes.get(key);
      if (attribute === undefined) {
        attribute = cellAttribute(lookOf(cell, theme));
        attributes.set(key, attribute);
      }
      const character =
        cell.character === '' ? '\0' : theme.ascii ? asciiFor(cell.character) : cell.character;
      if (target[0] === attribute && target[1] === character) return;
      target[0] = attribute;
      target[1] = character;
      line.dirty = true;
    });
  });
  screen.draw(0, screen.lines.length - 1);
}

function makeScreen({ input, output }: ScreenOptions): BlessedScreen {
  // Line drawing by UTF-8 instead of the alternate character set, which tmux and PuTTY show as letters.
  process.env.NCURSES_NO_UTF8_ACS ??= '1';
  // SGR mouse reports go beyond column 223 and are what tmux and xterm agree on. No mode is switched off in between:
  // for xterm all tracking modes are one, and any "off" is the end of it.
  process.env.BLESSED_FORCE_MODES ??= 'SGRMOUSE=1,VT200MOUSE=1';
  // Inside GNU screen inside tmux, TMUX leaks and blessed would wrap its sequences for the wrong one.
  if (process.env.STY) delete process.env.TMUX;
  // Only the screen: the widgets that this UI does not draw by cost as much to load as Node itself.
  // By require: an import would analyse these CommonJS files first, which takes as long again.
  const Screen = createRequire(import.meta.url)('blessed/lib/widgets/screen.js') as new (
    options: object,
  ) => BlessedScreen;
  const { error } = console;
  // Its terminfo parser complains on standard error, which is this very terminal.
  console.error = () => {};
  try {
    return new Screen({
      smartCSR: true,
      fullUnicode: true,
      forceUnicode: true,
      // The one description that it is known to read right; terminals of today are all near enough to it.
      terminal: 'xterm-256color',
      warnings: false,
      title: 'foblab',
      ...(input === undefined ? {} : { input }),
      ...(output === undefined ? {} : { output }),
    });
  } finally {
    console.error = error;
  }
}

/** OSC 52, wrapped for tmux where it is in between (tmux(1), "allow-passthrough"). */
function clipboardSequence(text: string): string {
  const sequence = `\u001b]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u0007`;
  if (process.env.TMUX === undefined) return sequence;
  return `\u001bPtmux;${sequence.replace(/\u001b/g, '\u001b\u001b')}\u001b\\`;
}
