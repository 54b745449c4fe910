// The audit log of the memory store, as columns. A log only grows: kept as objects, every record would be copied by the
// collector twice before it came to rest, which costs more than the record itself.
import type { AuditEntry } from './store.js';

const chunkEntries = 4096;
/** credentialId, event, outcome, actor, reason, requestId, and where its details begin. */
const width = 7;

export class AuditColumns {
  readonly #times: Float64Array[] = [];
  readonly #fields: (string | number | null)[] = [];
  readonly #details: (string | number)[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(entry: AuditEntry): void {
    const at = this.#length % chunkEntries;
    if (at === 0) this.#times.push(new Float64Array(chunkEntries));
    this.#times[this.#times.length - 1]![at] = entry.timeUs;
    const { credentialId, event, outcome, actor, reason, requestId, detail } = entry;
    this.#fields.push(credentialId, event, outcome, actor, reason, requestId, this.#details.length);
    for (let i = 0; i < detail.length; i++) {
      const [name, value] = detail[i]!;
      this.#details.push(name, value);
    }
    this.#length++;
  }

  /** The record as a store that writes it down gives it back: every value is text. */
  at(index: number): AuditEntry {
    const first = index * width;
    const [credentialId, event, outcome, actor, reason, requestId] = this.#fields.slice(
      first,
      first + 6,
    ) as string[];
    const from = this.#fields[first + 6] as number;
    const to = (this.#fields[first + width + 6] as number | undefined) ?? this.#details.length;
    const detail: [string, string][] = [];
    for (let at = from; at < to; at += 2)
      detail.push([String(this.#details[at]), String(this.#details[at + 1])]);
    return {
      timeUs: this.#times[Math.floor(index / chunkEntries)]![index % chunkEntries]!,
      credentialId: credentialId!,
      event: event!,
      outcome: outcome!,
      actor: actor!,
      reason: reason!,
      requestId: requestId as string | null,
      detail,
    };
  }
}
