// Opens the bench in a folder, with the code of the kinds of fob that stand on it.
import { fobSchema } from '../../firmware-sim/index.js';
import { type Bench, openBenchOnDisk } from '../bench/index.js';

/** The caller holds the bench's lock. @throws Error where there is no bench, or its format is another version's. */
export async function openBench(directory: string): Promise<Bench> {
  const bench = openBenchOnDisk(directory);
  // The file knows its kinds, so that no fob is read for this.
  if (bench.kinds().some((schema) => schema !== fobSchema)) (await import('./fob-kinds.js')).addFobKinds();
  return bench;
}
