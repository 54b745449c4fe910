// The kernel against liboath, otpauth and otplib: a window of ±1 and of ±1000 steps, no match, no store.
import { createGuardrails, generateSecret, verifySync } from 'otplib';
import { findSteps, prepareKey } from '../../src/verification/kernel/index.js';
import { startLiboath } from './liboath.js';
import { type Candidate, type Measured, measurePaired, timed } from './paired-rounds.js';
import type { Row } from './row.js';

export const name = 'verification kernel';

const seconds = 1_800_000_000;
const step = seconds / 30;
const code = '000000';

interface OtpauthModule {
  readonly TOTP: new (options: object) => { validate(options: object): number | null };
  readonly Secret: new (options: { buffer: ArrayBuffer }) => object;
}

export async function run(): Promise<Row[]> {
  const seed = new Uint8Array(20).fill(7);
  const liboath = startLiboath();
  const otpauth = await importOtpauth();
  try {
    const key = prepareKey('SHA1', seed);
    const found = new Float64Array(8);
    const rows: Row[] = [];
    for (const window of [1, 1000]) {
      const times = window === 1 ? 20_000 : 30;
      const slow = window === 1 ? 600 : 2;
      const candidates: Candidate[] = [
        {
          name: 'kernel',
          times,
          // One second later each time, as the peers: the step changes every thirty.
          measure: timed((i) =>
            findSteps(key, step - window + Math.floor(i / 30), 2 * window + 1, 6, -1, found),
          ),
        },
        { name: 'otplib', times: slow, measure: otplibWith(seed, window) },
      ];
      if (liboath !== null)
        candidates.push({ name: 'liboath', times, measure: (count) => liboath.measure(window, count) });
      if (otpauth !== null && window === 1)
        candidates.push({ name: 'otpauth', times: 3 * slow, measure: otpauthWith(otpauth, seed, window) });
      const measured = await measurePaired(candidates);
      const goals: readonly (readonly [peer: string, goal: number, missing: string | null])[] =
        window === 1
          ? [
              ['liboath', 1.7, liboath === null ? noLiboath : null],
              ['otpauth', 15, otpauth === null ? noOtpauth : null],
              ['otplib', 60, null],
            ]
          : [
              ['liboath', 1.7, liboath === null ? noLiboath : null],
              ['otplib', 35, null],
            ];
      for (const [peer, goal, missing] of goals) rows.push(rowOf(peer, window, goal, missing, measured));
    }
    return rows;
  } finally {
    liboath?.close();
  }
}

const noLiboath = 'no compiler, or Debian’s liboath-dev is not installed';
const noOtpauth = 'the package otpauth is not installed';

function rowOf(peer: string, window: number, goal: number, missing: string | null, measured: Measured): Row {
  const base = { name: `kernel ±${window}, no match, against ${peer}`, goal: `≥ ${goal}× ${peer}` };
  if (missing !== null) return { ...base, detail: '', skipped: missing };
  const { median, lowest, highest } = measured.ratio(peer, 'kernel');
  const ns = (name: string): string => `${name} ${(measured.ns(name) / 1000).toFixed(2)} µs`;
  return {
    ...base,
    ratio: median,
    pass: median >= goal,
    detail: `${ns('kernel')}, ${ns(peer)}, rounds ${lowest.toFixed(1)}–${highest.toFixed(1)}×`,
  };
}

function otplibWith(seed: Uint8Array, window: number): (times: number) => number {
  if (typeof generateSecret !== 'function') throw new Error('otplib is not what it was');
  const guardrails = createGuardrails({ MAX_WINDOW: 3000 });
  return timed((i) => {
    const tolerance = 30 * window;
    const { valid } = verifySync({
      secret: seed,
      token: code,
      epoch: seconds + i,
      epochTolerance: tolerance,
      guardrails,
    });
    if (valid) throw new Error('this code had to be wrong');
  });
}

function otpauthWith(otpauth: OtpauthModule, seed: Uint8Array, window: number): (times: number) => number {
  const secret = new otpauth.Secret({ buffer: Uint8Array.from(seed).buffer });
  const totp = new otpauth.TOTP({ secret });
  return timed((i) => {
    if (totp.validate({ token: code, timestamp: (seconds + i) * 1000, window }) !== null)
      throw new Error('this code had to be wrong');
  });
}

/** Not a dependency: measured where it happens to be there, or where FOBLAB_OTPAUTH names its folder. */
async function importOtpauth(): Promise<OtpauthModule | null> {
  const where = process.env.FOBLAB_OTPAUTH ?? 'otpauth';
  try {
    return (await import(where)) as OtpauthModule;
  } catch {
    return null;
  }
}
