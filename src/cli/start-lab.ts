// The bundle that the terminal UI starts in: what its first frame needs. The rest of the table comes after it.
import { readCommandLine } from './command-line.js';
import { exitWith } from './exit.js';
import { labOperation } from './lab-operation.js';
import { openLab } from './open-lab.js';

const words = process.argv.slice(2);

if (words.some((word) => word === '--help' || word === '-h')) require(`${__dirname}/foblab-full.cjs`);
else exitWith(() => openLab(readCommandLine(labOperation, words[0] === 'lab' ? words.slice(1) : words)));
