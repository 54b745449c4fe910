// What a simulated press costs over the code that otplib computes in it, and ten years of a fob over its codes alone.
import { createGuardrails } from '@otplib/core';
import { generateSync } from '@otplib/hotp';
import { NobleCryptoPlugin } from '@otplib/plugin-crypto-noble';
import { findModel, toFobModel } from '../../devices/index.js';
import { Fob } from '../../firmware-sim/index.js';
import { measurePaired, timed } from './paired-rounds.js';
import type { Row } from './row.js';

export const name = 'firmware';

const secret = new TextEncoder().encode('12345678901234567890');
const startUs = 1_767_225_600_000_000;
const hourUs = 3_600_000_000;
const dayUs = 24 * hourUs;
const pressesPerRound = 2000;
const pressesADay = 10;
const days = 3652;

export async function run(): Promise<Row[]> {
  return [await pressRow(), await decadeRow()];
}

async function pressRow(): Promise<Row> {
  const fob = fobOf(toFobModel(findModel('symantec/vip-token-ft'), { type: 'hotp' }));
  let at = startUs;
  let counter = 0;
  const measured = await measurePaired(
    [
      {
        name: 'press',
        times: pressesPerRound,
        measure: timed(() => {
          // Long enough that each press finds the display dark.
          at += 15_000_000;
          fob.press(at);
        }),
      },
      { name: 'otplib', times: pressesPerRound, measure: timed(() => otplibCode(counter++)) },
    ],
    25,
  );
  const { median } = measured.ratio('press', 'otplib');
  return {
    name: 'a simulated press, against one otplib generate',
    ratio: median,
    goal: '≤ 2×',
    pass: median <= 2,
    detail: `${(measured.ns('press') / 1000).toFixed(1)} µs against ${(measured.ns('otplib') / 1000).toFixed(1)} µs; display off, battery and clock run in between`,
  };
}

async function decadeRow(): Promise<Row> {
  const model = toFobModel(findModel('onespan/digipass-go7'));
  // A cell that lasts: ten years are to be lived, not seven.
  const lasting = { ...model, battery: { ...model.battery, capacityMah: 1000 } };
  const measured = await measurePaired(
    [
      { name: 'fob', times: 1, measure: timed(() => liveTenYears(lasting)) },
      { name: 'otplib', times: days * pressesADay, measure: timed((i) => otplibCode(58_907_520 + i)) },
    ],
    5,
  );
  // One life against all of its codes.
  const codes = days * pressesADay;
  const median = measured.ratio('fob', 'otplib').median / codes;
  return {
    name: 'ten years of a fob at ten presses a day, against its otplib calls alone',
    ratio: median,
    goal: '≤ 3×',
    pass: median <= 3,
    detail: `${(measured.ns('fob') / 1e6).toFixed(0)} ms against ${((measured.ns('otplib') * codes) / 1e6).toFixed(0)} ms for ${codes} codes; crystal, cell, display and button included`,
  };
}

function liveTenYears(model: ReturnType<typeof toFobModel>): void {
  const fob = fobOf(model);
  for (let day = 0; day < days; day++)
    for (let press = 0; press < pressesADay; press++) fob.press(startUs + day * dayUs + press * hourUs);
  if (fob.codesShown() !== days * pressesADay) throw new Error('the fob did not show every code');
}

function fobOf(model: ReturnType<typeof toFobModel>): Fob {
  return Fob.create({ model, serial: '3315511111', secret, seed: 'bench', timeUs: startUs });
}

const crypto = new NobleCryptoPlugin();
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 1, MAX_SECRET_BYTES: 4096 });

function otplibCode(counter: number): string {
  return generateSync({ secret, counter, digits: 6, algorithm: 'sha1', crypto, guardrails });
}
