// `foblab lab`, and `foblab` without a command in a terminal: the bench as something that you can see and touch.
import { labOperation } from '../lab-operation.js';
import type { Command } from './command.js';

export const lab: Command = {
  operation: labOperation,
  async run(line) {
    // Loaded here alone: no other command pays for it.
    const { openLab } = await import('../open-lab.js');
    return openLab(line);
  },
};
