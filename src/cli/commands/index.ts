import { type Operation, operationTable } from '../../operations/index.js';
import type { Command } from './command.js';
import { completion } from './completion.js';
import { console_ } from './console.js';
import { demo } from './demo.js';
import { doctor } from './doctor.js';
import { lab } from './lab.js';
import { serve } from './serve.js';

export const commands: readonly Command[] = [
  demo,
  lab,
  serve,
  console_,
  doctor,
  completion(() => everyCommand),
];

/** By their names. Some commands are operations of the table that this face runs in a way of its own. */
export const everyCommand: readonly Operation[] = [
  ...new Set([...operationTable, ...commands.map((command) => command.operation)]),
].sort((a, b) => (a.command < b.command ? -1 : 1));
