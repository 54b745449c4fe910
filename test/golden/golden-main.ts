// The golden run as a program: one line, for the Node that runs it.
import { goldenRun } from '../../src/standalone/golden-run.js';

process.stdout.write(`${goldenRun().hash}\n`);
