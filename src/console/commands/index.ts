// The command table of a fob's console.
import type { Command } from '../command.js';
import { clockCommands } from './clock-commands.js';
import { commonCommands } from './common-commands.js';
import { faultCommands } from './fault-commands.js';
import { fobCommands } from './fob-commands.js';
import { statusCommands } from './status-commands.js';
import { supplyCommands } from './supply-commands.js';
import { systemCommands } from './system-commands.js';

export const fobConsoleCommands: readonly Command[] = [
  ...commonCommands,
  ...systemCommands,
  ...statusCommands,
  ...fobCommands,
  ...clockCommands,
  ...supplyCommands,
  ...faultCommands,
];
