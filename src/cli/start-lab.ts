// The bundle that the terminal UI starts in: what its first frame needs, and the rest of the program behind one import.
import { readCommandLine } from './command-line.js';
import { lab } from './commands/lab.js';
import { exitWith } from './exit.js';

const words = process.argv.slice(2);

if (words.some((word) => word === '--help' || word === '-h')) require(`${__dirname}/foblab-full.cjs`);
else exitWith(() => lab.run(readCommandLine(lab.operation, words.slice(1))));
