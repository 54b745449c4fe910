import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { decodeAudit, encodeAudit } from './audit-encoding.js';
import type { AuditEntry } from './store.js';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const entry: fc.Arbitrary<AuditEntry> = fc.record(
  {
    timeUs: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    credentialId: text,
    event: text,
    outcome: text,
    actor: text,
    reason: text,
    requestId: fc.option(text),
    detail: fc.array(fc.tuple(text, text), { maxLength: 4 }),
  },
  { noNullPrototype: true },
);

test('a record survives its canonical form', () => {
  fc.assert(fc.property(entry, (given) => assert.deepEqual(decodeAudit(encodeAudit(given)), given)));
});

test('D14: two different records never share a canonical form', () => {
  const a = {
    timeUs: 1,
    credentialId: 'a',
    event: 'b,c',
    outcome: 'd',
    actor: '',
    reason: '',
    requestId: null,
  };
  const b = { ...a, event: 'b', outcome: 'c,d' };
  assert.notDeepEqual(encodeAudit({ ...a, detail: [] }), encodeAudit({ ...b, detail: [] }));
  assert.notDeepEqual(encodeAudit({ ...a, requestId: '', detail: [] }), encodeAudit({ ...a, detail: [] }));
  assert.notDeepEqual(
    encodeAudit({ ...a, detail: [['x', 'yz']] }),
    encodeAudit({ ...a, detail: [['xy', 'z']] }),
  );
  fc.assert(
    fc.property(entry, entry, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      assert.equal(Buffer.compare(encodeAudit(one), encodeAudit(other)) === 0, same);
    }),
  );
});

test('altered bytes are refused with a RangeError, or read as another record, never worse', () => {
  fc.assert(
    fc.property(entry, fc.nat(), fc.integer({ min: 1, max: 255 }), fc.nat(), (given, at, flip, cut) => {
      const bytes = encodeAudit(given);
      bytes[at % bytes.length]! ^= flip;
      const broken = bytes.subarray(0, bytes.length - (cut % 3));
      try {
        decodeAudit(broken);
      } catch (error) {
        assert.ok(error instanceof RangeError, String(error));
      }
    }),
  );
});

test.run();
