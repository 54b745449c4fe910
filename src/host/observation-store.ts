// Where the owner of a bench keeps what was read off physical fobs: beside the bench on disk, or in memory with it.

import { isoTime } from '../contract/iso-time.js';
import { type LoadedObservations, type Observation, ObservationLog } from '../observations/index.js';
import type { OperationContext } from './operation-context.js';
import { serviceKey } from './service-key.js';

export interface ObservationStore {
  append(observations: readonly Observation[]): Promise<void>;
  load(): Promise<LoadedObservations>;
}

const key = serviceKey<ObservationStore>('observations');

export function observationStore(context: OperationContext): ObservationStore {
  const { directory } = context;
  return context.service(key, () =>
    directory === undefined ? new MemoryObservations() : new ObservationLog(directory),
  );
}

/**
 * Appends what is not there yet, and puts each into the bench's log, without its code.
 * @returns for each, whether it is new.
 */
export async function recordObservations(
  context: OperationContext,
  observations: readonly Observation[],
): Promise<boolean[]> {
  const store = observationStore(context);
  const isNew = newAmong((await store.load()).observations, observations);
  const fresh = observations.filter((_, i) => isNew[i]);
  await store.append(fresh);
  const { bench } = context;
  if (fresh.length > 0)
    bench.transact(() => {
      for (const { serial, kind, atMs } of fresh)
        bench.record('observed', serial, { what: kind, shownAt: isoTime(atMs * 1000), timeBase: 'wall' });
    });
  return isNew;
}

/**
 * A list may come again after its bad lines were fixed, and a request may come again after its answer was lost: a reading
 * is kept once.
 */
export function newAmong(kept: readonly Observation[], given: readonly Observation[]): boolean[] {
  const seen = new Set(kept.map(identityOf));
  return given.map((one) => {
    const { size } = seen;
    return seen.add(identityOf(one)).size > size;
  });
}

function identityOf(one: Observation): string {
  const { kind, serial, atMs } = one;
  return kind === 'reading'
    ? `${serial} ${atMs} ${one.code} ${one.verdict?.target ?? ''}`
    : `${serial} ${atMs} ${one.about} ${one.text}`;
}

class MemoryObservations implements ObservationStore {
  readonly #observations: Observation[] = [];

  async append(observations: readonly Observation[]): Promise<void> {
    this.#observations.push(...observations);
  }

  async load(): Promise<LoadedObservations> {
    return { observations: [...this.#observations], unread: [] };
  }
}
