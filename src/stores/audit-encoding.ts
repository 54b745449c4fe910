// The canonical form of an audit record: every field length-prefixed, so that no two records share bytes.
import type { AuditEntry } from './store.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const absent = 0xffffffff;
const scratch = new Uint8Array(4096);

/** Fields in fixed order, each a 4-byte big-endian length (0xffffffff: null) and its UTF-8 bytes; then the
 *  number of details and their names and values likewise. Lone surrogates become U+FFFD. */
export function encodeAudit(entry: AuditEntry): Uint8Array {
  const fields: (string | null)[] = [
    String(entry.timeUs),
    entry.credentialId,
    entry.event,
    entry.outcome,
    entry.actor,
    entry.reason,
    entry.requestId,
    String(entry.detail.length),
  ];
  for (const [name, value] of entry.detail) fields.push(name, String(value));
  let most = 0;
  for (const field of fields) most += 4 + 3 * (field?.length ?? 0);
  const bytes = most <= scratch.length ? scratch : new Uint8Array(most);
  let at = 0;
  for (const field of fields) {
    const length = field === null ? 0 : writeUtf8(field, bytes, at + 4);
    const stored = field === null ? absent : length;
    bytes[at] = stored >>> 24;
    bytes[at + 1] = stored >>> 16;
    bytes[at + 2] = stored >>> 8;
    bytes[at + 3] = stored;
    at += 4 + length;
  }
  return bytes.slice(0, at);
}

/** Every verification writes a record, and most fields are short ASCII: a loop costs a fifth of an encoder. */
function writeUtf8(text: string, bytes: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return encoder.encodeInto(text, bytes.subarray(at)).written;
    bytes[at + i] = code;
  }
  return text.length;
}

/** The record that `encodeAudit` wrote. Throws a RangeError where the bytes are not such a form. */
export function decodeAudit(bytes: Uint8Array): AuditEntry {
  const fields = splitFields(bytes);
  const [time, credentialId, event, outcome, actor, reason, requestId, count] = fields;
  const timeUs = Number(time);
  const details = Number(count);
  if (!Number.isInteger(timeUs) || !Number.isSafeInteger(details) || fields.length !== 8 + 2 * details)
    throw new RangeError('This is not an audit record: its fields do not add up.');
  return {
    timeUs,
    credentialId: text(credentialId),
    event: text(event),
    outcome: text(outcome),
    actor: text(actor),
    reason: text(reason),
    requestId: requestId ?? null,
    detail: Array.from({ length: details }, (_, i) => [text(fields[8 + 2 * i]), text(fields[9 + 2 * i])]),
  };
}

function splitFields(bytes: Uint8Array): (string | null)[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: (string | null)[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) throw new RangeError('This is not an audit record: it ends inside a length.');
    const length = view.getUint32(at);
    at += 4;
    if (length === absent) {
      fields.push(null);
      continue;
    }
    if (at + length > bytes.length)
      throw new RangeError('This is not an audit record: a field ends after its bytes.');
    fields.push(utf8(bytes.subarray(at, at + length)));
    at += length;
  }
  return fields;
}

function utf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new RangeError('This is not an audit record: a field is not UTF-8.');
  }
}

function text(field: string | null | undefined): string {
  if (field === null || field === undefined)
    throw new RangeError('This is not an audit record: a field that must be there is absent.');
  return field;
}
