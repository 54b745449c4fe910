// A fob on a serial port: any device that answers `*IDN?` with four fields, such as foblab's console or a lab rig.
import { Exclusive } from './exclusive.js';
import { type Pause, realPause } from './pause.js';
import { ReaderError } from './reader-error.js';
import type { OpenSerial } from './serial-like.js';
import { SerialLink } from './serial-link.js';

export interface SerialIdentity {
  manufacturer: string;
  model: string;
  serial: string;
  firmware: string;
}

export interface SerialFobOptions {
  pause?: Pause;
  timeoutMs?: number;
  /** How many times a lost port is tried again, and the pause between attempts. */
  reconnectAttempts?: number;
  reconnectPauseMs?: number;
}

const identifyAttempts = 3;

export class SerialFob {
  readonly #open: OpenSerial;
  readonly #options: Required<SerialFobOptions>;
  readonly #exclusive = new Exclusive();
  #link: SerialLink | undefined;
  #identity: SerialIdentity | undefined;

  private constructor(open: OpenSerial, options: SerialFobOptions) {
    this.#open = open;
    this.#options = {
      pause: options.pause ?? realPause,
      timeoutMs: options.timeoutMs ?? 2_000,
      reconnectAttempts: options.reconnectAttempts ?? 20,
      reconnectPauseMs: options.reconnectPauseMs ?? 250,
    };
  }

  /** Opens the port and identifies the fob. Rejects with a ReaderError; `protocol` if something else answers. */
  static async connect(open: OpenSerial, options: SerialFobOptions = {}): Promise<SerialFob> {
    const fob = new SerialFob(open, options);
    await fob.#exclusive.run(() => fob.#connect());
    return fob;
  }

  get identity(): SerialIdentity {
    return this.#identity!;
  }

  /** Wakes the fob, presses its button and reads the code. A mechanical rig may need a longer timeout. */
  async code(timeoutMs?: number): Promise<string> {
    const answer = await this.ask('READ:CODE?', timeoutMs);
    if (/^\d{4,10}$/.test(answer)) return answer;
    throw notAFob(`answers READ:CODE? with something else than digits`);
  }

  screen(): Promise<string> {
    return this.ask('DISPlay:TEXT?');
  }

  /**
   * Sends one line and reads one line. If the cable is unplugged meanwhile, the query is not repeated, since the fob may
   * already have moved its counter. The next query opens the port again by itself.
   */
  ask(query: string, timeoutMs = this.#options.timeoutMs): Promise<string> {
    return this.#exclusive.run(async () => {
      const link = await this.#connected();
      const answer = await this.#query(link, query, anyLine, timeoutMs);
      if (answer !== undefined) return answer;
      // A refused SCPI query gets no answer; the reason is in the error queue.
      const reason = await this.#query(link, 'SYSTem:ERRor?', (line) => /^[+-]?\d+,\s*".*"$/.test(line));
      if (reason !== undefined && !/^[+-]?0,/.test(reason)) {
        throw new ReaderError(
          'protocol',
          `the fob refuses ${query}: ${printable(reason)}`,
          'See its error number',
        );
      }
      await this.#drop();
      throw new ReaderError(
        'timeout',
        `the fob does not answer ${query}`,
        'Check the cable and that it has power',
      );
    });
  }

  async close(): Promise<void> {
    await this.#exclusive.run(() => this.#drop());
  }

  async #connected(): Promise<SerialLink> {
    if (this.#link?.open === true) return this.#link;
    const { reconnectAttempts, reconnectPauseMs, pause } = this.#options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#connect();
      } catch (error) {
        const gone =
          error instanceof ReaderError && (error.code === 'not-found' || error.code === 'permission');
        if (!gone || attempt === reconnectAttempts) throw error;
      }
      await pause(reconnectPauseMs);
    }
  }

  async #connect(): Promise<SerialLink> {
    const link = new SerialLink(await this.#open());
    for (let attempt = 0; attempt < identifyAttempts; attempt++) {
      // Opening a port resets some boards, which then send a greeting: lines that are no identity are skipped.
      const answer = await this.#query(link, '*IDN?', (line) => parseIdentity(line) !== undefined);
      const identity = answer === undefined ? undefined : parseIdentity(answer);
      if (identity === undefined) continue;
      const before = this.#identity;
      if (before !== undefined && before.serial !== identity.serial) {
        await link.close();
        const found = `${printable(identity.model)} ${printable(identity.serial)}`;
        throw new ReaderError(
          'protocol',
          `another fob answers at this port: ${found}`,
          'Connect to it by its own name',
        );
      }
      this.#identity = identity;
      this.#link = link;
      return link;
    }
    await link.close();
    throw notAFob('does not answer *IDN? with manufacturer, model, serial and firmware');
  }

  /** The first line that `accept` takes, or undefined after the timeout. Rejects if the port goes away. */
  async #query(
    link: SerialLink,
    query: string,
    accept: (line: string) => boolean,
    timeoutMs = this.#options.timeoutMs,
  ): Promise<string | undefined> {
    const { pause } = this.#options;
    link.discard();
    const giveUp = new AbortController();
    const timeout = pause(timeoutMs, giveUp.signal).then(
      () => undefined,
      () => undefined,
    );
    // Listens before the write: a fast fob answers before the write is reported as done.
    const answer = link.line(accept);
    answer.catch(() => undefined);
    try {
      await link.write(`${query}\n`);
      return await Promise.race([answer, timeout]);
    } finally {
      giveUp.abort();
    }
  }

  async #drop(): Promise<void> {
    const link = this.#link;
    this.#link = undefined;
    await link?.close();
  }
}

function anyLine(): boolean {
  return true;
}

function parseIdentity(line: string): SerialIdentity | undefined {
  const fields = line.split(',').map((field) => field.trim());
  if (fields.length !== 4 || fields.some((field) => field === '')) return undefined;
  const [manufacturer, model, serial, firmware] = fields as [string, string, string, string];
  return { manufacturer, model, serial, firmware };
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 120);
}

function notAFob(what: string): ReaderError {
  return new ReaderError('protocol', `what is at this port ${what}`, 'Check the path and the baud rate');
}
