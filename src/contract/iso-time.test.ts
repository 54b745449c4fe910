import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { isoTime, parseIsoTime } from './iso-time.js';

const iso = suite('iso time');

iso('writes milliseconds and microseconds only if there are any', () => {
  assert.equal(isoTime(1_767_225_600_000_000), '2026-01-01T00:00:00Z');
  assert.equal(isoTime(1_767_225_600_500_000), '2026-01-01T00:00:00.500Z');
  assert.equal(isoTime(1_767_225_600_000_001), '2026-01-01T00:00:00.000001Z');
  assert.equal(isoTime(-1), '1969-12-31T23:59:59.999999Z');
});

iso('reads back what it writes, to the microsecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: -3e15, max: 9e15 }), (timeUs) => {
      assert.equal(parseIsoTime(isoTime(timeUs)), timeUs);
    }),
  );
});

iso('zones, dates alone, minutes alone', () => {
  const start = 1_767_225_600_000_000;
  for (const text of [
    '2026-01-01T00:00:00Z',
    '2026-01-01',
    '2026-01-01T00:00Z',
    '2026-01-01T01:00:00+01:00',
    '2025-12-31T19:00:00-0500',
    ' 2026-01-01T00:00:00.000000Z ',
    '2026-01-01t00:00:00z',
  ])
    assert.equal(parseIsoTime(text), start, text);
});

iso('refuses a text that is no instant', () => {
  for (const text of [
    '',
    'now',
    '2026-01-01T00:00:00',
    '2026-13-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-02-29',
    '2026-01-01T25:00:00Z',
    '2026-01-01T00:61:00Z',
    '1767225600',
    '2026-1-1',
    '2026-01-01T00:00:00.1234567Z',
    '2026-01-01T00:00:00Z; rm',
  ])
    assert.equal(parseIsoTime(text), undefined, text);
});

iso.run();
