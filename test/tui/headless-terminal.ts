// A terminal without a tty: what the UI writes goes into xterm's own emulator, and its cells can be read.
import { PassThrough, Writable } from 'node:stream';
import xterm from '@xterm/headless';

export interface TerminalCell {
  character: string;
  /** Colour number of the 256-colour palette; undefined for the terminal's own. */
  foreground: number | undefined;
  background: number | undefined;
  bold: boolean;
  inverse: boolean;
}

export class HeadlessTerminal {
  readonly input: PassThrough & { isTTY: boolean; setRawMode(): void };
  readonly output: Writable & { isTTY: boolean; columns: number; rows: number };
  /** Everything that was written, as sent. */
  written = '';
  readonly #terminal: InstanceType<typeof xterm.Terminal>;

  constructor(columns = 80, rows = 24) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
    const output = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.written += chunk.toString('utf8');
        this.#terminal.write(chunk, done);
      },
    });
    this.output = Object.assign(output, { isTTY: true, columns, rows });
  }

  type(text: string): void {
    this.input.write(text);
  }

  /** SGR mouse report (xterm control sequences, "Extended coordinates"); from 0. */
  mouse(button: number, x: number, y: number, down: boolean): void {
    this.type(`\u001b[<${button};${x + 1};${y + 1}${down ? 'M' : 'm'}`);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.output.columns = columns;
    this.output.rows = rows;
    this.output.emit('resize');
  }

  /** What stands on the screen once everything written so far has been understood. */
  async lines(): Promise<string[]> {
    await new Promise<void>((resolve) => this.#terminal.write('', resolve));
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.#terminal.rows }, (_, y) =>
      (active.getLine(y)?.translateToString(true) ?? '').trimEnd(),
    );
  }

  cell(x: number, y: number): TerminalCell {
    const cell = this.#terminal.buffer.active.getLine(y)?.getCell(x);
    if (cell === undefined) throw new Error(`there is no cell ${x}, ${y}`);
    return {
      character: cell.getChars(),
      foreground: cell.isFgDefault() ? undefined : cell.getFgColor(),
      background: cell.isBgDefault() ? undefined : cell.getBgColor(),
      bold: cell.isBold() !== 0,
      inverse: cell.isInverse() !== 0,
    };
  }

  get alternateScreen(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  get mouseMode(): string {
    return this.#terminal.modes.mouseTrackingMode;
  }

  /** Waits for a text to stand on the screen. @throws Error with the screen, after `limitMs`. */
  async until(found: RegExp | ((screen: string) => boolean), limitMs = 60_000): Promise<string> {
    const began = performance.now();
    for (;;) {
      const screen = (await this.lines()).join('\n');
      if (found instanceof RegExp ? found.test(screen) : found(screen)) return screen;
      if (performance.now() - began > limitMs) throw new Error(`${found} is not on the screen:\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
