import { operationTable } from '../../operations/index.js';
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
  completion(() => [...new Set([...operationTable, ...commands.map((command) => command.operation)])]),
];
