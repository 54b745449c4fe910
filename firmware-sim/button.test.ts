// A finger comes down and lifts, on a button with each of its faults.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { findModel, type OrderOptions, toFobModel } from '../devices/index.js';
import { Fob } from './fob.js';
import { otpCode } from './otp.js';
import type { FobEvent } from './simulated-fob.js';
import { dayUs } from './temperature.js';

const button = suite('button');

const startUs = 1_767_225_600_000_000;
const secret = new TextEncoder().encode('12345678901234567890');
const at = (seconds: number): number => startUs + seconds * 1_000_000;
const kinds = (events: readonly FobEvent[]): string[] => events.map((event) => event.kind);
const bytes = (fob: Fob): string => JSON.stringify(fob.snapshot());
const text = (fob: Fob, timeUs: number): string => fob.view(timeUs).text;

function fobOf(model = 'onespan/digipass-go7', order: OrderOptions = { type: 'hotp' }): Fob {
  return Fob.create({
    model: toFobModel(findModel(model), order),
    serial: '3315511111',
    secret,
    seed: 'test',
    timeUs: startUs,
    ...(model.startsWith('symantec/vip-access') ? {} : { driftPpm: 0 }),
  });
}

button('a finger that stays for 6 s opens the menu, goes on staying, and lifts without a press', () => {
  const fob = fobOf();
  assert.deepEqual(kinds(fob.pressDown(startUs)), ['held']);
  assert.equal(fob.isHeld(), true);
  assert.equal(fob.view(at(5)).state, 'awake');
  assert.deepEqual(fob.advanceTo(at(5.9)), [], 'nothing happens before its time');
  assert.deepEqual(kinds(fob.advanceTo(at(30))), ['menu']);
  assert.equal(fob.view(at(30)).state, 'menu');
  assert.deepEqual(kinds(fob.advanceTo(at(60))), ['display-off']);
  assert.deepEqual(kinds(fob.release(at(60))), ['released']);
  assert.equal(fob.isHeld(), false);
  assert.equal(fob.view(at(60)).state, 'asleep');
  assert.equal(fob.counter(), 0);
});

button('a finger that lifts sooner makes a press, also on a paused bench', () => {
  const fob = fobOf();
  fob.pressDown(startUs);
  assert.deepEqual(kinds(fob.release(at(2))), ['released', 'display-on']);
  assert.equal(text(fob, at(2)), otpCode(secret, fob.model.otp, 0));
  fob.pressDown(at(3));
  assert.deepEqual(kinds(fob.release(at(3))), ['released', 'display-off']);
});

button('a second finger changes nothing, and so does lifting a finger that is not there', () => {
  const fob = fobOf();
  const untouched = bytes(fob);
  assert.deepEqual(fob.release(startUs), []);
  assert.equal(bytes(fob), untouched);
  fob.pressDown(startUs);
  const held = bytes(fob);
  assert.deepEqual(fob.pressDown(startUs), []);
  assert.equal(bytes(fob), held);
  assert.deepEqual(fob.press(at(1))[0]!.detail, { presses: 0 }, 'a second finger finds the button down');
});

button('there is one finger: the earlier of two release times counts', () => {
  const fob = fobOf();
  fob.pressDown(startUs);
  assert.deepEqual(fob.hold(at(1), 4e6), []);
  assert.deepEqual(fob.hold(at(2), 1e6), []);
  assert.deepEqual(fob.hold(at(2), 9e6), []);
  assert.deepEqual(kinds(fob.advanceTo(at(20))), ['released', 'display-on']);
  fob.hold(at(60), 5e6);
  fob.pressDown(at(61));
  assert.equal(kinds(fob.release(at(62)))[0], 'released', 'a hold can be let go of before its time');
  assert.deepEqual(kinds(fob.advanceTo(at(70))), []);
});

button('stuck: the finger lifts and the contact stays; free again it opens, which is the press', () => {
  const fob = fobOf('onespan/digipass-go6');
  fob.pressDown(startUs);
  fob.setFault(at(1), 'button.stuck', true);
  assert.deepEqual(kinds(fob.release(at(2))), ['released']);
  assert.equal(fob.view(at(2)).state, 'awake');
  assert.equal(fob.isHeld(), false, 'a fault is no finger');
  assert.deepEqual(kinds(fob.setFault(at(3), 'button.stuck', false)), ['display-on', 'fault-off']);
});

button('stuck under a finger changes nothing of the 6 s, and free again the finger holds it closed', () => {
  const fob = fobOf();
  fob.pressDown(startUs);
  fob.setFault(at(1), 'button.stuck', true);
  assert.deepEqual(kinds(fob.setFault(at(2), 'button.stuck', false)), ['fault-off']);
  assert.deepEqual(kinds(fob.advanceTo(at(5.999))), []);
  assert.deepEqual(kinds(fob.advanceTo(at(6))), ['menu']);
});

button('a contact that never closes: the finger is there, and the fob does not notice it', () => {
  const fob = fobOf();
  fob.setFault(startUs, 'button.dead', true);
  assert.deepEqual(kinds(fob.pressDown(startUs)), ['held']);
  assert.equal(fob.view(startUs).state, 'asleep');
  assert.deepEqual(kinds(fob.advanceTo(at(10))), []);
  fob.setFault(at(10), 'button.dead', false);
  assert.equal(fob.view(at(10)).state, 'awake', 'repaired, it closes under the finger');
  assert.deepEqual(kinds(fob.advanceTo(at(16))), ['menu']);
  fob.release(at(60));
  fob.pressDown(at(61));
  const cut = fob.setFault(at(62), 'button.dead', true);
  assert.deepEqual(kinds(cut), ['fault-on', 'display-on'], 'it opens where it breaks');
  assert.deepEqual(kinds(fob.release(at(63))), ['released']);
});

button('worn contacts: on its way down a finger is a press already, and where it lifts another', () => {
  const fob = fobOf();
  fob.setFault(startUs, 'button.bounce', true);
  assert.deepEqual(kinds(fob.pressDown(startUs)), ['held', 'display-on']);
  assert.deepEqual(kinds(fob.release(at(1))), ['released', 'display-off']);
  assert.equal(fob.counter(), 1);
  fob.hold(at(2), 7e6);
  assert.deepEqual(kinds(fob.advanceTo(at(9))), ['menu', 'released']);
});

button('jammed: the display stays on under a finger that comes and goes', () => {
  const fob = fobOf();
  fob.press(startUs);
  fob.setFault(startUs, 'button.jammed', true);
  fob.pressDown(at(1));
  assert.deepEqual(kinds(fob.advanceTo(at(3600))), ['menu']);
  assert.deepEqual(kinds(fob.release(at(3600))), ['released']);
  assert.equal(fob.view(at(3600)).state, 'menu');
});

button('a dead fob does nothing under a finger, and neither does one that dies under it', () => {
  const fob = fobOf();
  fob.pressDown(startUs);
  assert.deepEqual(kinds(fob.setFault(at(1), 'battery.dead', true)), ['fault-on', 'battery-dead']);
  assert.equal(fob.isHeld(), true);
  assert.deepEqual(kinds(fob.release(at(2))), ['released']);
  assert.deepEqual(kinds(fob.pressDown(at(3))), ['held']);
  assert.deepEqual(kinds(fob.advanceTo(at(60))), []);
  assert.deepEqual(kinds(fob.release(at(60))), ['released']);
  assert.equal(fob.view(at(60)).state, 'dead');
});

button('a brown-out under a held finger: no menu, no press when it lifts, no counter', () => {
  const fob = fobOf();
  fob.setBatteryPercent(startUs, 11);
  fob.setTemperature(startUs, { kind: 'constant', celsius: -20 });
  fob.pressDown(at(1));
  assert.deepEqual(kinds(fob.advanceTo(at(8))), ['brown-out']);
  assert.deepEqual(kinds(fob.release(at(9))), ['released']);
  assert.equal(fob.counter(), 0);
  assert.equal(fob.view(at(9)).state, 'asleep');
});

button('ageing a fob does not lift the finger, which follows the bench’s time', () => {
  const fob = fobOf();
  fob.hold(startUs, 10e6);
  assert.deepEqual(kinds(fob.age(at(1), 40 * dayUs)), ['menu', 'display-off', 'age']);
  assert.equal(fob.isHeld(), true);
  assert.equal(fob.nextWakeUs(), at(10));
  assert.deepEqual(kinds(fob.advanceTo(at(10))), ['released']);
});

button('a reset ends faults, and lifts no finger', () => {
  const fob = fobOf();
  fob.setFault(startUs, 'button.stuck', true);
  fob.pressDown(startUs);
  fob.reset(at(1));
  assert.equal(fob.isHeld(), true);
  assert.deepEqual(kinds(fob.release(at(2))), ['released', 'display-on']);
});

button('a hold of an app is a press', () => {
  const app = fobOf('symantec/vip-access', {});
  app.pressDown(startUs);
  assert.deepEqual(kinds(app.release(at(9))), ['released', 'display-on']);
});

button.run();
