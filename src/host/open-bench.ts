// Opens the bench in a folder, with the code of the kinds of fob that stand on it.
import { catalogue } from '../../devices/index.js';
import { type Bench, openBenchOnDisk } from '../bench/index.js';

/** The caller holds the bench's lock. @throws Error where there is no bench, or its format is another version's. */
export async function openBench(directory: string): Promise<Bench> {
  const bench = openBenchOnDisk(directory);
  const models = new Set(bench.fobs().map(({ modelId }) => modelId));
  if (![...models].every(isPlainFob)) (await import('./fob-kinds.js')).addFobKinds();
  return bench;
}

/** An LCD, a button and a seed from the factory. A model that the catalogue does not have may be anything. */
function isPlainFob(modelId: string): boolean {
  const sheet = catalogue.find(({ id }) => id === modelId);
  return sheet?.kind === 'hard' || (sheet?.kind === 'soft' && sheet.enrolment.value !== 'activation-image');
}
