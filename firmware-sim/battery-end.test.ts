// The end of the battery of each hard token: what its display shows, and what a quick and a slow change of the cell do.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { batteryEndPictures } from '../devices/battery-end-pictures.js';
import { catalogue, findModel, type HardDatasheet, type OrderOptions, toFobModel } from '../devices/index.js';
import { Fob } from './fob.js';
import { FobError } from './fob-port.js';
import { encode, SEGMENT_NAMES } from './lcd/index.js';
import type { FobEvent, FobSnapshot } from './simulated-fob.js';
import { dayUs } from './temperature.js';

const end = suite('the end of a battery');
const startUs = 1_767_225_600_000_000;
const at = (seconds: number): number => startUs + seconds * 1e6;
const kinds = (events: readonly FobEvent[]): string[] => events.map(({ kind }) => kind);

function fobOf(id: string, order: OrderOptions = {}): Fob {
  const model = toFobModel(findModel(id), order);
  return Fob.create({
    model,
    serial: '3315511111',
    secret: new Uint8Array(20),
    seed: 'end',
    timeUs: startUs,
  });
}

function worn(id: string, order: OrderOptions = {}): Fob {
  const fob = fobOf(id, order);
  fob.setBatteryPercent(startUs, 9);
  return fob;
}

const hardModels = catalogue.filter((sheet): sheet is HardDatasheet => sheet.kind === 'hard');

const notices: readonly (readonly [id: string, notice: string, garbled: boolean, stays: boolean])[] = [
  ['onespan/digipass-go3', 'batt  75', true, false],
  ['onespan/digipass-go7', 'batt  75', true, false],
  ['symantec/vip-token-avt', 'batt  75', true, false],
  ['onespan/digipass-go6', 'Disabled', false, true],
  ['symantec/vip-token-ft', 'Err', false, false],
];

end('every hard model has an end of its battery, with a source', () => {
  assert.deepEqual(hardModels.map(({ id }) => id).sort(), notices.map(([id]) => id).sort());
  const basis = (id: string): string => (findModel(id) as HardDatasheet).batteryEnd.notice.basis;
  assert.equal(basis('onespan/digipass-go3'), 'measured');
  assert.equal(basis('onespan/digipass-go6'), 'published');
  for (const id of ['onespan/digipass-go7', 'symantec/vip-token-avt', 'symantec/vip-token-ft'])
    assert.equal(basis(id), 'published for the kind');
});

for (const [id, notice, garbled, stays] of notices)
  end(
    `${id}: ${garbled ? 'garbled characters, then ' : ''}“${notice}”${stays ? ' for good' : ''}, and no code`,
    () => {
      const fob = worn(id);
      const counter = fob.counter();
      const events = fob.press(at(1));
      assert.ok(kinds(events).includes('battery-end'));
      assert.equal(events.find(({ kind }) => kind === 'battery-end')!.detail.shows, notice);
      assert.equal(fob.view(at(1)).state, 'notice');
      if (garbled) {
        assert.notEqual(fob.view(at(1)).text, notice);
        const later = fob.advanceTo(at(1.5));
        assert.deepEqual(
          later.map(({ kind, detail }) => [kind, detail.text]),
          [['notice', notice]],
        );
      }
      assert.equal(fob.view(at(2)).text, notice);
      assert.deepEqual(fob.view(at(2)).frame.segments, encode(notice, fob.model.lcd.positions));
      fob.advanceTo(at(60));
      assert.equal(fob.view(at(60)).state, stays ? 'notice' : 'asleep');
      fob.press(at(61));
      fob.advanceTo(at(62));
      assert.equal(fob.view(at(62)).text, notice, 'each press shows it again, or it stands');
      assert.equal(fob.counter(), counter, 'no counter is used up');
      assert.equal(fob.codesShown(), 0);
    },
  );

end('a level above the end still gives codes; a press finds the end, and nothing else does', () => {
  const fob = fobOf('onespan/digipass-go3');
  fob.setBatteryPercent(startUs, 10.5);
  fob.press(at(1));
  assert.equal(fob.view(at(1)).state, 'showing');
  fob.advanceTo(at(60));
  fob.setBatteryPercent(at(60), 9);
  assert.deepEqual(kinds(fob.advanceTo(at(3600))), []);
  assert.ok(kinds(fob.press(at(3600))).includes('battery-end'));
});

end('quick changes of the cell keep the notice, and so does a full charge', () => {
  const fob = worn('onespan/digipass-go3');
  fob.press(at(1));
  fob.advanceTo(at(60));
  for (const round of [1, 2, 3]) {
    const now = at(round * 1000);
    assert.deepEqual(kinds(fob.replaceCell(now, 5e6)), ['cell-out']);
    assert.deepEqual(fob.battery(now), { millivolts: 0, percent: 0, state: 'dead' });
    const back = fob.advanceTo(now + 5e6);
    assert.deepEqual(
      back.map(({ kind, detail }) => [kind, detail.memory]),
      [['cell-in', 'kept']],
    );
    assert.equal(fob.battery(now + 5e6).state, 'good');
    fob.press(now + 6e6);
    fob.advanceTo(now + 7e6);
    assert.equal(fob.view(now + 7e6).text, 'batt  75');
    fob.advanceTo(now + 60e6);
  }
  fob.setBatteryPercent(at(5000), 100);
  fob.press(at(5000));
  assert.equal(fob.view(at(5000)).state, 'notice');
});

end('a GO 6 shows “Disabled” again with a new cell, without a press', () => {
  const fob = worn('onespan/digipass-go6');
  fob.press(at(1));
  fob.replaceCell(at(10), 5e6);
  assert.equal(fob.view(at(12)).text, '');
  fob.advanceTo(at(15));
  assert.equal(fob.view(at(15)).text, 'Disabled');
  fob.reset(at(20));
  assert.equal(fob.view(at(20)).text, 'Disabled', 'a reset of the bench does not mend it');
});

for (const first of [false, true])
  end(
    `five minutes without a cell ${first ? 'of a sound fob' : 'after the verdict'} leave 88888888 and a dead button`,
    () => {
      const fob = first ? fobOf('onespan/digipass-go3') : worn('onespan/digipass-go3');
      if (!first) fob.press(at(1));
      fob.advanceTo(at(50));
      fob.replaceCell(at(100), 300e6);
      const lost = fob.advanceTo(at(399));
      assert.deepEqual(
        lost.map(({ kind, timeUs }) => [kind, timeUs]),
        [['memory-lost', at(160)]],
      );
      assert.equal(fob.view(at(399)).text, '');
      assert.deepEqual(
        fob.advanceTo(at(400)).map(({ kind, detail }) => [kind, detail.memory]),
        [['cell-in', 'lost']],
      );
      assert.deepEqual([fob.view(at(400)).state, fob.view(at(400)).text], ['dead', '88888888']);
      assert.deepEqual(fob.view(at(400)).frame.segments, encode('88888888', 8));
      assert.deepEqual([fob.seed(), fob.clock(at(400))], [undefined, undefined]);
      assert.equal(fob.battery(at(400)).state, 'good', 'the new cell is full');
      assert.equal(fob.noClock(), 'no-memory');
      assert.throws(() => fob.setOffset(at(400), 0), /its memory was lost while it had no cell/);
      assert.throws(() => fob.setBatteryPercent(at(400), 50), /a charge brings nothing back/);
      assert.deepEqual(kinds(fob.press(at(500))), ['press']);
      fob.hold(at(510), 9e6);
      fob.advanceTo(startUs + 30 * dayUs);
      assert.equal(fob.view(startUs + 30 * dayUs).text, '88888888', 'it never goes off');
      // A display that is always on empties the new cell, too.
      const events = fob.advanceTo(startUs + 20 * 365 * dayUs);
      assert.deepEqual(kinds(events), ['battery-dead']);
      assert.equal(fob.view(startUs + 20 * 365 * dayUs).text, '');
    },
  );

end('a sound fob lives through a quick change: its code, its clock and its counter', () => {
  for (const type of ['totp', 'hotp'] as const) {
    const fob = fobOf('onespan/digipass-go7', { type });
    fob.press(at(1));
    fob.replaceCell(at(5), 20e6);
    assert.equal(fob.view(at(5)).text, '', 'the display goes off with the cell');
    assert.deepEqual(kinds(fob.press(at(10))), ['press'], 'and nothing answers a press meanwhile');
    fob.advanceTo(at(25));
    assert.ok(Math.abs(fob.clock(at(25))!.offsetUs) < 1000);
    fob.press(at(26));
    assert.equal(fob.view(at(26)).state, 'showing');
    assert.equal(fob.codesShown(), 2);
  }
});

end('the memory survives exactly as long as the datasheet says, and not one microsecond more', () => {
  const hold = fobOf('onespan/digipass-go7').model.batteryEnd!.memoryHoldUs;
  for (const [withoutUs, memory] of [
    [hold, 'kept'],
    [hold + 1, 'lost'],
  ] as const) {
    const fob = fobOf('onespan/digipass-go7');
    fob.replaceCell(startUs, withoutUs);
    const events = fob.advanceTo(startUs + withoutUs);
    assert.equal(events.at(-1)!.detail.memory, memory);
  }
});

end('an empty cell loses the memory: with a new one the display shows 88888888', () => {
  const fob = fobOf('onespan/digipass-go7');
  fob.setFault(startUs, 'battery.dead', true);
  assert.equal(fob.view(startUs).text, '');
  fob.replaceCell(at(1), 5e6);
  fob.advanceTo(at(6));
  assert.deepEqual([fob.view(at(6)).state, fob.view(at(6)).text], ['dead', '88888888']);
  fob.replaceCell(at(10), 5e6);
  assert.equal(fob.view(at(10)).text, '', 'out again, it is dark');
  fob.advanceTo(at(15));
  assert.equal(fob.view(at(15)).text, '88888888');
  fob.setFault(at(20), 'battery.dead', true);
  assert.equal(fob.view(at(20)).text, '', 'and the new one can die, too');
});

end('an impossible change is refused, and changes nothing', () => {
  const refuse = (change: () => unknown, code: string, message: RegExp): void =>
    assert.throws(
      change,
      (error: Error) => error instanceof FobError && error.code === code && message.test(error.message),
    );
  const card = fobOf('symantec/vip-token-ft');
  refuse(() => card.replaceCell(startUs, 5e6), 'unsupported', /cannot be changed without destroying/);
  refuse(
    () => fobOf('symantec/vip-access').replaceCell(startUs, 5e6),
    'unsupported',
    /no battery of its own/,
  );
  const fob = fobOf('onespan/digipass-go7');
  for (const wrong of [0, -1, Number.NaN, 3601e6])
    refuse(() => fob.replaceCell(startUs, wrong), 'out-of-range', /more than 0 s and at most 3600 s/);
  fob.replaceCell(startUs, 30e6);
  refuse(() => fob.replaceCell(at(1), 5e6), 'conflict', /is out already/);
  refuse(() => fob.setBatteryPercent(at(1), 50), 'conflict', /is out/);
});

end('a snapshot at any moment continues with the same events and the same display', () => {
  const script = (fob: Fob, go: (at: number) => Fob): string => {
    const log: unknown[] = [];
    let now = fob;
    const step = (seconds: number, change?: (fob: Fob) => FobEvent[]): void => {
      now = go(at(seconds));
      log.push(
        now.advanceTo(at(seconds)),
        change?.(now) ?? [],
        now.view(at(seconds)).text,
        now.battery(at(seconds)),
      );
    };
    step(1, (one) => one.press(at(1)));
    step(1.2);
    step(2);
    step(10, (one) => one.replaceCell(at(10), 5e6));
    step(12);
    step(16, (one) => one.press(at(16)));
    step(17);
    step(60, (one) => one.replaceCell(at(60), 300e6));
    step(90);
    step(200);
    step(361);
    step(1e6);
    return JSON.stringify(log);
  };
  for (const id of ['onespan/digipass-go3', 'onespan/digipass-go6']) {
    const whole = worn(id);
    const plain = script(whole, () => whole);
    let restored = worn(id);
    const again = script(restored, () => {
      const snapshot = JSON.parse(JSON.stringify(restored.snapshot())) as FobSnapshot;
      restored = Fob.restore(snapshot);
      return restored;
    });
    assert.equal(again, plain);
  }
});

end('an older snapshot without the end of the battery opens, and its fob ends as before', () => {
  const snapshot = JSON.parse(JSON.stringify(worn('onespan/digipass-go3').snapshot())) as FobSnapshot;
  delete snapshot.model.batteryEnd;
  const fob = Fob.restore(snapshot);
  fob.press(at(1));
  assert.notEqual(fob.view(at(1)).state, 'notice');
  assert.throws(() => fob.replaceCell(at(2), 5e6), /cannot be changed/);
  const wrong = JSON.parse(JSON.stringify(worn('onespan/digipass-go3').snapshot())) as FobSnapshot;
  wrong.model.batteryEnd!.notice = 'kaputt!!!';
  assert.throws(() => Fob.restore(wrong), /batteryEnd\.notice is not what a display of 8 positions shows/);
});

end('a display with a faulty segment shows the notice without it', () => {
  const fob = worn('onespan/digipass-go6');
  fob.press(at(1));
  const bar = SEGMENT_NAMES.indexOf('d');
  fob.setFault(at(2), 'lcd.segment', true, { parameters: { position: 0, segment: bar } });
  assert.match(fob.view(at(2)).text, /^[^D]isabled$/);
});

end('the pictures of docs/models.md come from the segments of these fobs', () => {
  for (const sheet of hardModels) {
    const captions = batteryEndPictures(sheet).map(({ caption }) => caption);
    assert.ok(
      captions.some((caption) => caption.includes(sheet.batteryEnd.notice.value)),
      sheet.id,
    );
    for (const { rows } of batteryEndPictures(sheet)) assert.match(rows.join(''), /[━┃┗]/);
    if (sheet.batteryEnd.cellReplaceable.value) {
      assert.ok(captions.includes('After a new cell within five seconds'));
      assert.ok(captions.includes('After five minutes without a cell, for good'));
    }
  }
});

end.run();
