// What every page is given: the bench, where the pages are mounted, and how an operation is asked.
import type { Hono } from 'hono';
import type { MountPlace, ServerEnvironment } from '../api/index.js';
import { OperationError } from '../contract/operation-error.js';
import type { OperationName, OperationNamed } from '../operations/index.js';

export type WebApp = Hono<ServerEnvironment & { Variables: { visitor: string } }>;

/** What an operation answers, by its own schema. */
export type Answer<N extends OperationName> = Awaited<ReturnType<OperationNamed<N>['run']>>;

/** A refusal of a relying party, as its operations answer it. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly causes: readonly { readonly cause: string; readonly remedy: string }[];
  readonly remedy: string;
  readonly field: string | null;
  readonly retryAt: string | null;
}

/** A refusal on the page of the form that it is about, with what was typed. */
export interface Refused {
  readonly verb: string;
  readonly refusal: Refusal;
  readonly typed: Readonly<Record<string, string>>;
}

export type VerbAnswer<T> =
  | { readonly outcome: 'done'; readonly value: T }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** The operations of a bench, for pages. No rule lives in a page: each asks an operation. */
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

  /** A verb of a relying party: `gold.sign-in`. */
  async ask<T>(verb: string, given: Record<string, unknown>, id?: string): Promise<VerbAnswer<T>> {
    try {
      return (await this.#place.bench.run(
        `epcs-${verb}`,
        given,
        id === undefined ? {} : { id },
      )) as VerbAnswer<T>;
    } catch (error) {
      const empty = Object.keys(given).find((name) => given[name] === '');
      if (!(error instanceof OperationError && error.code === 'usage')) throw error;
      return { outcome: 'refused', refusal: asRefusal(error, empty) };
    }
  }
}

/** A field that is missing or cannot be read: the operation refuses it before the relying party sees it. */
function asRefusal(error: OperationError, empty: string | undefined): Refusal {
  const field = empty ?? error.parameter ?? null;
  const message = empty === undefined ? error.message : 'This field is empty: fill it in.';
  return { code: 'field-empty', message, causes: [], remedy: '', field, retryAt: null };
}
