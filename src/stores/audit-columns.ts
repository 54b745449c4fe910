// The audit log of the memory store, as columns. A log only grows: kept as objects, every record would be copied by the
// collector twice before it came to rest, which costs more than the record itself. In chunks, so that it never moves.
import type { AuditEntry } from './store.js';

const chunkEntries = 4096;
/** credentialId, event, outcome, actor, reason, requestId, and where its details begin. */
const width = 7;

interface Chunk {
  times: Float64Array;
  fields: (string | number | null)[];
  details: (string | number)[];
}

export class AuditColumns {
  readonly #chunks: Chunk[] = [];
  #last: Chunk | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append({ timeUs, credentialId, event, outcome, actor, reason, requestId, detail }: AuditEntry): void {
    const at = this.#length++ % chunkEntries;
    const chunk = at === 0 || this.#last === undefined ? this.#begin() : this.#last;
    const { times, fields, details } = chunk;
    times[at] = timeUs;
    const first = at * width;
    fields[first] = credentialId;
    fields[first + 1] = event;
    fields[first + 2] = outcome;
    fields[first + 3] = actor;
    fields[first + 4] = reason;
    fields[first + 5] = requestId;
    fields[first + 6] = details.length;
    for (let i = 0; i < detail.length; i++) {
      const [name, value] = detail[i]!;
      details.push(name, value);
    }
  }

  /** The record as a store that writes it down gives it back: every value is text. */
  at(index: number): AuditEntry {
    const { times, fields, details } = this.#chunks[Math.floor(index / chunkEntries)]!;
    const first = (index % chunkEntries) * width;
    const [credentialId, event, outcome, actor, reason] = fields.slice(first, first + 5) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const from = fields[first + 6] as number;
    const to = (fields[first + width + 6] as number | undefined) ?? details.length;
    const detail: [string, string][] = [];
    for (let at = from; at < to; at += 2) detail.push([String(details[at]), String(details[at + 1])]);
    const requestId = fields[first + 5] as string | null;
    return {
      timeUs: times[index % chunkEntries]!,
      credentialId,
      event,
      outcome,
      actor,
      reason,
      requestId,
      detail,
    };
  }

  #begin(): Chunk {
    this.#last = {
      times: new Float64Array(chunkEntries),
      fields: new Array(chunkEntries * width),
      details: [],
    };
    this.#chunks.push(this.#last);
    return this.#last;
  }
}
