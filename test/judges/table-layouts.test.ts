// Each layout of a table goes in, its tokens accept what oathtool computes, and what is exported is read back alike.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite } from 'uvu';
import { readSeedFile, type SeedRecord, writeCsv, writePskc } from '../../src/seed-files/index.js';
import { createMemoryStore, createVerifier, developmentKeyring } from '../../src/verification/index.js';
import { tableLayouts } from '../seed-files/table-layouts.js';
import { skip } from '../skip.js';

const judges = suite('layouts of tables before oathtool');
const atSeconds = 1_767_225_600;

/** The code that oathtool shows for a record. The key goes in by standard input. */
function oathtool({ type, algorithm, digits, periodSeconds, counter, secret }: SeedRecord): string {
  const kind =
    type === 'totp'
      ? [`--totp=${algorithm}`, `--now=@${atSeconds}`, `--time-step-size=${periodSeconds}s`]
      : ['--hotp', `--counter=${counter}`];
  const { status, stdout, stderr } = spawnSync('oathtool', [...kind, `--digits=${digits}`, '-'], {
    input: Buffer.from(secret).toString('hex'),
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

if (spawnSync('oathtool', ['--version']).status === 0)
  for (const { who, text, defaults, wanted } of tableLayouts)
    judges(who, async () => {
      const { records } = await readSeedFile(Buffer.from(text), defaults === undefined ? {} : { defaults });
      assert.equal(records.length, wanted.length);
      const verifier = createVerifier({ store: createMemoryStore(), keyring: developmentKeyring() });
      for (const record of records) {
        await verifier.enroll({
          id: record.serial,
          seed: record.secret,
          kind: record.type,
          algorithm: record.algorithm.toUpperCase() as 'SHA1',
          digits: record.digits,
          ...(record.type === 'totp' ? { stepSeconds: record.periodSeconds! } : { counter: record.counter! }),
          atUs: atSeconds * 1e6,
          actor: 'test',
          reason: '',
        });
        const verdict = await verifier.verify({
          credentialId: record.serial,
          code: oathtool(record),
          atUs: atSeconds * 1e6,
        });
        assert.equal(verdict.outcome, 'accepted', record.serial);
        assert.equal(verdict.stepsOff, 0);
      }
      const bare = ({ position: _, ...record }: SeedRecord): unknown => record;
      const pskc = await readSeedFile(Buffer.from(await writePskc(records, { plain: true })));
      assert.deepEqual(pskc.records.map(bare), records.map(bare));
      // A CSV has no columns for names.
      const csv = await readSeedFile(Buffer.from(writeCsv(records)));
      assert.deepEqual(
        csv.records.map(bare),
        records.map(
          ({ position: _, label: __, issuer: ___, manufacturer: ____, model: _____, ...rest }) => rest,
        ),
      );
    });
else skip(judges, 'oathtool computes the codes of each layout', 'no oathtool here (Debian package oathtool)');

judges.run();
