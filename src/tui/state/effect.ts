// What has to happen outside of the state: an operation, the clipboard, the end.
import type { Action } from './action.js';

export type Effect =
  /** `origin` says where the answer goes. */
  | { effect: 'run'; operation: string; arguments: Record<string, unknown>; origin: Origin }
  /** Words as on a command line, without `foblab`. */
  | { effect: 'words'; words: readonly string[]; origin: Origin }
  /** A form: its values are still text, and a secret is still the name of a file. */
  | {
      effect: 'fields';
      operation: string;
      values: Readonly<Record<string, unknown>>;
      origin: Origin;
      /** Of a form in a row: comes back with the answer. */
      ticket?: number;
    }
  | { effect: 'copy'; text: string; what: string }
  /** Asks the same again once the whole table of operations is at hand. */
  | { effect: 'load'; again: Action }
  /** Stops what runs in the background. */
  | { effect: 'stop' }
  | { effect: 'suspend' }
  | { effect: 'quit' };

export type Origin = 'key' | 'form' | 'palette' | 'code-to-submit';
