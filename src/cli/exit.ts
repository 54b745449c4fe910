// How a command ends: its exit code, or an error in one line on standard error.
import { asOperationError } from '../host/as-operation-error.js';
import { writeBeside } from './output.js';

export function exitWith(run: () => Promise<number>): void {
  // Whoever reads has closed the pipe and has enough (`foblab list | head -1`): that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
  Promise.resolve()
    .then(run)
    .then(
      (code) => {
        process.exitCode = code;
      },
      (error: unknown) => {
        const { code, message, exit, cause } = asOperationError(error);
        if (process.argv.includes('--json'))
          writeBeside(JSON.stringify({ schema: 'foblab.error/1', error: { code, message } }));
        else writeBeside(`foblab: ${message}`);
        if (code === 'internal' && process.env.FOBLAB_DEBUG)
          process.stderr.write(`${(cause as Error)?.stack}\n`);
        process.exitCode = exit;
      },
    );
}
