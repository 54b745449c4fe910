// The table entry of the terminal UI: the help and the command line need it without what draws.
import { flag } from '../contract/parameter.js';
import { described } from './commands/command.js';

export const labParameters = {
  mono: flag('no colours; NO_COLOR does the same'),
  ascii: flag('only ASCII characters'),
};

export const labOperation = described({
  command: 'lab',
  summary: 'the bench on the screen: fobs, time, verification, devices; ? shows the keys',
  help: 'The same as foblab without a command, in a terminal. Other commands work on the same bench meanwhile, and what they do shows. docs/terminal-ui.md lists the keys.',
  examples: ['foblab', 'foblab --bench ./bench', 'NO_COLOR=1 foblab lab --ascii'],
  parameters: labParameters,
  positionals: [],
});
