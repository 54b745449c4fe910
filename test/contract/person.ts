// Whoever sits at the terminal of a test run: asked there, past the runner, which keeps the output of tests to itself.
import { closeSync, openSync, readSync, writeSync } from 'node:fs';

export interface Person {
  /** Shows the question and waits for a line. */
  ask(question: string): string;
}

/** Undefined where there is no terminal. */
export function personAtTerminal(): Person | undefined {
  try {
    closeSync(openSync('/dev/tty', 'r+'));
  } catch {
    return undefined;
  }
  return {
    ask(question) {
      const terminal = openSync('/dev/tty', 'r+');
      try {
        writeSync(terminal, `\n${question}: `);
        const line = Buffer.alloc(512);
        return line.toString('utf8', 0, readSync(terminal, line)).trim();
      } finally {
        closeSync(terminal);
      }
    },
  };
}
