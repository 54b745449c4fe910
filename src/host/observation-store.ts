// Where the owner of a bench keeps what was read off physical fobs: in a database beside the bench, or in memory with it.
import { isoTime } from '../contract/iso-time.js';
import {
  type ChangeKind,
  inverse,
  type KeptObservation,
  type Observation,
  type ObservationChange,
  type ObservationWrite,
} from '../observations/index.js';
import { ObservationDatabase } from './observation-database.js';
import type { OperationContext } from './operation-context.js';
import { serviceKey } from './service-key.js';

export interface LoadedDrawer {
  /** In the order in which they were kept. */
  kept: readonly KeptObservation[];
  /** Lines of a file of an earlier version that are no observation; they stay in that file. */
  unread: { line: number; message: string }[];
}

export interface ObservationStore {
  load(): LoadedDrawer;
  /** Every change, the first one first. */
  changes(): readonly ObservationChange[];
  /**
   * Makes the writes of one request, all or none, and keeps each as a change. A request that was written before
   * changes nothing and gives the same changes again.
   * @param undoes the number of the group that these writes take back
   */
  write(
    request: string,
    kind: ChangeKind,
    atMs: number,
    writes: readonly ObservationWrite[],
    undoes?: number,
  ): readonly ObservationChange[];
  /** The changes of a request; none for one that was not written. */
  changesOf(request: string): readonly ObservationChange[];
  close(): void;
}

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
 * Keeps what is not there yet, and puts each into the bench's log, without its code.
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

class MemoryObservations implements ObservationStore {
  readonly #kept = new Map<number, Observation>();
  readonly #changes: (ObservationChange & { request: string })[] = [];
  #lastId = 0;

  load(): LoadedDrawer {
    const kept = [...this.#kept].map(([id, observation]) => ({ id, observation }));
    return { kept: kept.sort((a, b) => a.id - b.id), unread: [] };
  }

  changes(): readonly ObservationChange[] {
    return this.#changes;
  }

  changesOf(request: string): readonly ObservationChange[] {
    return this.#changes.filter((one) => one.request === request);
  }

  write(
    request: string,
    kind: ChangeKind,
    atMs: number,
    writes: readonly ObservationWrite[],
    undoes?: number,
  ): readonly ObservationChange[] {
    if (request !== '' && this.changesOf(request).length > 0) return this.changesOf(request);
    const group = this.#changes.length + 1;
    for (const { id = ++this.#lastId, before, after, insisted = false } of writes) {
      if (after === null) this.#kept.delete(id);
      else this.#kept.set(id, after);
      const number = this.#changes.length + 1;
      this.#changes.push({
        number,
        group,
        kind,
        atMs,
        observationId: id,
        before,
        after,
        insisted,
        undone: false,
        request,
      });
    }
    for (const one of this.#changes) if (one.group === undoes) one.undone = true;
    return this.#changes.filter((one) => one.group === group);
  }

  close(): void {}
}
