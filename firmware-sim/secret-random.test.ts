import * as assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { suite } from 'uvu';
import { SecretRandom } from './secret-random.js';

const random = suite('secret random');

random('it is HMAC-SHA-256 in counter mode, as another implementation of it says', () => {
  const block = (seed: string, label: string, number: number) =>
    createHmac('sha256', Buffer.from(seed, 'utf16le').swap16())
      .update(Buffer.of(0, 0, 0, number))
      .update(Buffer.from(label, 'utf16le').swap16())
      .digest();
  const drawn = new SecretRandom('42', 'fob');
  for (const number of [1, 2, 3])
    for (let at = 0; at < 32; at += 4)
      assert.equal(drawn.nextUint32(), block('42', 'fob', number).readUInt32BE(at));
});

random('another seed, another label and another cut between them give other draws', () => {
  const first = ([seed, label]: readonly [string, string]) => new SecretRandom(seed, label).nextUint32();
  const pairs = [
    ['42', 'fob'],
    ['43', 'fob'],
    ['42', 'fop'],
    ['42f', 'ob'],
    ['', '42fob'],
    ['4', '2fob'],
  ] as const;
  assert.equal(new Set(pairs.map(first)).size, pairs.length);
  assert.equal(first(['42', 'fob']), first(['42', 'fob']));
});

random.run();
