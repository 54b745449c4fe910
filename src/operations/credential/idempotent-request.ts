// A request to the verification core that may be sent again, by a client that has lost the bench's owner: it is judged
// at the time at which it was first asked, the core knows it by its id, and the bench's log tells of it once.
import type { OperationContext } from '../../host/operation-context.js';

export interface AskedOnce {
  atUs: number;
  requestId?: string;
}

export function askedOnce(context: OperationContext): AskedOnce {
  const { bench, once, requestId } = context;
  return {
    atUs: once('asked', () => bench.nowUs()),
    ...(requestId === '' ? {} : { requestId }),
  };
}

/** Writes an event of the bench, once however often the request is sent. */
export function recordOnce(
  context: OperationContext,
  kind: string,
  serial: string | undefined,
  detail: Record<string, unknown>,
): void {
  context.once(`${kind} recorded`, () => void context.bench.record(kind, serial, detail));
}
