// The chain's link, held against its definition spelled out with node:crypto.
import * as assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'uvu';
import { auditOf, startUs } from '../../test/contract/store-samples.js';
import { encodeAudit } from './audit-encoding.js';
import { auditGenesis, linkAudit, linkRecord } from './audit-link.js';

function spelledOut(previous: Uint8Array, sequence: number, record: Uint8Array): string {
  const position = Buffer.alloc(8);
  position.writeBigUInt64BE(BigInt(sequence));
  return createHash('sha256')
    .update('foblab audit 1\n')
    .update(previous)
    .update(position)
    .update(record)
    .digest('hex');
}

test('a link is SHA-256 over domain, previous hash, sequence and record, whatever their sizes', () => {
  for (const length of [0, 1, 100, 968, 969, 970, 5000])
    for (const sequence of [1, 255, 256, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
      const previous = new Uint8Array(32).map((_, at) => at * 7 + length);
      const record = new Uint8Array(length).map((_, at) => at);
      const link = linkRecord(previous, sequence, record);
      assert.equal(Buffer.from(link).toString('hex'), spelledOut(previous, sequence, record));
    }
});

test('a link is bytes of its own: the next one does not change it', () => {
  const first = linkAudit(auditGenesis, 1, auditOf('a', 'verify'));
  const copy = Uint8Array.from(first);
  linkAudit(first, 2, auditOf('b', 'verify', { reason: 'ü'.repeat(3000) }));
  assert.deepEqual(first, copy);
  const record = encodeAudit(auditOf('a', 'verify', { timeUs: startUs }));
  const kept = Uint8Array.from(record);
  encodeAudit(auditOf('other', 'something else'));
  assert.deepEqual(record, kept);
});

test.run();
