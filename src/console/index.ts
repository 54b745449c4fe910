export type { Command, CommandContext, Parameter } from './command.js';
export { commandReference, commandUsage } from './command-reference.js';
export { fobConsoleCommands } from './commands/index.js';
export { Console, type ConsoleOptions } from './console.js';
export { maximumLineLength } from './line-normaliser.js';
export { ScpiError, type ScpiErrorNumber, scpiErrors } from './scpi-errors.js';
