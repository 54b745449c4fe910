// The mouse as a finger, in a time of the test's own.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import type { Action } from '../state/action.js';
import { Pointer } from './pointer.js';

/** A pointer, what it did since it was asked last, and its time. */
function pointerAt() {
  const acted: Action[] = [];
  let waiting: { atMs: number; callback: () => void }[] = [];
  let nowMs = 0;
  const pointer = new Pointer(
    (action) => acted.push(action),
    (ms, callback) => {
      const one = { atMs: nowMs + ms, callback };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
  );
  return {
    pointer,
    acts: (): Action[] => acted.splice(0),
    pass(ms: number): void {
      nowMs += ms;
      const due = waiting.filter(({ atMs }) => atMs <= nowMs);
      waiting = waiting.filter(({ atMs }) => atMs > nowMs);
      for (const { callback } of due) callback();
    },
  };
}

const finger = (serial: string, down: boolean): Action => ({ do: 'finger', serial, down });

test('a click is a press', () => {
  const { pointer, acts, pass } = pointerAt();
  pointer.down('a');
  pass(300);
  assert.deepEqual(acts(), [{ do: 'select', serial: 'a' }]);
  pointer.up();
  pass(1000);
  assert.deepEqual(acts(), [{ do: 'press', serial: 'a' }]);
  pointer.up();
  assert.deepEqual(acts(), []);
});

test('a button that stays down is a finger that stays, until it comes up', () => {
  const { pointer, acts, pass } = pointerAt();
  pointer.down('a');
  pass(400);
  assert.deepEqual(acts(), [{ do: 'select', serial: 'a' }, finger('a', true)]);
  pass(60_000);
  assert.deepEqual(acts(), []);
  pointer.up();
  assert.deepEqual(acts(), [finger('a', false)]);
});

test('where nobody tells that it came up, the next that goes down lifts it first', () => {
  const { pointer, acts, pass } = pointerAt();
  pointer.down('a');
  pass(400);
  acts();
  pointer.down('b');
  assert.deepEqual(acts(), [finger('a', false), { do: 'select', serial: 'b' }]);
  pass(400);
  pointer.up();
  assert.deepEqual(acts(), [finger('b', true), finger('b', false)]);
});

test('a mouse that goes tells which fob a finger has stayed on, once', () => {
  const { pointer, acts, pass } = pointerAt();
  pointer.down('a');
  assert.equal(pointer.leave(), undefined, 'it had hardly touched');
  pass(1000);
  assert.deepEqual(acts(), [{ do: 'select', serial: 'a' }]);
  pointer.down('a');
  pass(400);
  acts();
  assert.equal(pointer.leave(), 'a');
  assert.equal(pointer.leave(), undefined);
  pointer.up();
  assert.deepEqual(acts(), []);
});

test.run();
