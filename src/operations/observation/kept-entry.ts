// An observation as `observation list` and the commands that correct it show it: with its id, and with its code, since
// a slip is found by reading it again.
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { instantSchema, oneOf, orNull, type Shaped, shared } from '../../contract/schema.js';
import type { KeptObservation } from '../../observations/index.js';

export const keptSchema = shared('KeptObservation', (t) =>
  t.Object({
    id: t.Integer({ description: 'stays the same when it is corrected; never given twice' }),
    serial: t.String(),
    kind: oneOf(t, ['reading', 'battery', 'label', 'other'], {
      description: 'a reading, or what a remark is about',
    }),
    shownAt: instantSchema(t, 'of a remark: when it was made; wall time'),
    code: orNull(t, t.String()),
    text: orNull(t, t.String({ description: 'of a remark' })),
    source: orNull(t, oneOf(t, ['person', 'keyboard', 'hid', 'serial', 'picture'])),
    verdict: t.Union([
      t.Object({ target: t.String(), outcome: t.String(), accepted: t.Boolean() }),
      t.Null(),
    ]),
  }),
);

export type KeptAnswer = Shaped<typeof keptSchema>;

export function keptAnswer({ id, observation }: KeptObservation): KeptAnswer {
  const { serial, atMs } = observation;
  const shownAt = isoTime(atMs * 1000);
  if (observation.kind === 'remark')
    return {
      id,
      serial,
      kind: observation.about,
      shownAt,
      code: null,
      text: observation.text,
      source: null,
      verdict: null,
    };
  const { code, source, verdict = null } = observation;
  return { id, serial, kind: 'reading', shownAt, code, text: null, source, verdict };
}

export function keptLine({ id, serial, kind, shownAt, code, text, verdict }: KeptAnswer): string {
  return [
    String(id).padStart(5),
    serial.padEnd(14),
    shownAt.replace(/\.\d+Z$/, 'Z'),
    kind === 'reading' ? code : `${kind === 'other' ? 'remark' : kind}: ${text}`,
    ...(verdict === null ? [] : [`${verdict.outcome} (${verdict.target})`]),
  ].join('  ');
}

/** @throws OperationError `not-found` that says how to find ids */
export function keptById(kept: readonly KeptObservation[], id: number): KeptObservation {
  const found = kept.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new OperationError('not-found', `there is no observation with the id ${id}`, {
    parameter: 'id',
    remedy: { operation: 'observation.list' },
  });
}

/** @throws OperationError `usage` */
export function readId(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new OperationError(
    'usage',
    `id: ${JSON.stringify(text.slice(0, 40))} given; expected a number of observation list`,
    { parameter: 'id', expected: 'a number of observation list' },
  );
}
