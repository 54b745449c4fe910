// The list of all models.
import type { Datasheet } from './datasheet.js';
import { sheets } from './sheets.js';

export const catalogue: readonly Datasheet[] = Object.values(sheets).map((sheet) => sheet());
