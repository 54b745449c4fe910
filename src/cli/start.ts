// The bundle that every command starts in. It knows the everyday one-shot commands itself; for any other it loads the
// whole program. So `foblab press` pays for a press.
import { benchOperations, findBenchOperation } from '../operations/bench-table.js';
import type { Operation } from '../operations/operation.js';
import { runOnBench } from '../operations/session.js';
import { readCommandLine } from './command-line.js';
import { exitWith } from './exit.js';
import { runCommand } from './run-command.js';

const words = process.argv.slice(2);
const operation = (benchOperations as unknown as readonly Operation[]).find(
  ({ command }) => command === words[0],
);
const help = words.some((word) => word === '--help' || word === '-h');

// A delivery comes from a seed file, whose formats are not in this bundle.
const delivery = words[0] === 'add' && words.some((word) => word === '--from' || word.startsWith('--from='));

if (operation === undefined || help || delivery) require(`${__dirname}/foblab-full.cjs`);
else
  exitWith(() =>
    runCommand(readCommandLine(operation, words.slice(1)), (path, request) =>
      runOnBench(path, request, findBenchOperation),
    ),
  );
