// The models of the fobs in a bench's file. Thousands of fobs share one, so each is stored once, and once more as a copy:
// a damaged byte must not take them all.
import type { FobModel } from '../../../firmware-sim/index.js';
import { DamagedRow } from '../damaged-row.js';
import type { BenchDatabase } from './bench-database.js';
import { attempt, bodyColumns, bodyRow, readBody } from './bench-rows.js';

const tables = ['models', 'models_copy'] as const;

export class FobModels {
  readonly #database: BenchDatabase;
  readonly #models = new Map<number, FobModel>();
  readonly #numbers = new Map<string, number>();
  /** Models that fobs in memory share, so that one is not written out for each of them: nobody may change them. */
  #known = new WeakMap<FobModel, number>();
  /** Whether the open transaction has written one. */
  #new = false;

  constructor(database: BenchDatabase) {
    this.#database = database;
  }

  /** @throws DamagedRow where both copies are damaged */
  get(number: number, serial: string): FobModel {
    const known = this.#models.get(number);
    if (known !== undefined) return known;
    for (const table of tables) {
      const row = this.#database.get(`SELECT ${bodyColumns('model')} FROM ${table} WHERE number = ?`, [
        number,
      ]);
      const model = attempt(() => readBody(table, number, row, '')) as FobModel | undefined;
      if (model === undefined) continue;
      this.#models.set(number, frozen(model));
      this.#known.set(model, number);
      return model;
    }
    throw new DamagedRow(`the model of ${serial}`);
  }

  /** The number of a model; one that is not in the file yet is written. */
  numberOf(model: FobModel): number {
    const known = this.#known.get(model);
    if (known !== undefined) return known;
    const text = JSON.stringify(model);
    let number = this.#numbers.get(text) ?? this.#stored(text);
    if (number === undefined) {
      number = Number(this.#database.get('SELECT coalesce(max(number), 0) + 1 FROM models')?.[0]);
      for (const table of tables)
        this.#database.run(
          `INSERT INTO ${table} (number, model, crc) VALUES (?, ?, ?)`,
          bodyRow(table, number, model),
        );
      this.#new = true;
    }
    this.#numbers.set(text, number);
    if (Object.isFrozen(model)) this.#known.set(model, number);
    return number;
  }

  committed(): void {
    this.#new = false;
  }

  /** Numbers that were given in vain are given again. */
  rolledBack(): void {
    if (!this.#new) return;
    this.#new = false;
    this.#models.clear();
    this.#numbers.clear();
    this.#known = new WeakMap();
  }

  #stored(text: string): number | undefined {
    for (const [number] of this.#database.all('SELECT number FROM models')) {
      const model = attempt(() => this.get(Number(number), ''));
      if (model !== undefined) this.#numbers.set(JSON.stringify(model), Number(number));
    }
    return this.#numbers.get(text);
  }
}

/** Nobody changes what others share. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
