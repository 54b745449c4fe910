// Matches a pattern of a target file against foreign text within a time limit: some patterns would run for ever.
import { createContext, Script } from 'node:vm';

const longestMatchMs = 1000;
const script = new Script('pattern.test(text)');
let context: { pattern?: RegExp; text?: string } | undefined;

/** True, false, or `too-long` if the match exceeds the time limit. */
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
