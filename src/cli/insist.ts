// Asks a person about what looks wrong before it is kept; a script insists with --keep-anyway.
import { createInterface } from 'node:readline';
import { OperationError } from '../contract/operation-error.js';

/**
 * Runs again with `keepAnyway` where a person at a terminal says yes.
 * @throws the refusal if there is no terminal to ask at, or if the answer is no
 */
export async function askingFirst<T>(
  given: Record<string, unknown>,
  isTerminal: boolean,
  run: () => Promise<T>,
  ask: (question: string) => Promise<string> = askOnTerminal,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const asked = error instanceof OperationError && error.remedy?.arguments?.keepAnyway === true;
    if (!asked || !isTerminal) throw error;
    const sentence = error.message.replace(/\.? Nothing was kept: .*$/s, '.');
    const answer = await ask(`${sentence}\nKeep it anyway? [y/N] `);
    if (!/^y(?:es)?$/i.test(answer.trim())) throw new OperationError('usage', 'Nothing was kept');
    given.keepAnyway = true;
    return run();
  }
}

function askOnTerminal(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    // ^C and ^D are a no.
    reader.once('close', () => resolve(''));
    reader.question(question, (answer) => {
      resolve(answer);
      reader.close();
    });
  });
}
