// What an app or a phone has received, read off the operation that lists it.
import type { OperationNamed } from '../../operations/index.js';
import { knownOperation } from '../known-operations.js';
import type { FobSummary, ReceivedSummary } from '../state/bench-answers.js';
import type { BenchFace } from './bench-face.js';

type Answer<Name extends 'push.list' | 'phone.list'> = Awaited<ReturnType<OperationNamed<Name>['run']>>;

/** Undefined for what receives nothing, and until the operation is at hand. */
export async function readReceived(
  bench: BenchFace,
  { serial: fob, kind }: FobSummary,
): Promise<ReceivedSummary | undefined> {
  if (kind === 'push' && knownOperation('push.list') !== undefined) {
    const { serial, requests } = (await bench.run('push.list', { fob })) as Answer<'push.list'>;
    const items = requests.map(({ outcome, text, askedAt, expiresAt }) => ({
      state: outcome === 'pending' ? 'waits' : outcome,
      text,
      at: askedAt,
      until: expiresAt,
    }));
    return { serial, items };
  }
  if (kind === 'phone' && knownOperation('phone.list') !== undefined) {
    const { serial, messages } = (await bench.run('phone.list', { fob })) as Answer<'phone.list'>;
    const items = messages.map(({ code, channel, from, arrivesAt, expiresAt, expired }) => ({
      state: expired ? 'expired' : 'good',
      text: `${code}  ${channel}${from === '' ? '' : ` from ${from}`}`,
      at: arrivesAt,
      until: expiresAt,
    }));
    return { serial, items };
  }
  return undefined;
}
