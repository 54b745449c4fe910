// A whole verification on the memory store (row, decision, conditional write, audit) against the kernel's part of it.
import { createMemoryStore, createVerifier, developmentKeyring } from '../../src/verification/index.js';
import { codes, findSteps, prepareKey } from '../../src/verification/kernel/index.js';
import { measurePaired, timed, timedAsync } from './paired-rounds.js';
import type { Row } from './row.js';

export const name = 'verification on the memory store';

const startUs = 1_800_000_000_000_000;
const stepUs = 30_000_000;
const by = { actor: 'bench', reason: 'bench' };

export async function run(): Promise<Row[]> {
  const seed = new Uint8Array(20).fill(7);
  const key = prepareKey('SHA1', seed);
  const found = new Float64Array(64);
  const first = startUs / stepUs;
  const rounds = 15;
  const accepts = 10_000;
  const refusals = 60;
  const right = new Int32Array((rounds + 2) * accepts);
  codes(key, first, right.length, 6, right);
  const typed = Array.from(right, (code) => String(code).padStart(6, '0'));

  let step = 0;
  const verifier = await newVerifier(seed, 'right');
  const guessed = await newVerifier(seed, 'wrong');
  let guess = 0;
  const measured = await measurePaired(
    [
      {
        name: 'kernel ±1',
        times: accepts,
        measure: timed((i) => findSteps(key, first + i - 1, 3, 6, i, found)),
      },
      {
        name: 'verify, accepted',
        times: accepts,
        measure: timedAsync(async () => {
          const at = step++;
          const request = { credentialId: 'right', code: typed[at]!, atUs: startUs + at * stepUs };
          const { outcome } = await verifier.verify(request);
          if (outcome !== 'accepted') throw new Error(`step ${at}: ${outcome}`);
        }),
      },
      {
        name: 'kernel ±1000',
        times: refusals,
        measure: timed((i) => findSteps(key, first + i, 2001, 6, i, found)),
      },
      {
        name: 'verify, refused',
        times: refusals,
        measure: timedAsync(async () => {
          // An hour apart, so that no delay is in the way.
          const atUs = startUs + guess++ * 3600_000_000;
          const { outcome } = await guessed.verify({ credentialId: 'wrong', code: '123456', atUs });
          if (outcome === 'accepted') throw new Error('this code had to be wrong');
        }),
      },
    ],
    rounds,
  );
  return (
    [
      ['verify, accepted', 'kernel ±1'],
      ['verify, refused', 'kernel ±1000'],
    ] as const
  ).map(([whole, kernel]) => {
    const { median, lowest, highest } = measured.ratio(whole, kernel);
    const us = (name: string): string => `${name}: ${(measured.ns(name) / 1000).toFixed(2)} µs`;
    return {
      name: `${whole}, memory store, against ${kernel}`,
      ratio: median,
      goal: '≤ 3× the kernel call',
      pass: median <= 3,
      detail: `${us(whole)}, ${us(kernel)}, rounds ${lowest.toFixed(2)}–${highest.toFixed(2)}×`,
    };
  });
}

async function newVerifier(seed: Uint8Array, id: string): Promise<ReturnType<typeof createVerifier>> {
  const verifier = createVerifier({ store: createMemoryStore(), keyring: developmentKeyring() });
  await verifier.enroll({ id, seed, kind: 'totp', atUs: startUs, ...by });
  return verifier;
}
