// The lab's own models: one file each in the folder models/ of a bench.
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Datasheet,
  type DerivedModel,
  derivedDatasheet,
  findModel,
  readDerivedModel,
} from '../../../devices/index.js';
import type { ContentSize } from '../../contract/content-size.js';
import { OperationError } from '../../contract/operation-error.js';
import { readWhole } from '../../host/bounded-file.js';

const size: ContentSize = { mostBytes: 1 << 16, expected: 'expected one model' };

/** @throws OperationError for a file that holds no model. */
export function ownModels(directory: string | undefined): DerivedModel[] {
  if (directory === undefined) return [];
  return filesIn(join(directory, 'models')).map((file) => {
    try {
      return readDerivedModel(JSON.parse(readWhole(file, size).toString('utf8')));
    } catch (error) {
      throw new OperationError(
        'usage',
        `${file}: ${(error as Error).message}; expected what models derive writes: derive the model again, or remove the file`,
        { cause: error, remedy: { operation: 'model.derive', arguments: { name: '<name>' } } },
      );
    }
  });
}

/**
 * A model of the catalogue or of the lab's own, and the catalogue model that the bench lists its fobs under.
 * @throws OperationError, UnknownModelError
 */
export function modelFor(
  directory: string | undefined,
  given: string,
): { datasheet: Datasheet; catalogueId: string } {
  if (!given.startsWith('lab/')) {
    const datasheet = findModel(given);
    return { datasheet, catalogueId: datasheet.id };
  }
  const own = ownModels(directory);
  const found = own.find(({ id }) => id === given);
  if (found !== undefined) return { datasheet: derivedDatasheet(found), catalogueId: found.base };
  const there = own.length === 0 ? 'there is none yet' : `there are ${own.map(({ id }) => id).join(', ')}`;
  throw new OperationError(
    'not-found',
    `this bench has no model ${JSON.stringify(given.slice(0, 60))} of its own: ${there}`,
    { parameter: 'model', remedy: { operation: 'model.derive', arguments: { name: given } } },
  );
}

/** Written beside and renamed, so that a reader never sees half a file. @returns its path */
export function keepModel(directory: string, model: DerivedModel): string {
  const folder = join(directory, 'models');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${model.id.slice('lab/'.length)}.json`);
  const half = `${file}.${process.pid}.part`;
  writeFileSync(half, `${JSON.stringify(model, null, 2)}\n`, { flush: true });
  renameSync(half, file);
  return file;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
