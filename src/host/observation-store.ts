// Where the owner of a bench keeps what was read off physical fobs: in a database beside the bench, or in memory with it.
import { isoTime } from '../contract/iso-time.js';
import {
  type ChangeKind,
  inverse,
  type Observation,
  type ObservationChange,
  type ObservationStore,
  type ObservationWrite,
} from '../observations/index.js';
import { ObservationDatabase } from './observation-database.js';
import { MemoryObservations } from './observation-memory.js';
import type { OperationContext } from './operation-context.js';
import { serviceKey } from './service-key.js';

const key = serviceKey<ObservationStore>('observations');

export function observationStore(context: OperationContext): ObservationStore {
  const { directory } = context;
  return context.service(key, () =>
    directory === undefined ? new MemoryObservations() : new ObservationDatabase(directory),
  );
}

export function keptObservations(context: OperationContext): Observation[] {
  return observationStore(context)
    .load()
    .kept.map(({ observation }) => observation);
}

/**
 * Keeps the new observations and records each in the bench's log, without its code.
 * @param insisted whether a person insists on readings that were asked about
 * @returns for each, whether it is new.
 */
export function recordObservations(
  context: OperationContext,
  observations: readonly Observation[],
  insisted: readonly boolean[] = [],
): boolean[] {
  const store = observationStore(context);
  const isNew = newAmong(keptObservations(context), observations);
  const fresh = observations.flatMap((after, i) =>
    isNew[i] ? [{ before: null, after, insisted: insisted[i] ?? false }] : [],
  );
  if (fresh.length > 0) changeObservations(context, store, 'added', fresh, 'add');
  return isNew;
}

/** Makes the writes of the request and puts each into the bench's log. `part` tells apart what one request does twice. */
export function changeObservations(
  context: OperationContext,
  store: ObservationStore,
  kind: ChangeKind,
  writes: readonly ObservationWrite[],
  part: string,
  undoes?: number,
): readonly ObservationChange[] {
  const { bench, requestId } = context;
  const request = requestId === '' ? '' : `${requestId}/${part}`;
  const changes = store.write(request, kind, Math.round(bench.wall.nowUs() / 1000), writes, undoes);
  bench.transact(() => {
    for (const { before, after, observationId } of changes) {
      const seen = (after ?? before)!;
      bench.record('observed', seen.serial, {
        what: seen.kind,
        shownAt: isoTime(seen.atMs * 1000),
        timeBase: 'wall',
        ...(kind === 'added' ? {} : { change: kind, id: observationId }),
      });
    }
  });
  return changes;
}

/** Takes back the last request that changed observations. Undefined where there is none. */
export function undoLast(context: OperationContext): readonly ObservationChange[] | undefined {
  const store = observationStore(context);
  const { requestId } = context;
  const again = requestId === '' ? [] : store.changesOf(`${requestId}/undo`);
  if (again.length > 0) return again;
  const last = store.changes().findLast(({ kind, undone }) => kind !== 'undone' && !undone);
  if (last === undefined) return undefined;
  const group = store.changes().filter((one) => one.group === last.group);
  return changeObservations(context, store, 'undone', inverse(group), 'undo', last.group);
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
