// Observations of a bench in memory: they go with it.
import type {
  ChangeKind,
  LoadedDrawer,
  Observation,
  ObservationChange,
  ObservationStore,
  ObservationWrite,
} from '../observations/index.js';

export class MemoryObservations implements ObservationStore {
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
