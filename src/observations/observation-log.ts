// Observations on disk: one JSON object a line, only ever appended to, in a folder that is given.
import { constants } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  normalizeCode,
  normalizeSerial,
  type Observation,
  ObservationError,
  observationSchema,
} from './observation.js';

export const observationLogFile = 'observations.ndjson';

export interface LoadedObservations {
  observations: Observation[];
  /** Lines that are no observation of this version, by number; they stay where they are. */
  unread: { line: number; message: string }[];
}

/** Codes of event-based fobs stay good until they are used, so the file is its owner's alone. */
const fileMode = 0o600;
const folderMode = 0o700;

export class ObservationLog {
  readonly #folder: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Resolves when the lines are in the file. A line that a crash had cut off is closed first, so it spoils no other. */
  append(observations: readonly Observation[]): Promise<void> {
    const next = this.#last.then(() => this.#append(observations));
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** Everything that can be read, oldest line first; an absent file is an empty log. */
  async load(): Promise<LoadedObservations> {
    const text = await readFile(this.#path(), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const loaded: LoadedObservations = { observations: [], unread: [] };
    text.split('\n').forEach((line, index) => {
      if (line.trim() === '') return;
      try {
        loaded.observations.push(parseObservation(line));
      } catch (error) {
        loaded.unread.push({ line: index + 1, message: (error as Error).message });
      }
    });
    return loaded;
  }

  async #append(observations: readonly Observation[]): Promise<void> {
    if (observations.length === 0) return;
    await mkdir(this.#folder, { recursive: true, mode: folderMode });
    const { O_APPEND, O_CREAT, O_RDWR } = constants;
    const file = await open(this.#path(), O_APPEND | O_CREAT | O_RDWR, fileMode);
    try {
      const lines = observations.map((observation) => `${JSON.stringify(observation)}\n`).join('');
      const { size } = await file.stat();
      const last = size === 0 ? undefined : (await file.read(new Uint8Array(1), 0, 1, size - 1)).buffer[0];
      const torn = last !== undefined && last !== 0x0a;
      await file.writeFile(torn ? `\n${lines}` : lines);
    } finally {
      await file.close();
    }
  }

  #path(): string {
    return join(this.#folder, observationLogFile);
  }
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
    const about = value.about === 'battery' ? 'battery' : 'other';
    return { schema: observationSchema, kind: 'remark', serial, atMs, about, text: string(value, 'text') };
  }
  if (value.kind !== 'reading') throw new ObservationError('kind: expected reading or remark');
  const source = (['person', 'keyboard', 'hid', 'serial'] as const).find((name) => name === value.source);
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
