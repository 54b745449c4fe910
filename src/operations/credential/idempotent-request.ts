// A request to the verifier that a client may send again after it lost the bench's owner. The verifier judges it at the
// time at which it first arrived and knows it by its ID; the bench's log records it once.
import type { BenchEventKind } from '../../bench/index.js';
import type { OperationContext } from '../../host/operation-context.js';

export interface IdempotentRequest {
  atUs: number;
  requestId?: string;
}

export function idempotentRequest(context: OperationContext): IdempotentRequest {
  const { bench, once, requestId } = context;
  return {
    atUs: once('asked', () => bench.nowUs()),
    ...(requestId === '' ? {} : { requestId }),
  };
}

/** Records an event of the bench, once however often the request is sent. */
export function recordOnce(
  context: OperationContext,
  kind: BenchEventKind,
  serial: string | undefined,
  detail: Record<string, unknown>,
): void {
  context.once(`${kind} recorded`, () => void context.bench.record(kind, serial, detail));
}
