// The guest's end of the control channel.
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { ControlAnswer } from '../control-channel.js';

export class Control {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (answer: ControlAnswer) => void>();
  #id = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    createInterface({ input: socket }).on('line', (line) => {
      const answer = JSON.parse(line) as ControlAnswer;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  static open(host: string, port: number): Promise<Control> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Control(socket)));
    });
  }

  /** Rejects with what the host says is wrong. */
  ask(action: string, argument?: unknown): Promise<unknown> {
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ value, error }) =>
        error === undefined ? resolve(value) : reject(new Error(error)),
      );
      this.#socket.write(`${JSON.stringify({ id, action, argument })}\n`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}
