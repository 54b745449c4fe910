// The demonstration's other process: asks a fob questions over its port, one at a time.
import { type ChildProcess, spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { OperationError } from '../../contract/operation-error.js';

const patienceMs = 15_000;

export class SerialClient {
  readonly #send: (line: string) => void;
  readonly #end: () => Promise<void>;
  readonly #waiting: { answer(line: string): void; fail(error: Error): void }[] = [];

  private constructor(input: NodeJS.ReadableStream, send: (line: string) => void, end: () => Promise<void>) {
    this.#send = send;
    this.#end = end;
    createInterface({ input }).on('line', (line) => this.#waiting.shift()?.answer(line));
  }

  /** A process of its own for a serial port, a socket for `host:port`. */
  static async open(path: string): Promise<SerialClient> {
    const address = /^([\d.]+):(\d+)$/.exec(path);
    return address === null
      ? SerialClient.#spawn(path)
      : SerialClient.#connect(address[1]!, Number(address[2]));
  }

  /** @throws OperationError `timeout` where nothing comes back. */
  ask(question: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new OperationError('timeout', `no answer to ${question} over the serial port`)),
        patienceMs,
      );
      this.#waiting.push({
        answer(line) {
          clearTimeout(timer);
          resolve(line.trim());
        },
        fail(error) {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.#send(question);
    });
  }

  close(): Promise<void> {
    return this.#end();
  }

  static #spawn(path: string): SerialClient {
    const program = fileURLToPath(new URL('serial-client.cjs', import.meta.url));
    const child: ChildProcess = spawn(process.execPath, [program, path], { stdio: ['pipe', 'pipe', 'pipe'] });
    let complaint = '';
    child.stderr!.on('data', (text) => {
      complaint += text;
    });
    const client = new SerialClient(
      child.stdout!,
      (line) => child.stdin!.write(`${line}\n`),
      () =>
        new Promise((resolve) => {
          if (child.exitCode !== null) return resolve();
          child.once('exit', () => resolve());
          child.stdin!.end();
        }),
    );
    child.stdin!.on('error', () => {});
    child.once('exit', () => {
      const error = new OperationError(
        'timeout',
        `the serial client ended: ${complaint.trim() || 'no reason given'}`,
      );
      for (const one of client.#waiting.splice(0)) one.fail(error);
    });
    return client;
  }

  static #connect(host: string, port: number): SerialClient {
    const socket: Socket = connect(port, host);
    return new SerialClient(
      socket,
      (line) => socket.write(`${line}\n`),
      () =>
        new Promise((resolve) => {
          socket.once('close', () => resolve());
          socket.end();
        }),
    );
  }
}
