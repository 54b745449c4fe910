// The console of one fob for one client at a time: an IEEE 488.2/SCPI-99 subset over lines.
import type { FobPort } from '../../firmware-sim/fob-port.js';
import { argumentOf, limitOf } from './argument.js';
import type { Answer, Command, CommandContext, Terminal } from './command.js';
import { CommandTable, type HeaderPath } from './command-table.js';
import { fobConsoleCommands } from './commands/index.js';
import { ErrorQueue } from './error-queue.js';
import { helpLines } from './help-lines.js';
import { type ForeignByte, type InputLine, LineNormaliser } from './line-normaliser.js';
import { LineQueue } from './line-queue.js';
import { ProgramMessage, type ProgramUnit } from './program-message.js';
import { ScpiError, toScpiError } from './scpi-errors.js';
import { StatusRegisters } from './status-registers.js';

export interface ConsoleOptions {
  /** Takes an answer: one whole ASCII line that ends with LF. If it returns false, the next one waits for `resume`. */
  onOutput(bytes: Uint8Array): boolean;
  /** Called once `feed` takes more, after it returned false. */
  onReady?(): void;
  /** Answers end in CRLF, for a program that waits for it; SYSTem:CRLF changes it for its client. */
  crlf?: boolean;
}

const fobCommandTable = new CommandTable(fobConsoleCommands);

interface MessageRun {
  readonly session: Session;
  readonly message: ProgramMessage;
  path: HeaderPath;
  answers: string[];
}

/** The state that belongs to one client and ends with it. */
interface Session {
  readonly context: CommandContext;
}

/**
 * Commands run strictly in order, across lines too. An error goes into the error queue, and its command answers nothing.
 * A command error (−1xx) also ends its line (IEEE 488.2 §6.1.7.2); after any other error the rest of the line runs.
 */
export class Console {
  readonly #port: FobPort;
  readonly #options: ConsoleOptions;
  readonly #lines = new LineNormaliser((bytes) => void this.#options.onOutput(bytes));
  readonly #waiting = new LineQueue();
  #running = false;
  #paused = false;
  #blocked = false;
  #onIdle: (() => void) | undefined;
  #session: Session;

  constructor(port: FobPort, options: ConsoleOptions) {
    this.#port = port;
    this.#options = options;
    this.#session = this.#newSession();
  }

  /** Takes bytes in pieces of any size. Returns false if the client should pause until `onReady`. */
  feed(bytes: Uint8Array): boolean {
    this.#lines.feed(bytes, (line) => {
      if (!this.#waiting.add(line)) this.#refuse(this.#session, new ScpiError(-363));
      this.#run();
    });
    this.#paused = this.#waiting.isLong;
    return !this.#paused;
  }

  /**
   * Ends the session of a client that has gone: drops its incomplete line, waiting lines, errors and enable masks. A command
   * that is running still finishes on the fob, and its answer is dropped.
   */
  hangUp(): void {
    this.#lines.reset();
    this.#waiting.clear();
    this.#session = this.#newSession();
    this.#blocked = false;
    this.#onIdle = undefined;
    this.#askForMore();
  }

  /** Call it when the client takes answers again. */
  resume(): void {
    this.#blocked = false;
    this.#run();
    this.#askForMore();
  }

  /** Calls `run` once, as soon as all lines fed so far are answered. */
  whenIdle(run: () => void): void {
    this.#onIdle = run;
    this.#run();
  }

  #newSession(): Session {
    this.#lines.echo = false;
    const lines = this.#lines;
    const terminal: Terminal = {
      get echo() {
        return lines.echo;
      },
      set echo(on) {
        lines.echo = on;
      },
      crlf: this.#options.crlf ?? false,
    };
    const context = { port: this.#port, errors: new ErrorQueue(), status: new StatusRegisters(), terminal };
    return { context: { ...context, commands: fobCommandTable } };
  }

  #run(): void {
    if (this.#running || this.#blocked) return;
    this.#running = true;
    while (!this.#blocked) {
      const line = this.#waiting.take();
      if (line === undefined) break;
      const pending = this.#runLine(line);
      if (pending === undefined) continue;
      void pending.then(() => {
        this.#running = false;
        this.#run();
        this.#askForMore();
      });
      return;
    }
    this.#running = false;
    this.#reportIdle();
  }

  #reportIdle(): void {
    const run = this.#blocked ? undefined : this.#onIdle;
    if (run === undefined) return;
    this.#onIdle = undefined;
    run();
  }

  #askForMore(): void {
    if (!this.#paused || this.#waiting.isLong) return;
    this.#paused = false;
    this.#options.onReady?.();
  }

  #runLine(line: InputLine): Promise<void> | undefined {
    const session = this.#session;
    if (typeof line !== 'string') {
      this.#refuse(session, typeof line === 'number' ? new ScpiError(line) : foreignByte(line));
      return undefined;
    }
    if (/^\s*(?:help|\?)\s*$/i.test(line)) {
      this.#send(session, helpLines(fobCommandTable.commands));
      return undefined;
    }
    return this.#runUnits({ session, message: new ProgramMessage(line), path: '', answers: [] });
  }

  // Stays in the same call while handlers answer synchronously, so that a round trip costs no extra turn.
  #runUnits(run: MessageRun): Promise<void> | undefined {
    for (;;) {
      try {
        const answer = this.#runUnit(run);
        if (answer === 'end') break;
        if (answer instanceof Promise) return this.#runRest(run, answer);
        if (answer !== undefined) run.answers.push(answer.text);
      } catch (reason) {
        if (this.#refuse(run.session, toScpiError(reason))) break;
      }
    }
    this.#answer(run);
    return undefined;
  }

  async #runRest(run: MessageRun, pending: Promise<Answer>): Promise<void> {
    let error: ScpiError | undefined;
    try {
      const text = await pending;
      if (text !== undefined) run.answers.push(text);
    } catch (reason) {
      error = toScpiError(reason);
    }
    // The client has gone: its answers are dropped and the rest of its line does not run.
    if (run.session !== this.#session) return;
    if (error !== undefined && this.#refuse(run.session, error)) this.#answer(run);
    else await this.#runUnits(run);
  }

  #runUnit(run: MessageRun): 'end' | { text: string } | Promise<Answer> | undefined {
    const unit = run.message.next();
    if (unit === undefined) return 'end';
    const { command, path } = fobCommandTable.find(unit, run.path);
    run.path = path;
    const limit = limitAsked(command, unit);
    if (limit !== undefined) return { text: limit };
    const answer = command.run(run.session.context, argumentOf(command, unit.parameters));
    return typeof answer === 'string' ? { text: answer } : answer;
  }

  /** Queues the error. Returns true if it ends the line. */
  #refuse(session: Session, error: ScpiError): boolean {
    session.context.errors.add(error);
    session.context.status.raiseForError(error.number);
    // A person at a terminal hears at once what was wrong; a program asks for it.
    if (session.context.terminal.echo && session === this.#session) this.#send(session, [String(error)]);
    return error.number <= -100 && error.number > -200;
  }

  // Answers of one message form one response message (IEEE 488.2 §8.4).
  #answer(run: MessageRun): void {
    if (run.answers.length === 0) return;
    this.#send(run.session, [run.answers.join(';')]);
  }

  #send({ context }: Session, lines: readonly string[]): void {
    const end = context.terminal.crlf || context.terminal.echo ? '\r\n' : '\n';
    const text = lines.map((line) => line + end).join('');
    if (!this.#options.onOutput(Buffer.from(text, 'latin1'))) this.#blocked = true;
  }
}

/** `CLOC:OFFS? MAX`: what the command beside the query takes at most (SCPI-99 volume 1, 7.2.1). */
function limitAsked(command: Command, { parameters }: ProgramUnit): string | undefined {
  const [asked] = parameters;
  if (parameters.length !== 1 || asked?.kind !== 'word' || command.parameter !== undefined) return undefined;
  if (!command.header.endsWith('?')) return undefined;
  const setter = fobCommandTable.commands.find(({ header }) => `${header}?` === command.header);
  if (setter?.parameter?.kind !== 'number') return undefined;
  return String(limitOf(setter.parameter, asked.value));
}

function foreignByte({ position, byte }: ForeignByte): ScpiError {
  const name = `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  const what = byte < 0x20 ? 'a control character' : 'no ASCII';
  return new ScpiError(-102, `character ${position} is ${name}, ${what}; the line was not read`);
}
