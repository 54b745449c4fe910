import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { EventLog } from './event-log.js';

const log = suite('event log');
const event = { at: '2026-01-01T00:00:00Z', wall: '2026-01-01T00:00:00Z', kind: 'press', detail: {} };

log('numbers go on from where they stood', () => {
  const events = new EventLog(42);
  assert.equal(events.last, 41);
  assert.equal(events.append(event).number, 42);
  assert.equal(events.append(event).number, 43);
  assert.equal(events.last, 43);
});

log('memory is bounded and keeps the newest', () => {
  const events = new EventLog();
  for (let i = 0; i < 100_000; i++) events.append(event);
  const kept = events.since(1);
  assert.ok(kept.length >= 20_000 && kept.length <= 40_000, `${kept.length}`);
  assert.equal(kept.at(-1)!.number, 100_000);
  for (let i = 1; i < kept.length; i++) assert.equal(kept[i]!.number, kept[i - 1]!.number + 1);
});

log('what a listener sets off is told after what it was told of, to everyone', () => {
  const events = new EventLog();
  const heard: string[] = [];
  let more = 2;
  events.subscribe((one) => {
    heard.push(`a${one.number}`);
    if (more-- > 0) events.publish([events.append(event)]);
  });
  events.subscribe((one) => heard.push(`b${one.number}`));
  events.publish([events.append(event), events.append(event)]);
  assert.deepEqual(heard, ['a1', 'b1', 'a2', 'b2', 'a3', 'b3', 'a4', 'b4']);
});

log('an ended subscription hears nothing, also when it ends itself in a call', () => {
  const events = new EventLog();
  let heard = 0;
  const end = events.subscribe(() => {
    heard++;
    end();
  });
  events.publish([events.append(event), events.append(event)]);
  assert.equal(heard, 1);
});

log('a listener that fails is not the failure of the change, and the others hear of it', () => {
  const events = new EventLog();
  const heard: number[] = [];
  const warned: unknown[] = [];
  const { emitWarning } = process;
  process.emitWarning = ((warning: unknown) => warned.push(warning)) as typeof process.emitWarning;
  try {
    events.subscribe(() => {
      throw new Error('told badly');
    });
    events.subscribe((one) => heard.push(one.number));
    events.publish([events.append(event), events.append(event)]);
  } finally {
    process.emitWarning = emitWarning;
  }
  assert.deepEqual(heard, [1, 2]);
  assert.match(String(warned[0]), /told badly/);
});

log.run();
