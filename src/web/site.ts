// The input of every page: the bench, the path of the pages, and the call of an operation.
import type { Hono } from 'hono';
import type { MountPlace, ServerEnvironment } from '../api/index.js';
import { OperationError } from '../contract/operation-error.js';
import type { OperationName, OperationNamed } from '../operations/index.js';

export type WebApp = Hono<ServerEnvironment & { Variables: { visitor: string } }>;

/** The answer of an operation. */
export type Answer<N extends OperationName> = Awaited<ReturnType<OperationNamed<N>['run']>>;

/** `gold.sign-in`, for the operation `epcs-gold.sign-in`. */
export type Verb = { [N in OperationName]: N extends `epcs-${infer V}` ? V : never }[OperationName];

/** The verbs of one system, without its name: `sign-in`. */
export type VerbOf<S extends string> = Verb extends infer V
  ? V extends `${S}.${infer Name}`
    ? Name
    : never
  : never;

export type VerbAnswer<V extends Verb> =
  | { readonly outcome: 'done'; readonly value: Value<V> }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** The answer of a verb that does not refuse. */
export type Value<V extends Verb> = Extract<Answer<`epcs-${V}`>, { outcome: 'done' }>['value'];

/** A refusal of a relying party. */
export type Refusal = Extract<Answer<'epcs-gold.home'>, { outcome: 'refused' }>['refusal'];

/** A refusal with the typed values, for the page of the form. */
export interface Refused {
  readonly verb: Verb;
  readonly refusal: Refusal;
  readonly typed: Readonly<Record<string, string>>;
}

/** Runs the operations of a bench for pages. Pages have no rules of their own. */
export class Site {
  readonly base: string;
  readonly ending: AbortSignal;
  readonly #place: MountPlace;

  constructor(place: MountPlace) {
    this.#place = place;
    this.base = place.base === '/' ? '' : place.base;
    this.ending = place.ending;
  }

  run<N extends OperationName>(
    operation: N,
    given: Record<string, unknown>,
    id?: string,
  ): Promise<Answer<N>> {
    return this.#place.bench.run(operation, given, id === undefined ? {} : { id }) as Promise<Answer<N>>;
  }

  /** Runs a verb of a relying party, such as `gold.sign-in`. */
  async ask<V extends Verb>(verb: V, given: Record<string, unknown>, id?: string): Promise<VerbAnswer<V>> {
    try {
      const answer = await this.run(`epcs-${verb}`, given, id);
      return answer as unknown as VerbAnswer<V>;
    } catch (error) {
      const empty = Object.keys(given).find((name) => given[name] === '');
      if (!(error instanceof OperationError && error.code === 'usage')) throw error;
      return { outcome: 'refused', refusal: asRefusal(error, empty) };
    }
  }
}

/** The refusal of a missing or unreadable field, which the operation refuses before the relying party gets it. */
function asRefusal(error: OperationError, empty: string | undefined): Refusal {
  const field = empty ?? error.parameter ?? null;
  const message = empty === undefined ? error.message : 'This field is empty: fill it in.';
  return { code: 'field-empty', message, causes: [], remedy: '', field, retryAt: null };
}
