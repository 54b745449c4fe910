// A pattern from a file held against text from a stranger, for a bounded time: some pairs take for ever.
import { createContext, Script } from 'node:vm';

const longestMatchMs = 1000;
const script = new Script('pattern.test(text)');
let context: { pattern?: RegExp; text?: string } | undefined;

/** True, false, or `too-long` where the pattern backtracks past the limit. */
export function matches(pattern: RegExp, text: string): boolean | 'too-long' {
  context ??= createContext({});
  Object.assign(context, { pattern, text });
  try {
    return script.runInContext(context, { timeout: longestMatchMs }) === true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'too-long';
    throw error;
  } finally {
    delete context.text;
  }
}
