/**
 * foblab over HTTP, in TypeScript: `foblab/client`. It needs `fetch` and nothing else, so it also runs in a browser.
 *
 * @example
 * const foblab = new FoblabClient('http://127.0.0.1:8080');
 * const lab = await foblab.startLab({ seed: '7' });
 * const { serial } = await lab.run('fob.add', { model: 'onespan/digipass-go7' });
 * const { code } = await lab.run('fob.code', { fob: serial });
 * for await (const event of lab.stream('bench.log', { since: 1 })) console.log(event);
 */
import { type Operations, routes } from './operations.js';
import { serverEvents } from './server-events.js';

export * from './operations.js';

export type OperationName = keyof Operations;
export type Parameters<N extends OperationName> = Operations[N]['parameters'];
export type Answer<N extends OperationName> = Operations[N]['answer'] & { schema: string };
export type Item<N extends OperationName> = Operations[N]['item'];

/** A problem document (RFC 9457), as a server of foblab answers it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  parameter?: string;
  expected?: string;
  remedy?: { operation: string; arguments?: Record<string, unknown>; request?: string };
}

export class FoblabError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'FoblabError';
    this.problem = problem;
  }

  /** The contract's code, such as `not-found`. */
  get code(): string {
    return this.problem.code;
  }
}

export interface ClientOptions {
  /** A token of `foblab token add`. */
  token?: string;
  fetch?: typeof fetch;
}

export interface RequestOptions {
  signal?: AbortSignal;
  /** A change that is sent again with the same key is not done again. */
  idempotencyKey?: string;
}

type Given<N extends OperationName> =
  Record<string, never> extends Parameters<N>
    ? [parameters?: Parameters<N>, options?: RequestOptions]
    : Partial<Parameters<N>> extends Parameters<N>
      ? [parameters?: Parameters<N>, options?: RequestOptions]
      : [parameters: Parameters<N>, options?: RequestOptions];

export class FoblabClient {
  readonly url: string;
  readonly #options: ClientOptions;

  /** `url`: of a server, or of a lab. */
  constructor(url: string, options: ClientOptions = {}) {
    this.url = url.replace(/\/+$/, '');
    this.#options = options;
  }

  /** Runs an operation. @throws FoblabError */
  async run<N extends OperationName>(name: N, ...[parameters, options]: Given<N>): Promise<Answer<N>> {
    const answer = await this.#send(name, parameters ?? {}, 'application/json', options);
    return (await answer.json()) as Answer<N>;
  }

  /**
   * The items of an operation as they come; events go on where they were when the connection is lost.
   * @throws FoblabError
   */
  async *stream<N extends OperationName>(
    name: N,
    ...[parameters, options]: Given<N>
  ): AsyncGenerator<Item<N>> {
    let last: string | undefined;
    for (;;) {
      const answer = await this.#send(name, parameters ?? {}, 'text/event-stream', options, last);
      try {
        for await (const { event, id, data } of serverEvents(answer.body!)) {
          if (event === 'problem') throw new FoblabError(JSON.parse(data) as Problem);
          if (event === 'answer') return;
          if (event === 'message') yield JSON.parse(data) as Item<N>;
          last = id ?? last;
        }
      } catch (error) {
        if (error instanceof FoblabError || options?.signal?.aborted || last === undefined) throw error;
      }
      if (last === undefined) return;
    }
  }

  /** A bench of its own for one test; `run('lab.end', …)` of this client ends it, or it ends by itself. */
  async startLab(parameters: Parameters<'lab.start'> = {}): Promise<FoblabClient & { lab: string }> {
    const { url, lab } = (await this.run('lab.start', parameters)) as { url: string; lab: string };
    return Object.assign(new FoblabClient(url, this.#options), { lab });
  }

  async #send(
    name: OperationName,
    parameters: Record<string, unknown>,
    accept: string,
    { signal, idempotencyKey }: RequestOptions = {},
    lastEventId?: string,
  ): Promise<Response> {
    const [method, template] = routes[name];
    const left = { ...parameters };
    const path = template.replace(/\{(\w+)\}/g, (_, one: string) => {
      const value = left[one];
      delete left[one];
      return encodeURIComponent(String(value));
    });
    const inQuery = method === 'GET' || method === 'DELETE';
    const query = new URLSearchParams();
    for (const [one, value] of inQuery ? Object.entries(left) : [])
      for (const each of Array.isArray(value) ? value : [value])
        if (each !== undefined) query.append(one, String(each));
    const { token, fetch: send = fetch } = this.#options;
    const answer = await send(`${this.url}/v1${path}${query.size > 0 ? `?${query}` : ''}`, {
      method,
      headers: {
        accept,
        ...(inQuery ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      },
      ...(inQuery ? {} : { body: JSON.stringify(left) }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (answer.ok) return answer;
    throw new FoblabError((await answer.json()) as Problem);
  }
}
