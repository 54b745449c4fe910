// A command that is more than one operation: it stays, draws, or talks to a terminal. It still stands in the one help.
import type { Operation } from '../../host/operation.js';
import type { CommandLine } from '../command-line.js';

export interface Command {
  operation: Operation;
  run(line: CommandLine): Promise<number>;
}

/** The table entry of such a command: what help and the command line need of it. */
export function described(
  entry: Pick<Operation, 'command' | 'summary' | 'parameters' | 'positionals'> & {
    help?: string;
    examples: readonly string[];
  },
): Operation {
  return {
    name: entry.command,
    effect: 'change',
    timing: 'waits',
    access: 'operate',
    needsBench: false,
    errors: [],
    secretFields: [],
    run: () => undefined,
    text: () => '',
    ...entry,
  };
}
