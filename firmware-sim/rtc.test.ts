import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import type { CrystalState } from './crystal.js';
import { FobError } from './fob-port.js';
import { checkFobTime, fobTimeAt, haltRtc, type RtcState, rtcRegisters, setRtc } from './rtc.js';

const clock = suite('rtc');
const startUs = 1_767_225_600_000_000;

function parts(fixedPpm: number): { rtc: RtcState; crystal: CrystalState } {
  return {
    rtc: { adjustUs: 0, haltedAtUs: null },
    crystal: {
      cut: { tolerancePpm: 0, curvaturePpmPerC2: -0.034, turnoverC: 25, ageingFirstYearPpm: 0 },
      anchorUs: startUs,
      offsetUs: 0,
      ageUs: 0,
      profile: { kind: 'constant', celsius: 25 },
      fixedPpm,
      faultPpm: 0,
      stopped: false,
    },
  };
}

clock('counts the crystal, not the time', () => {
  const { rtc, crystal } = parts(1000);
  assert.equal(fobTimeAt(rtc, crystal, startUs + 1_000_000), startUs + 1_001_000);
});

clock('set to a time it reads that time, to the microsecond, and runs on', () => {
  const { rtc, crystal } = parts(-7.3);
  for (const wanted of [startUs - 5, 0, -12_345_678, startUs + 3_155_760_000_000_000]) {
    setRtc(rtc, crystal, startUs + 987_654_321, wanted);
    assert.equal(fobTimeAt(rtc, crystal, startUs + 987_654_321), wanted);
  }
});

clock('stands still, can be set meanwhile, and runs on from the time at which it stood', () => {
  const { rtc, crystal } = parts(0);
  haltRtc(rtc, crystal, startUs + 100, true);
  assert.equal(fobTimeAt(rtc, crystal, startUs + 5_000_000), startUs + 100);
  setRtc(rtc, crystal, startUs + 5_000_000, 42);
  assert.equal(fobTimeAt(rtc, crystal, startUs + 9_000_000), 42);
  haltRtc(rtc, crystal, startUs + 9_000_000, false);
  assert.equal(fobTimeAt(rtc, crystal, startUs + 9_000_001), 43);
});

clock('never runs back by itself', () => {
  const { rtc, crystal } = parts(-100_000);
  let last = fobTimeAt(rtc, crystal, startUs);
  for (let at = startUs; at < startUs + 1000; at++) {
    const now = fobTimeAt(rtc, crystal, at);
    assert.ok(now >= last);
    last = now;
  }
});

clock('the registers hold whole seconds and ticks of 1/32768 s', () => {
  assert.deepEqual(rtcRegisters(startUs), { seconds: startUs / 1e6, ticks: 0 });
  assert.deepEqual(rtcRegisters(startUs + 500_000), { seconds: startUs / 1e6, ticks: 16_384 });
  assert.deepEqual(rtcRegisters(startUs + 999_999), { seconds: startUs / 1e6, ticks: 32_767 });
  assert.deepEqual(rtcRegisters(-1), { seconds: -1, ticks: 32_767 });
});

clock('a time outside the calendar is refused', () => {
  for (const bad of [9.1e15, -3.3e15, Number.NaN, Number.POSITIVE_INFINITY])
    assert.throws(() => checkFobTime(bad), FobError);
  checkFobTime(startUs);
});

clock.run();
