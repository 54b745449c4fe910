import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { findModel, type PushDatasheet, toAppModel } from '../devices/index.js';
import { FobError } from './fob-port.js';
import { PushFob } from './push-fob.js';

const model = toAppModel(findModel('idme/push') as PushDatasheet);
const start = 1_767_225_600_000_000;
const S = 1e6;
const app = (): PushFob => PushFob.create({ serial: 'push-1', model, timeUs: start });
const refused = (run: () => unknown, code: string, expected: RegExp): void =>
  assert.throws(
    run,
    (error: Error) => error instanceof FobError && error.code === code && expected.test(error.message),
  );

test('a request is on the screen until it is answered', () => {
  const fob = app();
  assert.deepEqual(
    [fob.view(start).state, fob.view(start).text, fob.nextWakeUs()],
    ['asleep', '', undefined],
  );
  assert.deepEqual(fob.ask(start, { id: 'a', text: 'Sign in?', expirySeconds: 60 }), [
    { timeUs: start, kind: 'push-asked', detail: { id: 'a', seconds: 60 } },
  ]);
  assert.deepEqual([fob.view(start).state, fob.view(start).text], ['showing', 'Sign in?']);
  assert.equal(fob.nextWakeUs(), start + 60 * S);
  const { request, events } = fob.answer(start + S, 'approved');
  assert.deepEqual(events, [
    { timeUs: start + S, kind: 'push-answered', detail: { id: 'a', answer: 'approved' } },
  ]);
  assert.equal(request.answer, 'approved');
  assert.equal(fob.view(start + S).state, 'asleep');
  assert.equal(fob.nextWakeUs(), undefined, 'an answered request does not expire');
});

test('a long text is cut on the screen and whole in the list', () => {
  const fob = app();
  const text = '🔑'.repeat(100);
  fob.ask(start, { id: 'a', text, expirySeconds: 60 });
  assert.equal(fob.view(start).text, `${'🔑'.repeat(47)}…`);
  assert.equal(fob.requests(start)[0]!.text, text);
});

test('each expiry is an event at its own time, however late a caller asks', () => {
  const fob = app();
  fob.ask(start, { id: 'a', text: '', expirySeconds: 60 });
  fob.ask(start + S, { id: 'b', text: '', expirySeconds: 30 });
  assert.equal(fob.view(start + S).text, 'a', 'a request without a text shows its id');
  assert.deepEqual(
    fob
      .advanceTo(start + 3600 * S)
      .map(({ timeUs, kind, detail }) => [(timeUs - start) / S, kind, detail.id]),
    [
      [31, 'push-expired', 'b'],
      [60, 'push-expired', 'a'],
    ],
  );
  assert.deepEqual(fob.advanceTo(start + 7200 * S), []);
  refused(() => fob.answer(start + 7200 * S, 'approved', 'a'), 'conflict', /"a" is expired/);
});

test('text with control characters is refused', () => {
  for (const text of ['\u001b[2J', 'a\nb', '\u202egnirts', 'x'.repeat(201)])
    for (const request of [
      { id: 'a', text },
      { id: text, text: '' },
    ])
      refused(() => app().ask(start, { ...request, expirySeconds: 60 }), 'out-of-range', /control character/);
});

test('a change of a part that it does not have is refused by name', () => {
  const fob = app();
  const before = JSON.stringify(fob.snapshot());
  refused(() => fob.press(), 'unsupported', /push-1 \(idme\/push\) shows no codes/);
  refused(() => fob.hold(), 'unsupported', /no button/);
  refused(() => fob.age(), 'unsupported', /nothing in it that ages/);
  refused(() => fob.setDrift(), 'unsupported', /no crystal/);
  refused(() => fob.setBatteryPercent(), 'unsupported', /no battery/);
  refused(() => fob.setTemperature(), 'unsupported', /no crystal/);
  refused(() => fob.setFault(), 'unsupported', /no parts/);
  refused(() => fob.setOffset(start, 9e15), 'out-of-range', /clock would read/);
  assert.equal(JSON.stringify(fob.snapshot()), before);
  assert.deepEqual([fob.faults(), fob.selfTest(), fob.seed()], [[], 0, undefined]);
  fob.setOffset(start, -90 * S);
  assert.deepEqual(fob.clock(start), { fobTimeUs: start - 90 * S, offsetUs: -90 * S, driftPpm: 0 });
});

test('an edited snapshot is refused with the field by name', () => {
  const fob = app();
  fob.ask(start, { id: 'a', text: 'Sign in?', expirySeconds: 60 });
  const good = fob.snapshot();
  const state = good.state as { requests: Record<string, unknown>[] };
  for (const [wrong, expected] of [
    [{ ...good, schema: 'foblab.push/2' }, /schema "foblab\.push\/2" given/],
    [{ ...good, vault: 'x' }, /vault/],
    [{ ...good, model: { ...model, soft: 1 } }, /model\.soft/],
    [{ ...good, state: null }, /state is not an object/],
    [{ ...good, state: { ...state, settledUs: '0' } }, /state\.settledUs/],
    [
      { ...good, state: { ...state, requests: [{ ...state.requests[0], answer: 'maybe' }] } },
      /requests\[0\]\.answer/,
    ],
    [
      { ...good, state: { ...state, requests: [{ ...state.requests[0], text: '\u001b' }] } },
      /requests\[0\]\.text/,
    ],
    [{ ...good, state: { ...state, requests: Array(51).fill(state.requests[0]) } }, /a list of 0 to 50/],
  ] as const)
    assert.throws(() => PushFob.restore(wrong as typeof good), expected);
  assert.deepEqual(PushFob.restore(good).snapshot(), good);
});

test.run();
