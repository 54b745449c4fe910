// Repairs the file of a bench without inventing anything: what can be read is written into a new file, and a fob whose
// state or seed cannot is dead. The damaged file is kept.
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Fob, type FobModel, type SimulatedFob } from '../../../firmware-sim/index.js';
import { isoTime, parseIsoTime } from '../../contract/iso-time.js';
import { openSqlite } from '../../database/sqlite-library.js';
import { foldedSerial } from '../../serials/index.js';
import type { WallClock } from '../bench-clock.js';
import type { FobEntry } from '../bench-fob.js';
import type { BenchEvent } from '../event-log.js';
import type { BenchRecord, ChangePart, Damage } from '../persistence.js';
import { anchored } from '../time-record.js';
import { damageOf, FoundBench, type FoundFob, nameOf, schemaIsWhole, whyUnread } from './bench-damage.js';
import { BenchDatabase, flushFolder } from './bench-database.js';
import { writeNewBench } from './bench-header.js';
import { benchFile, freshRecord } from './bench-on-disk.js';
import { createTables } from './bench-schema.js';
import { SqlitePersistence } from './sqlite-persistence.js';

export interface Repair {
  damage: readonly Damage[];
  /** The new path of the damaged file; undefined if nothing was damaged. */
  kept: string | undefined;
  /** Serials whose record was made again from their seed and the log. */
  recovered: readonly string[];
  /** Serials of fobs that are dead now: their state or their seed is lost. */
  dead: readonly string[];
  /** Fobs that are no longer on the bench: of their kind none can be dead, or nothing says what they were. */
  gone: readonly string[];
  /** How many more are gone, with nothing left that names them. */
  unnamed: number;
  /** Why the bench is paused now; undefined where its time was not lost. */
  paused: string | undefined;
}

/** The model of a catalogue's entry; undefined where no fob of it can be dead. */
export type ModelOf = (modelId: string) => FobModel | undefined;

/** The caller holds the bench's lock. @throws Error of the system; DamagedBench where there is nothing to read */
export function repairBench(path: string, wall: WallClock, modelOf: ModelOf): Repair {
  const file = benchFile(path);
  const salvage = `${file}.salvage`;
  const repaired = `${file}.repaired`;
  const clear = (): void => {
    for (const one of [salvage, repaired])
      for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${one}${end}`, { force: true });
  };
  clear();
  let damaged: BenchDatabase | undefined;
  try {
    damaged = openDamaged(file, salvage);
    const damage = [...damageOf(damaged)];
    if (damaged.file === salvage) damage.unshift({ what: 'file', why: 'its first page is damaged' });
    if (damage.length === 0)
      return { damage, kept: undefined, recovered: [], dead: [], gone: [], unnamed: 0, paused: undefined };
    const outcome = writeRepaired(repaired, new FoundBench(damaged), wall, modelOf);
    damaged.close();
    damaged = undefined;
    const kept = putInPlace(repaired, file);
    return { damage, kept, ...outcome };
  } finally {
    damaged?.close();
    clear();
  }
}

/** A file whose first page is damaged is read in a copy that has the first page of a new bench: the tables stand alike. */
function openDamaged(file: string, salvage: string): BenchDatabase {
  try {
    const database = BenchDatabase.open(file);
    if (schemaIsWhole(database)) return database;
    database.close();
  } catch {
    // The copy says more.
  }
  const template = `${salvage}-template`;
  try {
    closeSync(openSync(template, 'wx', 0o600));
    const fresh = new BenchDatabase(template, openSqlite(template));
    fresh.exec(createTables);
    fresh.close();
    const page = readFileSync(template);
    const found = readFileSync(file);
    // Pages that were cut off are empty, and damaged as such.
    const bytes = Buffer.alloc(Math.max(page.length, pageBytes * Math.ceil(found.length / pageBytes)));
    found.copy(bytes);
    page.writeUInt32BE(bytes.length / pageBytes, 28);
    // No free pages; and the count of pages is believed only where these two agree.
    page.writeUInt32BE(0, 32);
    page.writeUInt32BE(0, 36);
    page.writeUInt32BE(1, 24);
    page.writeUInt32BE(1, 92);
    page[18] = 2;
    page[19] = 2;
    page.copy(bytes, 0, 0, pageBytes);
    writeFileSync(salvage, bytes, { mode: 0o600 });
    if (existsSync(`${file}-wal`))
      writeFileSync(`${salvage}-wal`, readFileSync(`${file}-wal`), { mode: 0o600 });
  } finally {
    rmSync(template, { force: true });
    rmSync(`${template}-journal`, { force: true });
  }
  return BenchDatabase.open(salvage);
}

/** SQLite's default, and what every bench has: https://www.sqlite.org/pragma.html#pragma_page_size */
const pageBytes = 4096;

function writeRepaired(
  file: string,
  found: FoundBench,
  wall: WallClock,
  modelOf: ModelOf,
): Omit<Repair, 'damage' | 'kept'> {
  const log = new LogOfSerials();
  let [firstEvent, lastEvent, lastUs] = [1, 0, 0];
  for (const { number, event } of found.events()) {
    if (lastEvent === 0) firstEvent = number;
    lastEvent = number;
    if (event !== undefined) lastUs = Math.max(lastUs, log.hear(event));
  }
  const { record, paused } = recordOf(found, lastUs, wall);
  closeSync(openSync(file, 'wx', 0o600));
  const database = new BenchDatabase(file, openSqlite(file));
  database.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; BEGIN IMMEDIATE');
  database.exec(createTables);
  writeNewBench(database, { ...record, lastEvent }, firstEvent);
  for (const answer of found.answers())
    if (answer !== undefined)
      database.run('INSERT INTO answers (id, at_ms, answer, crc) VALUES (?, ?, ?, ?)', answer);
  database.exec('COMMIT');
  const persistence = new SqlitePersistence(database, () => wall.nowUs() / 1000);
  const lists = { recovered: [] as string[], dead: [] as string[], gone: [] as string[] };
  let { nextOrder } = record;
  let fobsWritten = 0;
  let before = { at: isoTime(record.livedUs), wall: isoTime(wall.nowUs()) };
  for (const parts of inParts(found.events()))
    persistence.spill({
      fobs: [],
      removed: [],
      // A damaged event keeps its number, and the time of the one before it.
      events: parts.map(({ number, event }) => {
        if (event === undefined) return { number, ...before, kind: 'lost', detail: {} };
        before = { at: event.at, wall: event.wall };
        return event;
      }),
    });
  for (const parts of inParts(found.fobs())) {
    const fobs = parts.flatMap((fob) => repairedFob(fob, log, record.livedUs, lists, modelOf) ?? []);
    persistence.spill({ fobs, removed: [], events: [] });
    for (const { entry } of fobs) {
      nextOrder = Math.max(nextOrder, entry.order + 1);
      log.found(entry.serial);
      fobsWritten++;
    }
  }
  for (const serial of log.missing()) if (!lists.gone.includes(serial)) lists.gone.push(serial);
  const { time, livedUs } = record;
  const note: BenchEvent = {
    number: lastEvent + 1,
    at: isoTime(livedUs),
    wall: isoTime(wall.nowUs()),
    kind: 'repaired',
    detail: { ...lists },
  };
  persistence.commit({
    events: [note],
    fobs: [],
    removed: [],
    lastEvent: note.number,
    time,
    livedUs,
    nextOrder,
  });
  persistence.close();
  const descriptor = openSync(file, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
  const counted = found.header?.fobs ?? 0;
  const unnamed = Math.max(0, counted - fobsWritten - lists.gone.length);
  return { ...lists, unnamed, paused };
}

/** If the time is lost, the bench is paused at the last time in the log. */
function recordOf(found: FoundBench, lastUs: number, wall: WallClock) {
  const { header, identityCopy } = found;
  if (header !== undefined) return { record: header as BenchRecord, paused: undefined };
  const at = lastUs === 0 ? wall.nowUs() : lastUs;
  const fresh = freshRecord({ rate: 0, atUs: at }, wall);
  const record = { ...fresh, ...identityCopy, time: anchored(0, at, wall.nowUs()) };
  const draws = identityCopy === undefined ? '; what is drawn from now on comes from a new seed' : '';
  return {
    record,
    paused: `the record of the bench's time is lost: it is paused at ${isoTime(at)}, the last time in its log${draws}`,
  };
}

function repairedFob(
  fob: FoundFob,
  log: LogOfSerials,
  nowUs: number,
  lists: Record<'recovered' | 'dead' | 'gone', string[]>,
  modelOf: ModelOf,
): ChangePart['fobs'][number] | undefined {
  const { serial } = nameOf(fob);
  const entry = fob.entry ?? log.entryOf(serial, fob, nowUs);
  if (entry === undefined) {
    lists.gone.push(serial);
    return undefined;
  }
  const { state, seed } = fob;
  if (state !== undefined && seed !== undefined && seed.serial === entry.serial) {
    if (whyUnread(fob) !== undefined) lists.recovered.push(entry.serial);
    const snapshot = { ...state, serial: entry.serial, model: seed.model, vault: seed.vault };
    return { entry, snapshot, listing: fob.listing, vaultChanged: true, isNew: true };
  }
  const dead = deadFob(entry, modelOf, nowUs);
  if (dead === undefined) {
    lists.gone.push(entry.serial);
    return undefined;
  }
  lists.dead.push(entry.serial);
  return {
    entry: { ...entry, nextWakeUs: dead.nextWakeUs() ?? null },
    snapshot: dead.snapshot(),
    listing: undefined,
    vaultChanged: true,
    isNew: true,
  };
}

/** A fob of the same model whose cell is dead: its memory, and with it every seed, is lost. */
function deadFob({ serial, modelId }: FobEntry, modelOf: ModelOf, nowUs: number): SimulatedFob | undefined {
  try {
    const model = modelOf(modelId);
    if (model === undefined) return undefined;
    const fob = Fob.create({ model, serial, secret: new Uint8Array(1), seed: serial, timeUs: nowUs });
    fob.setBatteryPercent(nowUs, 0);
    fob.advanceTo(nowUs);
    return fob.seed() === undefined ? fob : undefined;
  } catch {
    return undefined;
  }
}

/** The log's events about fobs whose record is damaged. */
class LogOfSerials {
  readonly #added = new Map<string, { serial: string; modelId: string; addedUs: number }>();
  readonly #found = new Set<string>();
  readonly #labels = new Map<string, string>();

  /** @returns the event's time, µs */
  hear({ kind, serial, at, detail }: BenchEvent): number {
    const timeUs = parseIsoTime(at) ?? 0;
    if (serial !== undefined && kind === 'added')
      this.#added.set(foldedSerial(serial), { serial, modelId: String(detail.model), addedUs: timeUs });
    if (serial !== undefined && kind === 'removed') this.#added.delete(foldedSerial(serial));
    if (serial !== undefined && kind === 'labelled') this.#labels.set(serial, String(detail.label));
    return timeUs;
  }

  /** It is on the bench that is being written. */
  found(serial: string): void {
    this.#found.add(foldedSerial(serial));
  }

  /** Added and not removed, and not found. */
  missing(): string[] {
    return [...this.#added].filter(([folded]) => !this.#found.has(folded)).map(([, { serial }]) => serial);
  }

  entryOf(name: string, { seed, place }: FoundFob, nowUs: number): FobEntry | undefined {
    const added = this.#added.get(foldedSerial(name));
    const serial = seed?.serial ?? added?.serial;
    const modelId = added?.modelId ?? seed?.model.id;
    if (serial === undefined || modelId === undefined) return undefined;
    const label = this.#labels.get(serial) ?? '';
    // Due at once: the bench asks the fob when it next wakes.
    return { serial, modelId, label, addedUs: added?.addedUs ?? nowUs, order: place, nextWakeUs: nowUs };
  }
}

function* inParts<T>(all: Iterable<T>, most = 500): Generator<T[]> {
  let part: T[] = [];
  for (const one of all) {
    part.push(one);
    if (part.length === most) {
      yield part;
      part = [];
    }
  }
  yield part;
}

/** @returns the name that the damaged file has now */
function putInPlace(repaired: string, file: string): string {
  let kept = '';
  for (let number = 1; ; number++) {
    kept = `${file}.damaged-${number}`;
    if (!existsSync(kept)) break;
  }
  linkSync(file, kept);
  const log = `${file}-wal`;
  if (existsSync(log)) linkSync(log, `${kept}-wal`);
  flushFolder(dirname(file));
  // Before the new file: SQLite would take the old log for its own.
  for (const old of [log, `${file}-shm`]) if (existsSync(old)) unlinkSync(old);
  renameSync(repaired, file);
  flushFolder(dirname(file));
  return kept;
}
