// Answers a request by running its operation.
import type { Context } from 'hono';
import { answerSchemaId } from '../contract/operation.js';
import { asOperationError } from '../host/as-operation-error.js';
import type { Operation } from '../host/operation.js';
import { admit, type Caller } from './caller.js';
import {
  checkedKey,
  fingerprintOf,
  type KeptResponse,
  type KeptResponses,
  requestIdOf,
} from './idempotency.js';
import { itemStream, type StreamFormat, streamHeaders } from './item-stream.js';
import { type Problem, problemOf, problemResponse, RequestRefused } from './problem.js';
import { requestArguments } from './request-arguments.js';
import { makesSecret, withoutSecrets } from './secret-fields.js';
import type { ServedOperation } from './served-operation.js';

/** The bench that a request is about: the server's own, or a lab. */
export interface RequestedBench {
  /** Tells one bench from another among the kept answers. */
  name: string;
  run(
    operation: string,
    given: Record<string, unknown>,
    options: { id?: string; item?(value: unknown): void | Promise<void>; signal?: AbortSignal },
  ): Promise<unknown>;
}

export interface HandlerOptions {
  /** True where answers may hold secrets, for a token that may administer. */
  showSecrets: boolean;
  kept: KeptResponses;
  /** Ends when the server closes. */
  ending: AbortSignal;
  requestOf(operation: string): string | undefined;
}

export type OperationHandler = (
  c: Context,
  bench: RequestedBench,
  caller: Caller | undefined,
) => Promise<Response>;

export function operationHandler(served: ServedOperation, options: HandlerOptions): OperationHandler {
  const { operation } = served;
  const secretAnswer = makesSecret(operation);
  const immediate = operation.timing === 'immediate' && operation.settle === undefined;
  return async (c, bench, asking) => {
    const caller = admit(asking, operation.access, operation.name);
    const shows = options.showSecrets && caller.token !== null && caller.access === 'administer';
    if (secretAnswer && !shows) throw secretWithheld(operation);
    const shown = (answer: unknown): unknown => shownAnswer(operation, answer, shows);
    const problem = (error: unknown): Problem => problemFrom(error, options);
    const key = operation.effect === 'read' ? undefined : c.req.header('idempotency-key');
    const given = await requestArguments(c, served, { whole: key !== undefined });
    // The answer to a HEAD has no body, so nothing would end what goes on.
    if (c.req.method === 'HEAD' && operation.runsUntilDisconnect?.(given) === true)
      return new Response(null, { headers: streamHeaders('text/event-stream') });
    const format = streamFormat(c, operation, given);
    if (format !== undefined) {
      if (key !== undefined)
        throw new RequestRefused(
          400,
          'usage',
          'Idempotency-Key: not with a stream; ask for application/json',
        );
      const from = resumed(c, operation, given);
      return itemStream({
        format,
        run: (item, signal) => bench.run(operation.name, from, { item, signal }),
        shown: (value) =>
          operation.secretFields.length > 0 && !shows ? withoutSecrets(operation, value) : value,
        problem,
        signal: AbortSignal.any([c.req.raw.signal, options.ending]),
      });
    }
    const signal = immediate ? undefined : AbortSignal.any([c.req.raw.signal, options.ending]);
    if (key === undefined)
      return answered(
        operation,
        shown(await bench.run(operation.name, given, signal === undefined ? {} : { signal })),
      );
    const scope = `${bench.name} ${caller.token ?? ''}`;
    const fingerprint = await fingerprintOf(operation.name, given);
    const id = requestIdOf(scope, checkedKey(key), fingerprint);
    const { replayed, status, body, headers } = await options.kept.once(
      { scope, key, fingerprint },
      async () => {
        try {
          // A client that leaves asks again: what it began is done.
          return kept(
            answered(
              operation,
              shown(await bench.run(operation.name, given, { id, signal: options.ending })),
            ),
          );
        } catch (error) {
          return kept(problemResponse(problem(error)));
        }
      },
    );
    return new Response(body, {
      status,
      headers: { ...headers, ...(replayed ? { 'idempotency-replayed': 'true' } : {}) },
    });
  };
}

async function kept(response: Response): Promise<KeptResponse> {
  return {
    status: response.status,
    body: await response.text(),
    headers: Object.fromEntries(response.headers.entries()),
  };
}

function answered(operation: Operation, answer: unknown): Response {
  const body = JSON.stringify({ schema: answerSchemaId(operation), ...(answer as object) });
  return new Response(body, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
}

function shownAnswer(operation: Operation, answer: unknown, shows: boolean): unknown {
  if (operation.secretFields.length === 0 || shows) return answer;
  return withoutSecrets(operation, answer);
}

/** What the client asks for, or what an operation that goes on needs. */
function streamFormat(
  c: Context,
  operation: Operation,
  given: Record<string, unknown>,
): StreamFormat | undefined {
  if (operation.timing === 'immediate') return undefined;
  const asked = c.req.method === 'HEAD' ? undefined : acceptedStream(c.req.header('accept'));
  if (asked !== undefined) followItems(operation, given);
  if (asked === undefined && operation.runsUntilDisconnect?.(given) === true) return 'text/event-stream';
  return asked;
}

/** Only what is named is a stream: a browser's `*`/`*` takes an answer. `q=0` refuses (RFC 9110 §12.4.2). */
function acceptedStream(accept = ''): StreamFormat | undefined {
  for (const range of accept.toLowerCase().split(',')) {
    const [type, ...parameters] = range.split(';').map((part) => part.trim());
    const format = streamFormats.find((one) => one === type);
    if (format !== undefined && !parameters.some((one) => /^q=0(?:\.0*)?$/.test(one))) return format;
  }
  return undefined;
}

const streamFormats: readonly StreamFormat[] = ['text/event-stream', 'application/x-ndjson'];

/** A client that asks for a stream of events follows them, unless it says `follow=false`. */
function followItems(operation: Operation, given: Record<string, unknown>): void {
  for (const [name, { kind }] of Object.entries(operation.parameters))
    if (
      kind === 'flag' &&
      given[name] === undefined &&
      operation.runsUntilDisconnect?.({ ...given, [name]: true }) === true
    )
      given[name] = true;
}

/** `Last-Event-ID`: an event source that has lost its connection goes on after the last event that it has. */
function resumed(c: Context, operation: Operation, given: Record<string, unknown>): Record<string, unknown> {
  const last = c.req.header('last-event-id');
  if (last === undefined || last === '' || operation.resume === undefined) return given;
  if (!/^\d{1,15}$/.test(last))
    throw new RequestRefused(400, 'usage', 'Last-Event-ID: expected the number of an event');
  return operation.resume(given, { seq: Number(last), number: Number(last) });
}

export function problemFrom(error: unknown, { requestOf }: Pick<HandlerOptions, 'requestOf'>): Problem {
  if (error instanceof RequestRefused)
    return problemOf({ code: error.code, message: error.message, ...error.details }, requestOf, error.status);
  const { cause } = error as { cause?: unknown };
  if (cause instanceof RequestRefused) return problemFrom(cause, { requestOf });
  return problemOf(asOperationError(error).data, requestOf);
}

function secretWithheld({ name, secretFields }: Operation): RequestRefused {
  return new RequestRefused(
    403,
    'permission',
    `the answer of ${name} holds a secret (${secretFields.join(', ')}); start the server with --show-secrets, and use a token that may administer`,
  );
}
