// The answer of a verb: plain data, or a refusal with its reason and its remedy.
import { type Cause, type MessageCode, messages } from './messages.js';

export interface Refusal {
  readonly code: MessageCode;
  readonly message: string;
  /** The possible causes, each with its remedy; often empty. */
  readonly causes: readonly Cause[];
  readonly remedy: string;
  /** The field of the form that is wrong; null for none. */
  readonly field: string | null;
  /** When to try again; null: at once, or only with the help of somebody else. */
  readonly retryAtUs: number | null;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export interface RefusalOptions {
  readonly field?: string;
  readonly retryAtUs?: number | null;
  /** True to store the rows that the verb has written before it threw the refusal. */
  readonly stores?: boolean;
  /** The values for `{name}` in the texts of the message: never typed text. */
  readonly values?: Readonly<Record<string, string>>;
}

export function done<T>(value: T): Answer<T> {
  return { ok: true, value };
}

/** A refusal to return: the rows that the verb has written are stored. */
export function refused(code: MessageCode, options: RefusalOptions = {}): Answer<never> {
  return { ok: false, refusal: refusalOf(code, options) };
}

/** A refusal to throw: no row of the verb is stored, unless the option says so. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: Refusal;
  readonly stores: boolean;
  constructor(code: MessageCode, options: RefusalOptions = {}) {
    const refusal = refusalOf(code, options);
    super(refusal.message);
    this.refusal = refusal;
    this.stores = options.stores ?? false;
  }
}

function refusalOf(code: MessageCode, { field, retryAtUs, values = {} }: RefusalOptions): Refusal {
  const { message, causes = [], remedy } = messages[code];
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  return {
    code,
    message: filled(message),
    causes: causes.map(({ cause, remedy }) => ({ cause: filled(cause), remedy: filled(remedy) })),
    remedy: filled(remedy),
    field: field ?? null,
    retryAtUs: retryAtUs ?? null,
  };
}
