// What an import brings along comes out of an export again, or the export says what the format has no place for.
import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { pausedBench } from '../../../test/operations/paused-bench.js';
import { bytesContent } from '../../contract/content.js';
import { readSeedFile, type SeedRecord, writePskc } from '../../seed-files/index.js';

const position = { record: 1, line: 1, column: 1 };
const full: SeedRecord = {
  serial: '3315511111',
  manufacturer: 'Contoso',
  model: 'Key 7',
  issuer: 'ACME & Sons',
  label: 'Zoë',
  secret: Uint8Array.from({ length: 20 }, (_, i) => i + 1),
  type: 'totp',
  algorithm: 'sha256',
  digits: 8,
  periodSeconds: 60,
  driftSteps: -3,
  startDate: '2026-01-01T00:00:00Z',
  expiryDate: '9999-12-31T23:59:59Z',
  position,
};
const bare: SeedRecord = {
  serial: 'H1',
  secret: full.secret,
  type: 'hotp',
  algorithm: 'sha1',
  digits: 6,
  counter: 7,
  position,
};
const plainOf = ({ position: _, ...record }: SeedRecord): unknown => record;

test('PSKC in, PSKC out: every field is there again', async () => {
  const bench = pausedBench();
  try {
    const file = bytesContent(Buffer.from(await writePskc([full, bare], { plain: true })), 'tokens.xml');
    await bench.run('seed-file.import', { file });
    const { file: written, notes } = await bench.run('seed-file.export', { plain: true });
    assert.deepEqual(notes, []);
    const { records } = await readSeedFile(Buffer.from(written as string));
    assert.deepEqual(records.map(plainOf), [full, bare].map(plainOf));
    const { credential } = (await bench.run('credential.show', { serial: '33-1551111-1' })) as {
      credential: Record<string, unknown>;
    };
    assert.equal(credential.issuer, 'ACME & Sons');
    assert.equal(credential.label, 'Zoë');
  } finally {
    await bench.close();
  }
});

test('a format says what it has no place for, and a state that no format has is named', async () => {
  const bench = pausedBench();
  try {
    const file = bytesContent(Buffer.from(await writePskc([full, bare], { plain: true })), 'tokens.xml');
    await bench.run('seed-file.import', { file });
    const notes = async (format: string) =>
      (await bench.run('seed-file.export', { plain: true, format })).notes as string[];
    assert.deepEqual(await notes('csv'), [
      'a CSV has no place for: manufacturer (1 record), model (1 record), issuer (1 record), name (1 record), start date (1 record), expiry date (1 record), drift (1 record)',
    ]);
    assert.deepEqual(await notes('otpauth'), [
      'an otpauth URI has no place for: manufacturer (1 record), model (1 record), name (1 record), start date (1 record), expiry date (1 record), drift (1 record)',
    ]);
    await bench.run('credential.lost', { serial: 'H1' });
    assert.match((await notes('pskc'))[0]!, /^1 credential is not active/);
  } finally {
    await bench.close();
  }
});

test('a simulated twin keeps the name, and says what it does not keep', async () => {
  const bench = pausedBench();
  try {
    const from = bytesContent(Buffer.from(await writePskc([full], { plain: true })), 'tokens.xml');
    const { notes } = await bench.run('fob.add-from', { from });
    assert.deepEqual(notes, [
      'a simulated fob has no place for: issuer (1 record), start date (1 record), expiry date (1 record)',
    ]);
    const { file } = await bench.run('seed-file.export', { plain: true, of: 'fobs' });
    assert.equal((await readSeedFile(Buffer.from(file as string))).records[0]!.label, 'Zoë');
  } finally {
    await bench.close();
  }
});

test.run();
