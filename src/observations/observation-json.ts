// Reads observations as JSON, one object a line: a row of the database, or the file that earlier versions kept.
import {
  normalizeCode,
  normalizeSerial,
  type Observation,
  ObservationError,
  observationSchema,
} from './observation.js';

export interface LoadedObservations {
  observations: Observation[];
  /** Lines that are no observation, by number. */
  unread: { line: number; message: string }[];
}

/** Reads every line of the file. A bad line does not affect the others. */
export function parseObservationFile(text: string): LoadedObservations {
  const loaded: LoadedObservations = { observations: [], unread: [] };
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    try {
      loaded.observations.push(parseObservation(line));
    } catch (error) {
      if (!(error instanceof ObservationError)) throw error;
      loaded.unread.push({ line: index + 1, message: error.message });
    }
  });
  return loaded;
}

/** Throws an ObservationError that says which field is wrong. */
export function parseObservation(line: string): Observation {
  const value = parseJson(line);
  if (value.schema !== observationSchema) {
    throw new ObservationError(`schema ${JSON.stringify(value.schema)}: expected ${observationSchema}`);
  }
  const serial = normalizeSerial(string(value, 'serial'));
  const atMs = number(value, 'atMs');
  if (value.kind === 'remark') {
    const about = value.about === 'battery' || value.about === 'label' ? value.about : 'other';
    return { schema: observationSchema, kind: 'remark', serial, atMs, about, text: string(value, 'text') };
  }
  if (value.kind !== 'reading') throw new ObservationError('kind: expected reading or remark');
  const source = (['person', 'keyboard', 'hid', 'serial', 'picture'] as const).find(
    (name) => name === value.source,
  );
  const verdict = value.verdict === undefined ? undefined : (value.verdict as Record<string, unknown>);
  return {
    schema: observationSchema,
    kind: 'reading',
    serial,
    code: normalizeCode(string(value, 'code')),
    atMs,
    earlierSeconds: number(value, 'earlierSeconds', 0),
    laterSeconds: number(value, 'laterSeconds', 0),
    source: source ?? 'person',
    ...(verdict === undefined ? {} : { verdict: parseVerdict(verdict) }),
  };
}

function parseVerdict(value: Record<string, unknown>): {
  target: string;
  outcome: string;
  accepted: boolean;
} {
  return {
    target: string(value, 'target'),
    outcome: string(value, 'outcome'),
    accepted: value.accepted === true,
  };
}

function parseJson(line: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new ObservationError('not JSON: the line was cut off or edited');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new ObservationError('not a JSON object');
}

function string(value: Record<string, unknown>, name: string): string {
  const field = value?.[name];
  if (typeof field === 'string') return field;
  throw new ObservationError(`${name}: expected a text`);
}

function number(value: Record<string, unknown>, name: string, minimum = Number.NEGATIVE_INFINITY): number {
  const field = value[name];
  if (typeof field === 'number' && Number.isFinite(field) && field >= minimum) return field;
  throw new ObservationError(`${name}: expected a number${minimum === 0 ? ' from 0' : ''}`);
}
