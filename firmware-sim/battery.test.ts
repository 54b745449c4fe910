import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../devices/index.js';
import {
  capacityMicrocoulombs,
  cellAt,
  chargeCauses,
  deadPercent,
  deathTimeUs,
  freshBattery,
  ledgerAt,
  millivoltsAt,
  percentAt,
  setRemainingPercent,
  settleBattery,
} from './battery.js';
import { dayUs } from './temperature.js';

const battery = suite('battery');
const { battery: model } = toFobModel(findModel('onespan/digipass-go7'));
const startUs = 1_767_225_600_000_000;

battery(
  'the cell follows its table: exactly at each row, linearly between rows, constant beyond the ends',
  () => {
    for (const { percent, millivolts, ohms } of model.voltageTable)
      assert.deepEqual(cellAt(model, percent), { millivolts, ohms });
    assert.deepEqual(cellAt(model, 90), { millivolts: 3050, ohms: 18 });
    assert.deepEqual(cellAt(model, 140), cellAt(model, 100));
    assert.deepEqual(cellAt(model, -1), cellAt(model, 0));
  },
);

battery('a load drops the voltage by Ohm, in the cold five times as much, in between linearly', () => {
  const fresh = freshBattery(startUs);
  const drop = (celsius: number): number =>
    millivoltsAt(model, fresh, startUs, 0, celsius) - millivoltsAt(model, fresh, startUs, 1000, celsius);
  const near = (given: number, expected: number): void =>
    assert.ok(Math.abs(given - expected) < 1e-9, `${given}`);
  near(drop(20), 18);
  near(drop(60), 18);
  near(drop(0), 54);
  near(drop(-20), 90);
  near(drop(-55), 90);
});

battery('settling at any moments in between changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2000 * dayUs }), { maxLength: 20 }), (moments) => {
      const split = { ...freshBattery(startUs), displayOn: true, drainMicroamps: 3 };
      const whole = { ...freshBattery(startUs), displayOn: true, drainMicroamps: 3 };
      const sorted = moments.sort((a, b) => a - b);
      for (const moment of sorted) settleBattery(model, split, startUs + moment);
      const end = startUs + 2000 * dayUs;
      for (const cause of chargeCauses)
        assert.ok(
          Math.abs(ledgerAt(model, split, end)[cause] - ledgerAt(model, whole, end)[cause]) < 1,
          cause,
        );
    }),
  );
});

battery('the voltage reaches the dead voltage at the predicted second, and not before', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 9, max: 100, noNaN: true }),
      fc.boolean(),
      fc.double({ min: 0, max: 1000, noNaN: true }),
      (percent, displayOn, drainMicroamps) => {
        const cell = { ...freshBattery(startUs), displayOn, drainMicroamps };
        setRemainingPercent(model, cell, startUs, percent);
        const death = deathTimeUs(model, cell);
        const loaded = (timeUs: number): number => cellAt(model, percentAt(model, cell, timeUs)).millivolts;
        assert.ok(loaded(death) <= model.deadMillivolts + 1e-6);
        assert.ok(loaded(death - 1e6) > model.deadMillivolts);
      },
    ),
  );
});

battery('a reading gives the level that was set, and the ledger has the difference', () => {
  for (const percent of [0, 1, 8, 50, 100]) {
    const cell = freshBattery(startUs);
    setRemainingPercent(model, cell, startUs + 100 * dayUs, percent);
    assert.ok(Math.abs(percentAt(model, cell, startUs + 100 * dayUs) - percent) < 1e-9);
    const ledger = ledgerAt(model, cell, startUs + 100 * dayUs);
    const drawn = chargeCauses.reduce((sum, cause) => sum + ledger[cause], 0);
    assert.ok(Math.abs(drawn - capacityMicrocoulombs(model) * (1 - percent / 100)) < 1);
  }
});

battery('a cell set to 0 % is dead at once; it dies where the table crosses the dead voltage', () => {
  const cell = freshBattery(startUs);
  setRemainingPercent(model, cell, startUs, 0);
  assert.equal(deathTimeUs(model, cell), startUs);
  assert.equal(deadPercent(model), 8);
});

battery.run();
