// What a verb answers: plain data, or a refusal that says why and what to do.
import { type Cause, type MessageCode, messages } from './messages.js';

export interface Refusal {
  readonly code: MessageCode;
  readonly message: string;
  /** Every cause that the user has to think of, each with its remedy; often none. */
  readonly causes: readonly Cause[];
  readonly remedy: string;
  /** The field of the form that it is about; null: none. */
  readonly field: string | null;
  /** When to try again; null: at once, or never without somebody's help. */
  readonly retryAtUs: number | null;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export interface RefusalOptions {
  readonly field?: string;
  readonly retryAtUs?: number | null;
  /** Stores what was written before the refusal was thrown. */
  readonly stores?: boolean;
  /** What stands for `{name}` in the message's texts: never what was typed. */
  readonly values?: Readonly<Record<string, string>>;
}

export function done<T>(value: T): Answer<T> {
  return { ok: true, value };
}

/** For a verb to return: what it has written is stored. */
export function refused(code: MessageCode, options: RefusalOptions = {}): Answer<never> {
  return { ok: false, refusal: refusalOf(code, options) };
}

/** For a verb to throw: nothing of it is stored, unless it says so. */
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
