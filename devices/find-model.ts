// Finds the model that a person typed.

import { quotedWord } from '../src/serials/index.js';
import { catalogue } from './catalogue.js';
import type { Datasheet } from './datasheet.js';
import { nearest } from './nearest.js';
import { sheetOf } from './sheets.js';

/** There is no such model. `suggestions` are the most similar ones, best first. */
export class UnknownModelError extends RangeError {
  readonly suggestions: readonly string[];
  constructor(given: string, suggestions: readonly string[]) {
    const hint =
      suggestions.length > 0
        ? `did you mean ${suggestions.join(' or ')}?`
        : `expected one of: ${catalogue.map(({ id }) => id).join(', ')}`;
    super(`There is no model ${quotedWord(given)}; ${hint}`);
    this.name = 'UnknownModelError';
    this.suggestions = suggestions;
  }
}

/**
 * The model with this ID. The vendor may be left out if only one model has the name.
 * @throws UnknownModelError with suggestions.
 */
export function findModel(given: string): Datasheet {
  const wanted = given.trim().toLowerCase();
  const exact = sheetOf(wanted);
  if (exact) return exact;
  const named = catalogue.filter(({ id }) => modelName(id) === wanted);
  if (named.length === 1) return named[0]!;
  const ids = catalogue.map(({ id }) => id);
  const similar = nearest(wanted, ids, modelName);
  throw new UnknownModelError(given, similar.length > 0 ? similar : containing(wanted, ids));
}

/** `onespan/go7` is a part of the name `digipass-go7`. */
function containing(wanted: string, ids: readonly string[]): string[] {
  const name = modelName(wanted);
  return name.length < 3 ? [] : ids.filter((id) => modelName(id).includes(name));
}

function modelName(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}
