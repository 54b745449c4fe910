// Random bytes that a run of the same bench draws again: for IDs, links and codes of a bench that was given a seed.
import { SecretRandom } from '../../firmware-sim/index.js';
import type { Bench } from '../bench/index.js';

/** Equal labels give equal bytes. Undefined where nobody gave the bench a seed: then the system's generator is used. */
export function seededBytes(bench: Bench): ((label: string, count: number) => Uint8Array) | undefined {
  if (!bench.seeded) return undefined;
  return (label, count) => new SecretRandom(bench.seed, `foblab/epcs/${label}`).bytes(count);
}
