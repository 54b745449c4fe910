// The lab's own models: one file each in the folder models/ of a bench.
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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

export interface OwnModels {
  models: DerivedModel[];
  /** Files that hold no model, each with the reason. They do not affect the other files. */
  unread: string[];
}

export function ownModels(directory: string | undefined): OwnModels {
  const own: OwnModels = { models: [], unread: [] };
  for (const file of filesIn(directory))
    try {
      own.models.push(readModel(file));
    } catch (error) {
      own.unread.push((error as Error).message);
    }
  return own;
}

/** @throws OperationError for a file that holds no model. */
function readModel(file: string): DerivedModel {
  try {
    return readDerivedModel(JSON.parse(readWhole(file, size).toString('utf8')));
  } catch (error) {
    throw new OperationError(
      'usage',
      `${file}: ${(error as Error).message}; expected what models derive writes: derive the model again, or remove the file`,
      { cause: error, remedy: { operation: 'model.derive', arguments: { name: '<name>' } } },
    );
  }
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
  const { models } = ownModels(directory);
  const found = models.find(({ id }) => id === given);
  if (found !== undefined) return { datasheet: derivedDatasheet(found), catalogueId: found.base };
  // Its own file may hold no model: this throws the reason.
  for (const file of filesIn(directory))
    if (basename(file) === `${given.slice('lab/'.length)}.json`) readModel(file);
  const there =
    models.length === 0 ? 'there is none yet' : `there are ${models.map(({ id }) => id).join(', ')}`;
  throw new OperationError(
    'not-found',
    `this bench has no model ${JSON.stringify(given.slice(0, 60))} of its own: ${there}`,
    { parameter: 'model', remedy: { operation: 'model.derive', arguments: { name: given } } },
  );
}

/** Written beside and renamed, so that a reader never sees half a file. @returns its path */
export function keepModel(directory: string, model: DerivedModel): string {
  const folder = join(directory, 'models');
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new OperationError('refused', `${folder} cannot be made: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const file = fileOf(directory, model.id);
  refuseOtherBase(file, model);
  const half = `${file}.${process.pid}.part`;
  writeFileSync(half, `${JSON.stringify(model, null, 2)}\n`, { flush: true });
  renameSync(half, file);
  return file;
}

function fileOf(directory: string, id: string): string {
  return join(directory, 'models', `${id.slice('lab/'.length)}.json`);
}

/** The fobs of a model are listed under its base, so the base of a model stays the same. */
function refuseOtherBase(file: string, { id, base }: DerivedModel): void {
  let before: DerivedModel;
  try {
    before = readModel(file);
  } catch {
    return;
  }
  if (before.base !== base)
    throw new OperationError(
      'refused',
      `${id} is a model of ${before.base} already, and its fobs are listed under that: give another name, or remove ${file}`,
      { parameter: 'name' },
    );
}

function filesIn(directory: string | undefined): string[] {
  if (directory === undefined) return [];
  const folder = join(directory, 'models');
  try {
    return (
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(folder, name))
        // Reading a pipe would wait for its writer.
        .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
    );
  } catch {
    return [];
  }
}
