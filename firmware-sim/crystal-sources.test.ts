// Compares the crystal with what makers and operators of tokens say: the error by temperature, the spread, a fall.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../devices/index.js';
import { type CrystalState, cutCrystal, offsetAt } from './crystal.js';
import { Fob } from './fob.js';
import { FobError } from './fob-port.js';
import { Random } from './random.js';
import { dayUs, hourUs, namedProfile, type TemperatureProfile } from './temperature.js';

const sources = suite('crystal and sources');
const startUs = 1_767_225_600_000_000;
const yearUs = 365 * dayUs;
const model = toFobModel(findModel('onespan/digipass-go7'));

/** The middle of the catalogue's ranges: no tolerance, no ageing. */
function middle(celsius: number): CrystalState {
  const { curvaturePpmPerC2, turnoverC } = model.crystal;
  return {
    cut: {
      tolerancePpm: 0,
      curvaturePpmPerC2: curvaturePpmPerC2.centre,
      turnoverC: turnoverC.centre,
      ageingFirstYearPpm: 0,
    },
    anchorUs: startUs,
    offsetUs: 0,
    ageUs: 0,
    profile: { kind: 'constant', celsius },
    fixedPpm: null,
    faultPpm: 0,
    stopped: false,
  };
}

/** Eutronsec WebOTP developer manual p. 25: °C and ppm. */
const eutronsec: readonly (readonly [celsius: number, ppm: number])[] = [
  [-10, -42],
  [60, -42],
  [-5, -31],
  [55, -31],
  [0, -21],
  [50, -21],
  [5, -14],
  [45, -14],
  [10, -8],
  [40, -8],
  [15, -3],
  [35, -3],
  [20, -1],
  [30, -1],
  [25, 0],
];

sources('the fifteen temperatures of the Eutronsec manual, to half a ppm', () => {
  assert.equal(eutronsec.length, 15);
  for (const [celsius, ppm] of eutronsec) {
    const given = (offsetAt(middle(celsius), startUs + dayUs) / dayUs) * 1e6;
    assert.ok(Math.abs(given - ppm) <= 0.5, `${celsius} °C: ${given} ppm, ${ppm} in the manual`);
  }
});

sources('ten hours at 60 °C cost 1.5 s (the same manual)', () => {
  const lostSeconds = -offsetAt(middle(60), startUs + 10 * hourUs) / 1e6;
  assert.ok(Math.abs(lostSeconds - 1.5) < 0.05, `${lostSeconds} s`);
});

sources('−0.030 is −12 ppm at 45 °C (the worked example of CTS for the TF20)', () => {
  const crystal = middle(45);
  crystal.cut.curvaturePpmPerC2 = -0.03;
  assert.ok(Math.abs((offsetAt(crystal, startUs + dayUs) / dayUs) * 1e6 + 12) < 1e-9);
});

/** The share of fobs whose clock is within ±90 s after a year, which is ±2.85 ppm. */
function shareInside(profile: TemperatureProfile, fobs: number, seed: string): number {
  let inside = 0;
  for (let i = 0; i < fobs; i++) {
    const cut = cutCrystal(model.crystal, Random.stream(`${seed}/${i}`, 'crystal'));
    const crystal = { ...middle(25), cut, profile };
    if (Math.abs(offsetAt(crystal, startUs + yearUs)) <= 2.85 * yearUs * 1e-6) inside++;
  }
  return inside / fobs;
}

sources('10,000 fobs for a year at office temperature: 70 to 85 % stay inside ±2.85 ppm', () => {
  for (const seed of ['office', 'another'])
    for (const celsius of [21, 22, 23, 25]) {
      const share = shareInside({ kind: 'constant', celsius }, 10_000, seed);
      assert.ok(share >= 0.7 && share <= 0.85, `${share} at ${celsius} °C, seed ${seed}`);
    }
});

sources('a pocket by day and a shelf by night keep most inside as well', () => {
  const share = shareInside(namedProfile('pocket', startUs), 10_000, 'pocket');
  assert.ok(share > 0.5, `${share}`);
});

sources('the vendor’s two seconds a day still clip the draw', () => {
  for (let i = 0; i < 10_000; i++) {
    const { tolerancePpm } = cutCrystal(
      { ...model.crystal, toleranceSigmaPpm: 20 },
      Random.stream(i, 'crystal'),
    );
    assert.ok(Math.abs(tolerancePpm) <= 23.1);
  }
});

// --- a fall

function fobOf(id = 'onespan/digipass-go7', options: { driftPpm?: number; seed?: string } = {}): Fob {
  const { seed = 'drop', ...rest } = options;
  return Fob.create({
    model: toFobModel(findModel(id)),
    serial: '3315511111',
    secret: new Uint8Array(20),
    seed,
    timeUs: startUs,
    ...rest,
  });
}

const rate = (fob: Fob, timeUs: number): number => fob.clock(timeUs)!.driftPpm;

sources('a fall shifts the rate for good by the given ppm, in both directions', () => {
  for (const ppm of [-5, -0.5, 3.25, 5]) {
    const [dropped, sound] = [fobOf(), fobOf()];
    const events = dropped.setFault(startUs, 'crystal.drop', true, { parameters: { ppm } });
    assert.deepEqual(
      events.map(({ kind, detail }) => [kind, detail.ppm]),
      [['fault-on', ppm]],
    );
    for (const later of [startUs, startUs + yearUs, startUs + 5 * yearUs])
      assert.ok(Math.abs(rate(dropped, later) - rate(sound, later) - ppm) < 1e-9);
    const gained = dropped.clock(startUs + yearUs)!.offsetUs - sound.clock(startUs + yearUs)!.offsetUs;
    assert.ok(Math.abs(gained - ppm * yearUs * 1e-6) < 2);
    assert.equal(dropped.faults().find(({ name }) => name === 'crystal.drop')!.active, false, 'it is over');
    dropped.setFault(startUs + 1, 'crystal.drop', false);
    dropped.reset(startUs + 2);
    assert.ok(Math.abs(rate(dropped, startUs + 3) - rate(sound, startUs + 3) - ppm) < 1e-9, 'and stays');
  }
});

sources('a fall does not change the offset of the time before it', () => {
  const [dropped, sound] = [fobOf(), fobOf()];
  dropped.setFault(startUs + yearUs, 'crystal.drop', true, { parameters: { ppm: 5 } });
  assert.equal(dropped.clock(startUs + yearUs)!.offsetUs, sound.clock(startUs + yearUs)!.offsetUs);
});

sources(
  'without a value the shift is drawn within ±5 ppm: the same for the same fob and time, another for the next fall',
  () => {
    const shifts = new Set<number>();
    let [fast, slow] = [0, 0];
    for (let i = 0; i < 200; i++) {
      const one = fobOf('onespan/digipass-go7', { seed: `fall ${i}` });
      const twin = fobOf('onespan/digipass-go7', { seed: `fall ${i}` });
      const ppm = one.setFault(startUs, 'crystal.drop', true)[0]!.detail.ppm as number;
      assert.equal(twin.setFault(startUs, 'crystal.drop', true)[0]!.detail.ppm, ppm);
      assert.ok(Math.abs(ppm) <= 5);
      ppm > 0 ? fast++ : slow++;
      shifts.add(ppm);
      shifts.add(one.setFault(startUs, 'crystal.drop', true)[0]!.detail.ppm as number);
    }
    assert.equal(shifts.size, 400);
    assert.ok(fast > 60 && slow > 60, `${fast} fast, ${slow} slow`);
  },
);

sources('a set rate shifts, too, and so does the rate that physics gives', () => {
  const [dropped, sound] = [fobOf('onespan/digipass-go7', { driftPpm: 20 }), fobOf()];
  dropped.setFault(startUs, 'crystal.drop', true, { parameters: { ppm: -4 } });
  assert.equal(rate(dropped, startUs), 16);
  dropped.setDrift(startUs, null);
  assert.ok(Math.abs(rate(dropped, startUs) - rate(sound, startUs) + 4) < 1e-9);
});

sources('a shift beyond ±5 ppm is refused, and so is a fall of an app', () => {
  const refused = (change: () => unknown, code: string): void =>
    assert.throws(change, (error: Error) => error instanceof FobError && error.code === code);
  refused(
    () => fobOf().setFault(startUs, 'crystal.drop', true, { parameters: { ppm: 5.1 } }),
    'out-of-range',
  );
  refused(
    () => fobOf().setFault(startUs, 'crystal.drop', true, { parameters: { height: 1 } }),
    'unknown-name',
  );
  refused(() => fobOf('symantec/vip-access').setFault(startUs, 'crystal.drop', true), 'unsupported');
  const fob = fobOf();
  for (let i = 0; i < 190; i++) fob.setFault(startUs, 'crystal.drop', true, { parameters: { ppm: 5 } });
  refused(() => {
    for (let i = 0; i < 20; i++) fob.setFault(startUs, 'crystal.drop', true, { parameters: { ppm: 5 } });
  }, 'out-of-range');
  Fob.restore(JSON.parse(JSON.stringify(fob.snapshot())));
});

sources.run();
