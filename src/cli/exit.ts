// How a command ends: its exit code, or an error in one line on standard error, with the command that fixes it.
import { messageWithRemedy } from '../contract/command-words.js';
import type { OperationError } from '../contract/operation-error.js';
import { asOperationError } from '../host/as-operation-error.js';
import { findOperation } from '../operations/index.js';
import { isWritten, writeBeside } from './output.js';

export function exitWith(run: () => Promise<number>): void {
  Promise.resolve()
    .then(run)
    .then(
      (code) => {
        process.exitCode = code;
      },
      async (error: unknown) => {
        const failed = asOperationError(error);
        const { code, exit, cause } = failed;
        if (process.argv.includes('--json'))
          writeBeside(JSON.stringify({ schema: 'foblab.error/2', error: failed.data }));
        else writeBeside(prefixed(await sentence(failed)));
        if (code === 'internal' && process.env.FOBLAB_DEBUG) writeBeside(`${(cause as Error)?.stack}`);
        process.exitCode = exit;
      },
    )
    .then(() => {
      // Here and now: Node's own way out frees the memory first, and finalizes what the collector has not.
      if (isWritten()) process.exit();
    });
}

async function sentence(error: OperationError): Promise<string> {
  return messageWithRemedy(error, error.remedy && (await findOperation(error.remedy.operation)));
}

/** A message that begins with the command has its prefix. */
function prefixed(message: string): string {
  return message.startsWith('foblab ') ? message : `foblab: ${message}`;
}
