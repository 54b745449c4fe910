import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { findModel, type OrderOptions, toFobModel } from '../devices/index.js';
import { capacityMicrocoulombs, chargeCauses } from './battery.js';
import { Fob } from './fob.js';
import { FobError } from './fob-port.js';
import type { FobOptions } from './fob-state.js';
import { otpCode, timeStep } from './otp.js';
import type { FobEvent } from './simulated-fob.js';
import { dayUs, hourUs } from './temperature.js';

const fobSuite = suite('fob');

const startUs = 1_767_225_600_000_000;
const secondUs = 1_000_000;
const yearUs = 365 * dayUs;
const secret = new TextEncoder().encode('12345678901234567890');

interface Order extends OrderOptions, Partial<Omit<FobOptions, 'model'>> {
  model?: string;
}

function fobOf(order: Order = {}): Fob {
  const { model = 'onespan/digipass-go7', type, algorithm, digits, periodSeconds, ...options } = order;
  return Fob.create({
    model: toFobModel(findModel(model), { type, algorithm, digits, periodSeconds }),
    serial: '3315511111',
    secret,
    seed: 'test',
    timeUs: startUs,
    ...options,
  });
}

const kinds = (events: readonly FobEvent[]): string[] => events.map((event) => event.kind);
const at = (seconds: number): number => startUs + seconds * secondUs;
const text = (fob: Fob, timeUs: number): string => fob.view(timeUs).text;

/** The code that a sound TOTP fob shows at a time, by its own clock. */
function codeOf(fob: Fob, timeUs: number): string {
  return otpCode(secret, fob.model.otp, timeStep(fob.model.otp, fob.clock(timeUs)!.fobTimeUs));
}

// --- the display

fobSuite('a code is on for 32 s of the fob’s own clock, to the microsecond', () => {
  const fob = fobOf({ driftPpm: 100 });
  fob.press(startUs);
  assert.equal(text(fob, startUs), codeOf(fob, startUs));
  const offUs = fob.nextWakeUs()!;
  // 100 ppm fast: the fob's 32 s end 3.2 ms early.
  assert.ok(Math.abs(offUs - at(32) + 3200) <= 1, `${offUs - at(32)}`);
  assert.deepEqual(fob.advanceTo(offUs - 1), []);
  assert.equal(fob.view(offUs - 1).state, 'showing');
  const events = fob.advanceTo(offUs);
  assert.deepEqual(kinds(events), ['display-off']);
  assert.deepEqual(events[0]!.detail, { cause: 'timer' });
  assert.equal(text(fob, offUs), '');
  assert.equal(fob.view(offUs).state, 'asleep');
});

fobSuite('the code that is shown stays while the time step goes on', () => {
  const fob = fobOf();
  fob.press(at(29));
  const shown = text(fob, at(29));
  fob.advanceTo(at(45));
  assert.equal(text(fob, at(45)), shown);
  assert.notEqual(codeOf(fob, at(45)), shown);
});

fobSuite('a second press within its time switches a GO 7 off, and shows the next code on a VIP card', () => {
  const go7 = fobOf();
  go7.press(startUs);
  assert.deepEqual(go7.press(at(5)).at(-1)!.detail, { cause: 'press' });
  assert.equal(text(go7, at(5)), '');
  const card = fobOf({ model: 'symantec/vip-token-ft' });
  card.press(startUs);
  card.press(at(5));
  assert.equal(text(card, at(5)), otpCode(secret, card.model.otp, 1));
  assert.equal(card.counter(), 2);
});

fobSuite(
  'a hold of 6 s opens the menu: time, battery, serial, page by page, and a press after the last ends it',
  () => {
    const fob = fobOf({ driftPpm: 0 });
    fob.hold(startUs, 6.5 * secondUs);
    fob.advanceTo(at(5.999999));
    assert.equal(fob.view(at(5.999999)).state, 'awake');
    const [opened] = fob.advanceTo(at(6));
    assert.equal(opened!.kind, 'menu');
    fob.advanceTo(at(7));
    const pages: string[] = [];
    for (let i = 0; i < 20 && fob.view(at(7)).state === 'menu'; i++) {
      pages.push(text(fob, at(7)));
      fob.press(at(7));
    }
    const values = ['1', '2', '3'].map((item) =>
      pages
        .filter((page) => page.startsWith(`${item} `))
        .map((page) => page.slice(2))
        .join(''),
    );
    assert.equal(values[0], String(startUs / secondUs + 6));
    assert.match(values[1]!, /^[23][0-9]{3}$/);
    assert.equal(values[2], '3315511111');
    assert.equal(fob.view(at(7)).state, 'asleep');
  },
);

fobSuite(
  'a hold of less is a press when the finger lets go; a hold shows no code and takes no counter',
  () => {
    const fob = fobOf({ type: 'hotp' });
    fob.hold(startUs, 2 * secondUs);
    fob.advanceTo(at(1.9));
    assert.equal(text(fob, at(1.9)), '');
    fob.advanceTo(at(2));
    assert.equal(text(fob, at(2)), otpCode(secret, fob.model.otp, 0));
    fob.hold(at(100), 7 * secondUs);
    fob.advanceTo(at(107));
    assert.equal(fob.view(at(107)).state, 'menu');
    assert.equal(fob.counter(), 1);
  },
);

fobSuite(
  'where no hold is documented a long hold is a press, also when the display went off meanwhile',
  () => {
    const fob = fobOf({ model: 'symantec/vip-token-avt', type: 'hotp' });
    fob.press(startUs);
    fob.hold(at(20), 20 * secondUs);
    fob.advanceTo(at(35));
    assert.equal(text(fob, at(35)), '', 'off after its 30 s');
    fob.advanceTo(at(40));
    assert.equal(text(fob, at(40)), otpCode(secret, fob.model.otp, 1));
  },
);

fobSuite('the VIP card shows its counter in hex on a hold of 2 s: 0000a8 is 168', () => {
  const fob = fobOf({ model: 'symantec/vip-token-ft', counter: 168 });
  fob.hold(startUs, 3 * secondUs);
  fob.advanceTo(at(3));
  assert.equal(text(fob, at(3)).toLowerCase(), '0000a8');
  const large = fobOf({ model: 'symantec/vip-token-ft', counter: 0x12_3456_789a });
  large.hold(startUs, 3 * secondUs);
  large.advanceTo(at(3));
  assert.equal(text(large, at(3)).toLowerCase(), '56789a', 'six positions show the last six digits');
});

// --- button

fobSuite(
  'jammed: the display stays on; free again it goes off then, and the cell has paid for all of it',
  () => {
    const fob = fobOf({ driftPpm: 0 });
    fob.setFault(startUs, 'button.jammed', true);
    fob.press(startUs);
    const before = fob.ledger(startUs).drawn.display!;
    fob.advanceTo(startUs + hourUs);
    assert.equal(fob.view(startUs + hourUs).state, 'showing');
    const events = fob.setFault(startUs + hourUs, 'button.jammed', false);
    assert.deepEqual(kinds(events), ['fault-off', 'display-off']);
    for (const event of events) assert.equal(event.timeUs, startUs + hourUs);
    const displayed = fob.ledger(startUs + 2 * hourUs).drawn.display! - before;
    assert.ok(Math.abs(displayed - 3600 * fob.model.battery.displayMicroamps) < 1, `${displayed} µC`);
  },
);

fobSuite('jammed for a time: the same, in order, when the time is over', () => {
  const fob = fobOf();
  fob.press(startUs);
  fob.setFault(at(1), 'button.jammed', true, { forUs: hourUs });
  const events = fob.advanceTo(startUs + dayUs);
  assert.deepEqual(kinds(events), ['fault-off', 'display-off']);
  for (const event of events) assert.equal(event.timeUs, at(1) + hourUs);
});

fobSuite('stuck: the contact stays closed, the menu opens after 6 s, presses and holds do nothing', () => {
  const fob = fobOf({ type: 'hotp' });
  fob.setFault(startUs, 'button.stuck', true);
  assert.equal(fob.view(startUs).state, 'awake');
  assert.deepEqual(fob.press(at(1))[0]!.detail, { presses: 0 });
  fob.advanceTo(at(6.1));
  assert.equal(fob.view(at(6.1)).state, 'menu');
  fob.advanceTo(at(60));
  fob.setFault(at(60), 'button.stuck', false);
  assert.equal(fob.counter(), 0);
  fob.press(at(61));
  assert.equal(text(fob, at(61)), otpCode(secret, fob.model.otp, 0));
});

fobSuite('stuck in the middle of a hold: lifting the finger does not open the contact', () => {
  const fob = fobOf({ type: 'hotp' });
  fob.hold(startUs, 3 * secondUs);
  fob.setFault(at(1), 'button.stuck', true);
  fob.advanceTo(at(4));
  assert.equal(fob.view(at(4)).state, 'awake');
  fob.advanceTo(at(7.1));
  assert.equal(fob.view(at(7.1)).state, 'menu');
  assert.equal(fob.counter(), 0);
});

fobSuite('worn contacts: one tap is two presses, which on a GO 7 shows nothing and burns a code', () => {
  const fob = fobOf({ type: 'hotp' });
  fob.setFault(startUs, 'button.bounce', true);
  assert.deepEqual(fob.press(startUs).find((event) => event.kind === 'press')!.detail, { presses: 2 });
  assert.equal(text(fob, startUs), '');
  assert.equal(fob.counter(), 1);
});

fobSuite('a dead button: no press, no hold', () => {
  const fob = fobOf({ type: 'hotp' });
  fob.setFault(startUs, 'button.dead', true);
  fob.press(startUs);
  fob.hold(at(1), 7 * secondUs);
  fob.advanceTo(at(10));
  assert.equal(text(fob, at(10)), '');
  assert.equal(fob.counter(), 0);
});

fobSuite('a tap on an app is one press', () => {
  const fob = fobOf({ model: 'symantec/vip-access' });
  for (let i = 0; i < 20; i++)
    assert.deepEqual(fob.press(at(40 * i)).find((event) => event.kind === 'press')!.detail, { presses: 1 });
  assert.equal(fob.codesShown(), 20);
});

// --- battery

fobSuite('a low cell lights the battery sign, and the log says so once', () => {
  const fob = fobOf();
  fob.press(startUs);
  assert.equal(fob.view(startUs).lowBattery, false);
  fob.setBatteryPercent(at(60), 14);
  assert.equal(fob.battery(at(60)).state, 'low');
  assert.ok(kinds(fob.press(at(61))).includes('battery-low'));
  assert.equal(fob.view(at(61)).lowBattery, true);
  assert.match(text(fob, at(61)), /^[0-9]{6}$/, 'the sign stands beside the digits, not among them');
  assert.ok(!kinds(fob.press(at(100))).includes('battery-low'));
  fob.setFault(at(200), 'battery.low', true);
  assert.equal(fob.battery(at(200)).state, 'low');
});

fobSuite('in the cold a worn cell browns out under load and comes back when warm, no counter lost', () => {
  const fob = fobOf({ type: 'hotp', driftPpm: 0 });
  fob.setBatteryPercent(startUs, 11);
  fob.setTemperature(startUs, { kind: 'constant', celsius: -20 });
  const events = fob.press(at(1));
  assert.ok(kinds(events).includes('brown-out'));
  assert.equal(text(fob, at(1)), '');
  assert.equal(fob.counter(), 0);
  assert.equal(fob.clock(at(2))!.offsetUs, 0, 'the clock outlives a reset');
  fob.setTemperature(at(3), { kind: 'constant', celsius: 25 });
  fob.press(at(4));
  assert.equal(text(fob, at(4)), otpCode(secret, fob.model.otp, 0));
});

fobSuite('death is terminal: blank, memory lost, nothing brings it back', () => {
  const fob = fobOf({ type: 'hotp' });
  fob.press(startUs);
  fob.setFault(at(1), 'battery.dead', true);
  assert.equal(fob.view(at(1)).state, 'dead');
  assert.equal(text(fob, at(1)), '');
  assert.equal(fob.seed(), undefined);
  assert.equal(fob.counter(), undefined);
  assert.ok(/^(ff)+$/.test(fob.snapshot().vault), 'the memory is erased');
  const { millivolts, state } = fob.battery(at(2));
  assert.equal(state, 'dead');
  assert.ok(millivolts <= fob.model.battery.deadMillivolts, `${millivolts} mV and dead`);
  assert.throws(
    () => fob.setBatteryPercent(at(2), 100),
    (error) => error instanceof FobError && error.code === 'dead',
  );
  for (const change of [
    () => fob.press(at(3)),
    () => fob.hold(at(4), 7 * secondUs),
    () => fob.setFault(at(5), 'battery.dead', false),
    () => fob.setFault(at(6), 'button.stuck', true),
    () => fob.reset(at(7)),
    () => fob.age(at(8), yearUs),
    () => fob.advanceTo(startUs + yearUs),
  ])
    change();
  assert.equal(fob.view(startUs + yearUs).state, 'dead');
  assert.equal(fob.nextWakeUs(), undefined);
});

fobSuite(
  'the charge ledger closes to 0.1 %, through displays, drains, a set level, death and ten years after',
  () => {
    const fob = fobOf();
    let lastPercent = 100;
    const checkAt = (timeUs: number): void => {
      const { capacity, drawn } = fob.ledger(timeUs);
      let left = capacity;
      for (const cause of chargeCauses) left -= drawn[cause]!;
      const percent = (100 * left) / capacity;
      assert.ok(Math.abs(percent - fob.battery(timeUs).percent) < 0.1, `${percent} at ${timeUs}`);
      assert.ok(percent <= lastPercent + 1e-9);
      lastPercent = percent;
    };
    for (let day = 1; day <= 4000; day += 3) {
      const now = startUs + day * dayUs;
      fob.advanceTo(now);
      fob.press(now);
      if (day === 301)
        fob.setFault(now, 'battery.drain', true, { parameters: { microamps: 2 }, forUs: 90 * dayUs });
      if (day === 601) fob.setBatteryPercent(now, fob.battery(now).percent - 5);
      checkAt(now + 10 * secondUs);
    }
    assert.equal(fob.view(startUs + 4000 * dayUs).state, 'dead');
    checkAt(startUs + 20 * yearUs);
  },
);

fobSuite('each cause has drawn its current over its time', () => {
  const fob = fobOf({ driftPpm: 0 });
  const { battery } = fob.model;
  for (let i = 0; i < 100; i++) fob.press(startUs + i * hourUs);
  fob.advanceTo(startUs + 100 * hourUs);
  const { drawn } = fob.ledger(startUs + 100 * hourUs);
  const near = (cause: string, expected: number): void =>
    assert.ok(
      Math.abs(drawn[cause]! / expected - 1) < 1e-3,
      `${cause}: ${drawn[cause]} µC, ${expected} expected`,
    );
  near('sleep', battery.sleepMicroamps * 360_000);
  near('display', battery.displayMicroamps * 3200);
  near('compute', (100 * battery.computeMicroamps * battery.computeUs) / 1e6);
  near(
    'selfDischarge',
    (capacityMicrocoulombs(battery) * battery.selfDischargePercentPerYear * 360_000) / 100 / 31_536_000,
  );
});

fobSuite('a GO 7 at ten presses a day lives about seven years', () => {
  const fob = fobOf({ driftPpm: 0 });
  let shown = 0;
  let lowDay = 0;
  let day = 0;
  for (; day < 4000 && fob.view(startUs + day * dayUs).state !== 'dead'; day++)
    for (let press = 0; press < 10; press++) {
      const now = startUs + day * dayUs + press * hourUs;
      fob.advanceTo(now);
      fob.press(now);
      if (fob.view(now).state === 'showing') shown++;
      if (lowDay === 0 && fob.view(now).lowBattery) lowDay = day;
    }
  const years = day / 365.25;
  assert.ok(years > 6.5 && years < 7.5, `${years} years`);
  assert.ok(lowDay > 0 && day - lowDay > 60, `${day - lowDay} days of warning`);
  assert.ok(shown > 6.3 * 3652, `${shown} codes shown`);
});

// --- crystal and clock

fobSuite('20 ppm for a year is 630.72 s, with advance and with age', () => {
  const advanced = fobOf({ driftPpm: 20 });
  advanced.advanceTo(startUs + yearUs);
  assert.equal(advanced.clock(startUs + yearUs)!.offsetUs, 630_720_000);
  const aged = fobOf({ driftPpm: 20 });
  aged.age(startUs, yearUs);
  assert.equal(aged.clock(startUs)!.offsetUs, 630_720_000);
  assert.equal(aged.clock(startUs)!.fobTimeUs, startUs + 630_720_000, 'true time stands still');
  assert.ok(
    Math.abs(aged.battery(startUs).percent - advanced.battery(startUs + yearUs).percent) < 1e-9,
    'the cell has lived the year',
  );
});

fobSuite('ageing does everything that becomes due, and its events have the present time', () => {
  const fob = fobOf();
  fob.press(startUs);
  fob.setFault(startUs, 'lcd.blank', true, { forUs: dayUs });
  const events = fob.age(at(1), 10 * yearUs);
  assert.deepEqual(kinds(events), ['display-off', 'fault-off', 'battery-dead', 'age']);
  for (const event of events) assert.equal(event.timeUs, at(1));
  assert.equal(fob.view(at(1)).state, 'dead');
});

fobSuite('a fob cannot be aged out of the calendar', () => {
  const fob = fobOf();
  for (let i = 0; i < 10; i++) fob.age(startUs, 10 * yearUs);
  const before = JSON.stringify(fob.snapshot());
  assert.throws(() => fob.age(startUs, 1), /aged by more than 100 years/);
  assert.equal(JSON.stringify(fob.snapshot()), before, 'a refusal changes nothing');
});

fobSuite('a stopped crystal freezes clock, timers and display; when it runs again they go on', () => {
  const fob = fobOf({ driftPpm: 0 });
  fob.press(startUs);
  fob.setFault(at(10), 'crystal.stop', true);
  fob.advanceTo(at(1000));
  assert.equal(fob.view(at(1000)).state, 'showing', 'no tick, no timer');
  assert.equal(fob.clock(at(1000))!.fobTimeUs, at(10));
  assert.equal(fob.clock(at(1000))!.driftPpm, -1e6);
  fob.setFault(at(1000), 'crystal.stop', false);
  assert.equal(fob.nextWakeUs(), at(1022));
  assert.equal(fob.clock(at(1100))!.offsetUs, -990 * secondUs);
});

fobSuite('a clock that jumps, and one that stands still: ageing puts it back by the whole time', () => {
  const fob = fobOf({ driftPpm: 0 });
  fob.setFault(startUs, 'rtc.jump', true, { parameters: { seconds: -3600 } });
  assert.equal(fob.clock(startUs)!.offsetUs, -hourUs);
  fob.setFault(startUs, 'rtc.stop', true);
  fob.advanceTo(at(100));
  assert.equal(fob.clock(at(100))!.offsetUs, -hourUs - 100 * secondUs);
  fob.press(at(100));
  const shown = text(fob, at(100));
  fob.press(at(101));
  fob.press(at(190));
  assert.equal(text(fob, at(190)), shown, 'the same step for ever');
  fob.age(at(190), yearUs);
  assert.equal(fob.clock(at(190))!.offsetUs, -hourUs - 190 * secondUs - yearUs);
  fob.setFault(at(190), 'rtc.stop', false);
  assert.equal(
    fob.clock(at(290))!.offsetUs,
    -hourUs - 190 * secondUs - yearUs,
    'it runs on from where it stood',
  );
});

fobSuite('a clock that jumps again and again stays in the calendar', () => {
  const fob = fobOf();
  const jump = (seconds: number): unknown =>
    fob.setFault(startUs, 'rtc.jump', true, { parameters: { seconds } });
  jump(3.2e9);
  jump(3.2e9);
  assert.throws(() => jump(3.2e9), /it holds -3200000000 to 9000000000/);
  for (let i = 0; i < 3; i++) jump(-3.2e9);
  fob.press(startUs);
  assert.equal(text(fob, startUs), otpCode(secret, fob.model.otp, 0), 'before T0 the step register reads 0');
});

fobSuite('a set drift is the net rate; without it physics gives the rate of the same seed', () => {
  const fob = fobOf();
  const physics = fob.clock(startUs)!.driftPpm;
  fob.setDrift(startUs, 20);
  fob.setTemperature(startUs, { kind: 'constant', celsius: -40 });
  assert.equal(fob.clock(startUs)!.driftPpm, 20);
  fob.setTemperature(startUs, { kind: 'constant', celsius: 25 });
  fob.setDrift(startUs, null);
  assert.equal(fob.clock(startUs)!.driftPpm, physics);
  fob.setFault(startUs, 'crystal.drift', true, { parameters: { ppm: 50 } });
  assert.equal(fob.clock(startUs)!.driftPpm, physics + 50);
  fob.setFault(startUs, 'crystal.drift', true, { parameters: { ppm: 7 } });
  assert.equal(fob.clock(startUs)!.driftPpm, physics + 7, 'one of a kind: the second replaces the first');
});

fobSuite('two fobs of different seed have different crystals, one seed always the same', () => {
  const rate = (seed: string): number => fobOf({ seed }).clock(startUs)!.driftPpm;
  assert.equal(rate('a'), rate('a'));
  assert.notEqual(rate('a'), rate('b'));
  assert.ok(
    Math.abs(fobOf({ tolerancePpm: 90 }).clock(startUs)!.driftPpm - 90) < 3,
    'the clip is for draws only',
  );
});

fobSuite('a stuck button after ten idle years under a swinging temperature wakes at once', () => {
  const fob = fobOf({ seed: 'swing' });
  fob.setTemperature(startUs, {
    kind: 'points',
    startUs,
    points: [
      { atUs: 0, celsius: -55 },
      { atUs: 6 * yearUs, celsius: 100 },
    ],
  });
  const now = startUs + 6 * yearUs;
  fob.advanceTo(now);
  fob.setFault(now, 'button.stuck', true);
  const wake = fob.nextWakeUs()!;
  assert.ok(Math.abs(wake - now - 6 * secondUs) < 5000);
  fob.advanceTo(wake);
  assert.equal(fob.view(wake).state, 'menu');
});

// --- otp and memory

fobSuite('seeds from one byte up and of ten bytes, all hashes and lengths', () => {
  for (const bytes of [1, 10, 16, 20, 32, 64, 65, 128, 200, 256])
    for (const algorithm of ['sha1', 'sha256', 'sha512'] as const)
      for (const digits of [6, 7, 8] as const) {
        const seed = new Uint8Array(bytes).fill(0x5a);
        const fob = fobOf({ secret: seed, algorithm, digits });
        fob.press(startUs);
        assert.equal(text(fob, startUs), otpCode(seed, fob.model.otp, startUs / 30e6));
        assert.equal(text(fob, startUs).length, digits);
      }
});

fobSuite('power cut at each storage write of a run: no code twice, the seed never lost', () => {
  for (const fault of ['storage.power-cut', 'storage.torn-write'])
    for (let write = 1; write <= 12; write++) {
      const fob = fobOf({ type: 'hotp', seed: `cut ${write}` });
      const counters: number[] = [];
      fob.setFault(startUs, fault, true, { parameters: { write } });
      for (let i = 0; i < 20; i++) {
        const now = at(100 * (i + 1));
        fob.press(now);
        const shown = text(fob, now);
        if (shown === '') continue;
        counters.push(findCounter(fob, shown, counters.at(-1) ?? -1));
      }
      assert.ok(counters.length >= 19, `${counters.length} of 20 shown after ${fault} at ${write}`);
      assert.deepEqual(
        counters,
        [...new Set(counters)].sort((a, b) => a - b),
      );
      assert.ok(counters.at(-1)! <= 20, 'a cut skips one counter at most');
      assert.deepEqual(fob.seed(), secret);
      assert.deepEqual(
        fob.faults().filter((one) => one.active),
        [],
      );
    }
});

function findCounter(fob: Fob, shown: string, after: number): number {
  for (let counter = after + 1; counter < after + 10; counter++)
    if (otpCode(secret, fob.model.otp, counter) === shown) return counter;
  throw new Error(`${shown} is no code after counter ${after}`);
}

// --- faults

fobSuite('faults for a time end by themselves, in order', () => {
  const fob = fobOf();
  fob.setFault(startUs, 'lcd.blank', true, { forUs: 10 * secondUs });
  fob.setFault(startUs, 'crystal.drift', true, { parameters: { ppm: 100 }, forUs: 5 * secondUs });
  const events = fob.advanceTo(at(60));
  assert.deepEqual(
    events.map((event) => [event.timeUs - startUs, event.detail.name]),
    [
      [5 * secondUs, 'crystal.drift'],
      [10 * secondUs, 'lcd.blank'],
    ],
  );
  assert.deepEqual(
    fob.faults().filter((fault) => fault.active),
    [],
  );
});

fobSuite('what a fault cannot take is refused before anything changes', () => {
  const fob = fobOf();
  const before = JSON.stringify(fob.snapshot());
  const wrong: [name: string, parameters: Record<string, number>, expected: RegExp][] = [
    ['no.such', {}, /there is no fault 'no.such'; expected one of: crystal.drift/],
    ['crystal.drift', { ppm: Number.NaN }, /expected -100000 to 100000/],
    ['crystal.drift', { speed: 1 }, /has no parameter 'speed'; it takes ppm/],
    ['lcd.segment', { position: 2.5 }, /expected a whole number from 0 to 15/],
    ['lcd.segment', { position: 8 }, /the glass of Digipass GO7 has 8 positions/],
    ['lcd.segment', { segment: 7.1 }, /whole number/],
    ['storage.power-cut', { write: 1.5 }, /whole number from 1/],
    ['storage.torn-write', { write: 0 }, /whole number from 1/],
  ];
  for (const [name, parameters, expected] of wrong)
    assert.throws(
      () => fob.setFault(startUs, name, true, { parameters }),
      (error) => error instanceof FobError && expected.test(error.message),
      name,
    );
  assert.throws(() => fob.setFault(startUs, 'lcd.blank', true, { forUs: 0 }), /more than 0 s/);
  assert.throws(() => fob.setFault(startUs, 'lcd.blank', true, { forUs: -5 }), /more than 0 s/);
  assert.equal(JSON.stringify(fob.snapshot()), before);
});

fobSuite('segments: missing and stuck ones are read as a person would, several at once', () => {
  const fob = fobOf();
  fob.press(startUs);
  const sound = text(fob, startUs);
  fob.setFault(startUs, 'lcd.blank', true);
  assert.equal(text(fob, startUs), '');
  fob.setFault(startUs, 'lcd.blank', false);
  for (let position = 0; position < 6; position++)
    fob.setFault(startUs, 'lcd.segment', true, { parameters: { position, segment: 6, stuck: 1 } });
  assert.equal(
    text(fob, startUs),
    sound
      .replaceAll('0', '8')
      .replace(/[17]/g, '?')
      .replace(/\?/g, (_, i) => text(fob, startUs)[i]!),
  );
  fob.setFault(startUs, 'lcd.segment', false);
  assert.equal(text(fob, startUs), sound);
});

fobSuite('a second armed cut replaces the first', () => {
  const fob = fobOf({ type: 'hotp' });
  fob.setFault(startUs, 'storage.power-cut', true);
  fob.setFault(startUs, 'storage.torn-write', true, { parameters: { write: 100 } });
  assert.deepEqual(
    fob
      .faults()
      .filter((fault) => fault.active)
      .map((fault) => fault.name),
    ['storage.torn-write'],
  );
});

fobSuite('reset takes every fault off and switches off; seed, counter and clock stay', () => {
  const fob = fobOf({ type: 'hotp' });
  fob.press(startUs);
  for (const name of [
    'button.stuck',
    'crystal.stop',
    'rtc.stop',
    'battery.low',
    'lcd.blank',
    'storage.power-cut',
  ])
    fob.setFault(at(1), name, true);
  fob.reset(at(2));
  assert.deepEqual(
    fob.faults().filter((fault) => fault.active),
    [],
  );
  assert.equal(fob.view(at(2)).state, 'asleep');
  assert.equal(fob.counter(), 1);
  assert.deepEqual(fob.seed(), secret);
});

fobSuite('an app has no crystal, cell, button or glass that could fail', () => {
  const app = fobOf({ model: 'idme/code-generator' });
  assert.deepEqual(
    app
      .faults()
      .map((fault) => fault.layer)
      .filter((layer) => layer !== 'rtc' && layer !== 'storage'),
    [],
  );
  const refused = (run: () => unknown): void =>
    assert.throws(run, (error) => error instanceof FobError && error.code === 'unsupported');
  refused(() => app.setFault(startUs, 'battery.dead', true));
  refused(() => app.setFault(startUs, 'crystal.stop', true));
  refused(() => app.setDrift(startUs, 20));
  refused(() => app.setBatteryPercent(startUs, 5));
  refused(() => fobOf({ model: 'idme/code-generator', driftPpm: 20 }));
  app.advanceTo(startUs + 50 * yearUs);
  assert.equal(app.clock(startUs + 50 * yearUs)!.offsetUs, 0);
  app.press(startUs + 50 * yearUs);
  assert.equal(text(app, startUs + 50 * yearUs), codeOf(app, startUs + 50 * yearUs));
});

fobSuite('the self-test counts the failing parts', () => {
  const fob = fobOf();
  assert.equal(fob.selfTest(startUs), 0);
  fob.setFault(startUs, 'lcd.blank', true);
  fob.setFault(startUs, 'lcd.segment', true);
  fob.setFault(startUs, 'crystal.stop', true);
  fob.setFault(startUs, 'button.stuck', true);
  fob.setFault(startUs, 'battery.low', true);
  assert.equal(fob.selfTest(startUs), 4);
});

fobSuite.run();
