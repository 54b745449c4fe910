// A terminal of tmux's with a program in it, for a person's way through the UI from outside.
import { execFileSync, spawnSync } from 'node:child_process';

export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

let sessions = 0;

export class Tmux {
  readonly #socket = `foblab-${process.pid}-${sessions++}`;

  constructor(command: string, env: Record<string, string>, columns = 80, rows = 24) {
    const variables = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
    this.#run(
      '-f',
      '/dev/null',
      'new-session',
      '-d',
      '-x',
      `${columns}`,
      '-y',
      `${rows}`,
      ...variables,
      command,
    );
  }

  keys(...names: string[]): void {
    this.#run('send-keys', ...names);
  }

  /** As it stands, key names and all. */
  type(text: string): void {
    this.#run('send-keys', '-l', text);
  }

  screen(): string {
    return this.#run('capture-pane', '-p');
  }

  /** A tmux format, such as `#{cursor_flag}`. */
  ask(format: string): string {
    return this.#run('display-message', '-p', format).trim();
  }

  resize(columns: number, rows: number): void {
    this.#run('resize-window', '-x', `${columns}`, '-y', `${rows}`);
  }

  /** @throws Error with the screen, after `limitMs`. */
  async until(found: RegExp | ((screen: string) => boolean), limitMs = 60_000): Promise<string> {
    const began = performance.now();
    for (;;) {
      const screen = this.screen();
      if (found instanceof RegExp ? found.test(screen) : found(screen)) return screen;
      if (performance.now() - began > limitMs) throw new Error(`${found} is not on the screen:\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  end(): void {
    spawnSync('tmux', ['-L', this.#socket, 'kill-server']);
  }

  #run(...words: string[]): string {
    return execFileSync('tmux', ['-L', this.#socket, ...words], { encoding: 'utf8' });
  }
}
