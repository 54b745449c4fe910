// The command line's own reading and writing of operations, for tests that run the UI in this process.

import { readCommandLine } from '../../src/cli/command-line.js';
import { commandWords } from '../../src/contract/command-words.js';
import { OperationError } from '../../src/contract/operation-error.js';
import type { CommandLanguage } from '../../src/tui/index.js';
import { operationNamed, operations } from '../operations/loaded-operations.js';

export const plainLanguage: CommandLanguage = {
  read(words) {
    const operation = operations.find(
      ({ command }) => command === words[0] || command === words.slice(0, 2).join(' '),
    );
    if (operation === undefined)
      throw new OperationError('usage', `there is no operation ${JSON.stringify(words[0])}`);
    const rest = words.slice(operation.command.split(' ').length);
    return { operation: operation.name, arguments: readCommandLine(operation, rest).arguments };
  },
  write: (name, values) => commandWords(operationNamed(name), values),
};
