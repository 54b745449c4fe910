// Where the secrets of a new fob come from: the seed that a user gave the bench, or the system's generator.
import { SecretRandom } from '../../../firmware-sim/index.js';
import type { Bench } from '../../bench/index.js';

/**
 * The seed in the bench's file makes the secrets again only where a user has asked for that: on any other bench they are
 * in the fob's own file and nowhere else.
 */
export function fobSecrets(bench: Bench, serial: string): SecretRandom {
  return new SecretRandom(bench.seeded ? bench.seed : freshSeed(), `foblab/secret/${serial}`);
}

function freshSeed(): string {
  return String.fromCharCode(...crypto.getRandomValues(new Uint16Array(32)));
}
