// The bundle that every command starts in. It knows the everyday one-shot commands itself; for any other it loads the
// whole program. So `foblab press` pays for a press.
import { UnknownFobKind } from '../bench/index.js';
import { benchOperations, findBenchOperation } from '../operations/bench-table.js';
import type { Operation } from '../operations/operation.js';
import { runOnBench } from '../operations/session.js';
import { readBareCommandLine, readsFiles } from './command-line.js';
import { exitWith } from './exit.js';
import { runCommand } from './run-command.js';

const words = process.argv.slice(2);
const operation = (benchOperations as unknown as readonly Operation[]).find(
  ({ command }) => command === words[0],
);
const help = words.some((word) => word === '--help' || word === '-h');
// What stays serves the bench to others meanwhile, and they may ask for any operation and any kind of fob.
const stays = operation?.settle !== undefined || words.includes('--follow');

if (operation === undefined || readsFiles(operation) || help || stays) loadWholeProgram();
else
  exitWith(async () => {
    try {
      return await runCommand(readBareCommandLine(operation, words.slice(1)), (path, request) =>
        runOnBench(path, request, findBenchOperation),
      );
    } catch (error) {
      // A bench with USB keys or push apps on it: nothing has been done yet.
      if (!(error instanceof UnknownFobKind || (error as Error).cause instanceof UnknownFobKind)) throw error;
      loadWholeProgram();
      return 0;
    }
  });

function loadWholeProgram(): void {
  require(`${__dirname}/foblab-full.cjs`);
}
