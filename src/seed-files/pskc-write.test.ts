// What is written as PSKC is read back; sealed unless asked in clear by name.
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { test } from 'uvu';
import { foreignCharacter, invisibleCharacter, ruinedSerial, seedLikeness } from '../serials/index.js';
import {
  type PskcProtection,
  type ReadOptions,
  readSeedFile,
  SeedFileError,
  type SeedRecord,
  writePskc,
} from './index.js';

const position = { record: 1, line: 1, column: 1 };
const records: readonly SeedRecord[] = [
  {
    serial: '3315511111',
    manufacturer: 'OneSpan & Söhne <"test">',
    model: 'GO 7',
    issuer: 'ACME',
    label: "Zoë's",
    type: 'totp',
    algorithm: 'sha256',
    digits: 8,
    periodSeconds: 32,
    t0Seconds: 17,
    driftSteps: -3,
    startDate: '2026-01-01T00:00:00Z',
    expiryDate: '2031-01-01T00:00:00Z',
    secret: Uint8Array.from({ length: 32 }, (_, i) => i * 3),
    position,
  },
  {
    serial: '0002',
    type: 'hotp',
    algorithm: 'sha1',
    digits: 6,
    counter: 837_830_147,
    secret: new Uint8Array(20).fill(7),
    position,
  },
];
const bare = ({ position: _, ...rest }: SeedRecord): unknown => rest;
const iterations = 1000;

const ways: readonly (readonly [string, PskcProtection, ReadOptions])[] = [
  ['in clear', { plain: true }, {}],
  ['under a password, AES-128', { password: 'Grüße 1', iterations }, { password: 'Grüße 1' }],
  ['under a password, AES-256', { password: 'x', cipher: 'aes256-cbc', iterations }, { password: 'x' }],
  ...([16, 24, 32] as const).map((bytes): readonly [string, PskcProtection, ReadOptions] => {
    const key = new Uint8Array(bytes).fill(bytes);
    return [`under a key of ${bytes} bytes`, { key }, { key }];
  }),
];

for (const [way, protection, options] of ways)
  test(`${way}: read back field by field`, async () => {
    const text = await writePskc(records, protection);
    const back = await readSeedFile(Buffer.from(text), options);
    assert.deepEqual(back.records.map(bare), records.map(bare));
    assert.ok(back.report.every(({ notes }) => notes.every((note) => /read as T0/.test(note))));
    const inClear = Buffer.from(records[1]!.secret).toString('base64');
    assert.equal(text.includes(inClear), 'plain' in protection);
  });

test('two exports of the same records share no ciphertext', async () => {
  const values = async (): Promise<string[]> =>
    [...(await writePskc(records, { key: new Uint8Array(16) })).matchAll(/<xenc:CipherValue>(.*?)</g)].map(
      (found) => found[1]!,
    );
  const [a, b] = [await values(), await values()];
  assert.equal(a.length, 3);
  assert.equal(new Set([...a, ...b]).size, 6);
});

test('an export without a decision, with a weak one or of nothing is refused', async () => {
  const cases: readonly (readonly [readonly SeedRecord[], unknown, RegExp])[] = [
    [records, {}, /needs a password, a key of 16, 24 or 32 bytes, or to be asked for in clear by name/],
    [records, { plain: false }, /in clear by name/],
    [records, { key: new Uint8Array(8) }, /16, 24 or 32/],
    [records, { password: '' }, /password is empty/],
    [records, { password: 'x', iterations: 1 }, /1000 to 10000000 iterations/],
    [[], { plain: true }, /no record/],
    [[{ ...records[0]!, label: 'a\u0001' }], { plain: true }, /control character U\+0001/],
  ];
  for (const [some, protection, message] of cases)
    await assert.rejects(writePskc(some, protection as PskcProtection), (error: unknown) => {
      assert.ok(error instanceof SeedFileError);
      assert.match(error.message, message);
      return true;
    });
});

test('property: any record goes there and back', async () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((s) => s.trim() === s && foreignCharacter(s) === undefined && !/[\ufffe\uffff]/.test(s))
    .filter((s) => invisibleCharacter(s) === undefined && seedLikeness(s) === undefined)
    .filter((s) => ruinedSerial(s) === undefined);
  const any = fc.record({
    serial: name,
    issuer: name,
    label: name,
    secret: fc.uint8Array({ minLength: 1, maxLength: 64 }).map((bytes) => new Uint8Array(bytes)),
    algorithm: fc.constantFrom('sha1' as const, 'sha256' as const, 'sha512' as const),
    digits: fc.integer({ min: 6, max: 8 }),
    counter: fc.maxSafeNat().map((counter) => Math.max(0, counter - 1_000_000)),
  });
  const fields = {
    serial: 'a',
    issuer: 'b',
    secret: Uint8Array.of(0),
    algorithm: 'sha1' as const,
    digits: 6,
  };
  // Of a million, the ones that readers take for something else.
  const odd = ['\ufffd', '\u00a0', '\u200d'].map(
    (one) =>
      [{ ...fields, counter: 0, label: `a${one}b` }] as [
        typeof any extends fc.Arbitrary<infer T> ? T : never,
      ],
  );
  await fc.assert(
    fc.asyncProperty(any, async (fields) => {
      const record: SeedRecord = { ...fields, type: 'hotp', position };
      const key = new Uint8Array(32).fill(1);
      const { records: back } = await readSeedFile(Buffer.from(await writePskc([record], { key })), { key });
      assert.deepEqual(back.map(bare), [bare(record)]);
    }),
    { seed: Number(process.env.FOBLAB_SEED), numRuns: 200, examples: odd },
  );
});

test.run();
