// The golden run as a program: one line, for the Node that runs it.
import { goldenRun } from '../../src/standalone/golden-run.js';
import { nodeHash } from './node-hash.js';

process.stdout.write(`${goldenRun(nodeHash()).hash}\n`);
