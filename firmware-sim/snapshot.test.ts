import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../devices/index.js';
import { Fob } from './fob.js';
import type { FobSnapshot } from './simulated-fob.js';
import { dayUs, namedProfile } from './temperature.js';

const snapshots = suite('snapshot');
const startUs = 1_767_225_600_000_000;

function richFob(): Fob {
  const fob = Fob.create({
    model: toFobModel(findModel('onespan/digipass-go7'), { type: 'hotp' }),
    serial: '3315511111',
    secret: new TextEncoder().encode('12345678901234567890'),
    seed: 'snapshot',
    timeUs: startUs,
  });
  fob.setTemperature(startUs, namedProfile('day-night', startUs));
  fob.setFault(startUs, 'lcd.segment', true, { parameters: { position: 1 } });
  fob.setFault(startUs, 'crystal.drift', true, { forUs: 9 * dayUs });
  fob.age(startUs, 40 * dayUs);
  fob.setFault(startUs, 'storage.torn-write', true, { parameters: { write: 50 } });
  fob.press(startUs + 1);
  fob.hold(startUs + 5e6, 30e6);
  fob.advanceTo(startUs + 12e6);
  return fob;
}

const copy = (snapshot: FobSnapshot): FobSnapshot => JSON.parse(JSON.stringify(snapshot)) as FobSnapshot;

/** Every path to a leaf or a container inside the snapshot. */
function paths(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value)
    ? value.slice(0, 2).flatMap((one, i) => paths(one, [...path, i]))
    : Object.entries(value).flatMap(([name, one]) => paths(one, [...path, name]));
  return path.length === 0 ? inner : [path, ...inner];
}

function withField(snapshot: FobSnapshot, path: readonly (string | number)[], value: unknown): FobSnapshot {
  const changed = copy(snapshot);
  let at = changed as unknown as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  if (value === undefined) delete at[path.at(-1)!];
  else at[path.at(-1)!] = value;
  return changed;
}

snapshots('a snapshot comes back as itself', () => {
  const snapshot = richFob().snapshot();
  assert.equal(JSON.stringify(Fob.restore(copy(snapshot)).snapshot()), JSON.stringify(snapshot));
});

snapshots('a number that no fob can reach is refused by the name of its field', () => {
  const snapshot = richFob().snapshot();
  const capacity = 220 * 3_600_000;
  for (const [field, ...values] of [
    ['state.battery.drawn.sleep', -1e300, -1, 1e300, 2 * capacity],
    ['state.battery.drawn.selfDischarge', -1, 1e300],
    ['state.battery.drawn.set', -1e300, 1e300, -capacity],
    ['state.battery.drainMicroamps', -1, 1e15],
    ['state.crystal.cut.tolerancePpm', 1e5, -1e5],
    ['state.crystal.cut.curvaturePpmPerC2', 0.5, -2],
    ['state.crystal.cut.ageingFirstYearPpm', 1e6],
    ['state.crystal.fixedPpm', 1e6, -1e6],
    ['state.crystal.ageUs', -1, 1e300],
    ['state.crystal.offsetUs', 1e300],
    ['state.rtc.adjustUs', -1e300],
    ['state.livedAheadUs', -1, 1e16],
    ['state.firmware.offAtCrystalUs', 1e300],
    ['model.battery.capacityMah', 0, 1e9],
    ['model.battery.sleepMicroamps', 0, 1e15],
    ['model.battery.selfDischargePercentPerYear', -1, 101],
    ['model.battery.voltageTable.1.percent', 101, 100],
    ['model.battery.voltageTable.0.millivolts', 1e9],
    ['model.battery.deadMillivolts', 1e9],
    ['model.crystal.toleranceSigmaPpm', 1e9, -1],
    ['model.crystal.turnoverC.centre', 1e300],
    ['model.crystal.curvaturePpmPerC2.spread', -1, 1e300],
    ['model.button.holdUs', 1e15],
    ['model.lcd.onUs', 1e15],
  ] as [string, ...number[]][]) {
    const path = field.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    const named = field.replace(/\.(\d+)\./, '[$1].').replace(/.*\.(voltageTable).*/, '$1');
    for (const value of values)
      assert.throws(
        () => Fob.restore(withField(snapshot, path, value)),
        (error) => error instanceof Error && error.message.includes(named.split('.drawn')[0]!),
        `${field} ${value}`,
      );
  }
});

snapshots('every field that is missing or has another type is refused, and the error names it', () => {
  const snapshot = richFob().snapshot();
  // A list that has lost its first element is still a list.
  for (const path of paths(snapshot)) {
    const name = path.join('.');
    for (const wrong of [undefined, { no: 1 }, 'x\u0000'.repeat(40), Number.MAX_VALUE, true]) {
      if (wrong === undefined && typeof path.at(-1) === 'number') continue;
      // Older snapshots do not have it.
      if (wrong === undefined && name === 'model.batteryEnd') continue;
      if (wrong === true && typeof valueAt(snapshot, path) === 'boolean') continue;
      if (
        typeof wrong === 'string' &&
        /^serial$|model\.(id|manufacturer|product|firmwareVersion)$/.test(name)
      )
        continue;
      assert.throws(
        () => Fob.restore(withField(snapshot, path, wrong)),
        (error: Error) => {
          assert.ok(
            error.message.includes(String(path.findLast((step) => typeof step === 'string'))),
            `${name}: ${error.message}`,
          );
          assert.ok(!error.message.includes('31323334'), 'no seed in a message');
          return true;
        },
        `${name} = ${JSON.stringify(wrong)}`,
      );
    }
  }
});

snapshots('a finger on the button is in the snapshot; an older snapshot has none', () => {
  const fob = richFob();
  fob.release(startUs + 12e6);
  const without = copy(fob.snapshot());
  assert.ok(!Object.hasOwn(without.state as object, 'fingerStays'), 'the bytes are those of before');
  assert.equal(Fob.restore(without).isHeld(), false);
  fob.pressDown(startUs + 13e6);
  const held = copy(fob.snapshot());
  const back = Fob.restore(held);
  assert.equal(back.isHeld(), true);
  assert.equal(JSON.stringify(back.snapshot()), JSON.stringify(held));
  for (const wrong of [false, null, 1, 'true'])
    assert.throws(
      () => Fob.restore(withField(held, ['state', 'fingerStays'], wrong)),
      /fingerStays is not true/,
    );
});

snapshots('an unknown field is refused', () => {
  const snapshot = richFob().snapshot();
  for (const path of [
    ['state', 'extra'],
    ['state', 'crystal', 'extra'],
    ['model', 'lcd', 'extra'],
  ])
    assert.throws(() => Fob.restore(withField(snapshot, path, 1)), /extra is not known to this version/);
});

snapshots('another version, another kind and a value that is no object are refused with what to do', () => {
  const snapshot = richFob().snapshot();
  assert.throws(
    () => Fob.restore({ ...snapshot, schema: 'foblab.fob/2' }),
    /"foblab.fob\/2" given, foblab.fob\/1 expected; open it with the version/,
  );
  for (const wrong of [null, 7, 'x', []]) assert.throws(() => Fob.restore(wrong as never), /fob snapshot/);
});

snapshots('a profile that would never end, a fault that does not exist', () => {
  const snapshot = richFob().snapshot();
  const bad = (path: string[], value: unknown, expected: RegExp): void =>
    assert.throws(() => Fob.restore(withField(snapshot, path, value)), expected);
  bad(['state', 'crystal', 'profile', 'points'], [], /points is not a list/);
  bad(['state', 'crystal', 'profile', 'periodUs'], 0, /periodUs/);
  bad(['state', 'faults'], [{ name: 'no.such', parameters: {}, untilUs: null }], /faults\[0\].name/);
  bad(
    ['state', 'faults'],
    [{ name: 'lcd.segment', parameters: { position: 1.5, segment: 0, stuck: 0 }, untilUs: null }],
    /position/,
  );
});

const step = fc.oneof(
  fc.record({ kind: fc.constant('press' as const), afterUs: fc.integer({ min: 0, max: 50_000_000 }) }),
  fc.record({ kind: fc.constant('hold' as const), afterUs: fc.integer({ min: 0, max: 50_000_000 }) }),
  fc.record({ kind: fc.constant('down' as const), afterUs: fc.integer({ min: 0, max: 50_000_000 }) }),
  fc.record({ kind: fc.constant('release' as const), afterUs: fc.integer({ min: 0, max: 50_000_000 }) }),
  fc.record({ kind: fc.constant('advance' as const), afterUs: fc.integer({ min: 0, max: 100 * dayUs }) }),
  fc.record({ kind: fc.constant('age' as const), afterUs: fc.integer({ min: 1, max: 100 * dayUs }) }),
);

snapshots('a fob restored at any moment goes on with the same bytes', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      const straight = richFob();
      let stopped = richFob();
      let now = startUs + 12e6;
      for (const { kind, afterUs } of steps) {
        if (kind !== 'age') now += afterUs;
        stopped = Fob.restore(copy(stopped.snapshot()));
        const seen = [straight, stopped].map((fob) => {
          if (kind === 'press') return fob.press(now);
          if (kind === 'hold') return fob.hold(now, 7e6);
          if (kind === 'down') return fob.pressDown(now);
          if (kind === 'release') return fob.release(now);
          if (kind === 'age') return fob.age(now, afterUs);
          return fob.advanceTo(now);
        });
        assert.deepEqual(seen[1], seen[0]);
        assert.equal(stopped.nextWakeUs(), straight.nextWakeUs());
        assert.equal(JSON.stringify(stopped.snapshot()), JSON.stringify(straight.snapshot()));
      }
    }),
  );
});

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, part) => (at as Record<string | number, unknown>)[part], value);
}

snapshots.run();
