// Debian's pskctool and python3-pskc read what we write, and we read what python3-pskc writes.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { readSeedFile, type SeedRecord, writePskc } from '../../src/seed-files/index.js';
import { tableLayouts } from '../seed-files/table-layouts.js';
import { skip } from '../skip.js';

const judges = suite('seed files before outside judges');
const position = { record: 1, line: 1, column: 1 };
const records: readonly SeedRecord[] = [
  {
    serial: '3315511111',
    manufacturer: 'oath.XX',
    model: 'GO 7',
    issuer: 'ACME & Sons',
    label: 'Zoë',
    type: 'totp',
    algorithm: 'sha256',
    digits: 8,
    periodSeconds: 32,
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
const hexOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');

let folder = '';
judges.before(() => {
  folder = mkdtempSync(join(tmpdir(), 'foblab-seed-files-'));
});
judges.after(() => rmSync(folder, { recursive: true, force: true }));

function written(text: string): string {
  const path = join(folder, 'tokens.xml');
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

function run(program: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8' });
  assert.equal(status, 0, `${program}: ${stderr}`);
  return stdout;
}

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;

/** What is read of each layout of a table, named and dated too: more than 1000, so that a key takes one line. */
async function manyRecords(): Promise<SeedRecord[]> {
  const read: SeedRecord[] = [];
  for (const { text, defaults } of tableLayouts)
    read.push(...(await readSeedFile(Buffer.from(text), defaults === undefined ? {} : { defaults })).records);
  return Array.from({ length: 1001 }, (_, i) => ({
    ...read[i % read.length]!,
    serial: `T${i}`,
    issuer: `Issuer <${i}>`,
    label: `Zoë "${i}"`,
    expiryDate: '9999-12-31T23:59:59Z',
  }));
}

if (has('pskctool', '--version')) {
  judges('pskctool validates and reads an export of every layout, a line a key', async () => {
    const many = await manyRecords();
    const path = written(await writePskc(many, { plain: true }));
    assert.match(run('pskctool', ['--validate', path]), /OK/);
    const told = run('pskctool', ['--info', '--strict', path]);
    const values = (name: string): string[] =>
      [...told.matchAll(new RegExp(`${name}: (.*)`, 'g'))].map((found) => found[1]!);
    assert.deepEqual(
      values('SerialNo'),
      many.map(({ serial }) => serial),
    );
    assert.deepEqual(
      values('Key Secret \\(base64\\)'),
      many.map(({ secret }) => Buffer.from(secret).toString('base64')),
    );
    assert.deepEqual(
      values('Issuer'),
      many.map(({ issuer }) => issuer),
    );
    assert.deepEqual(
      values('Key Counter').map(Number),
      many.flatMap(({ counter }) => (counter === undefined ? [] : [counter])),
    );
    assert.deepEqual(
      values('Key TimeInterval').map(Number),
      many.flatMap(({ periodSeconds }) => (periodSeconds === undefined ? [] : [periodSeconds])),
    );
  });

  judges('pskctool validates our plain PSKC against its schema', async () => {
    const path = written(await writePskc(records, { plain: true }));
    assert.match(run('pskctool', ['--validate', path]), /OK/);
  });

  judges('pskctool reads our plain PSKC', async () => {
    const told = run('pskctool', ['--info', '--strict', written(await writePskc(records, { plain: true }))]);
    for (const line of [
      /SerialNo: 3315511111/,
      /Algorithm: urn:ietf:params:xml:ns:keyprov:pskc:totp/,
      /Response Format Length: 8/,
      /Key TimeInterval: 32/,
      // libpskc prints the signed drift as 32 bits without a sign: this is −3.
      /Key TimeDrift: 4294967293/,
      /SerialNo: 0002/,
      /Key Counter: 837830147/,
      new RegExp(`Key Secret \\(base64\\): ${Buffer.from(records[1]?.secret ?? []).toString('base64')}`),
    ])
      assert.match(told, line);
  });
} else skip(judges, 'pskctool reads our plain PSKC', 'no pskctool here (Debian package pskctool)');

/** Reads a file with python3-pskc and prints what it found, a line a key. */
const pythonReads = `
import sys, json
from pskc import PSKC
pskc = PSKC(sys.argv[1])
if sys.argv[2] == 'password': pskc.encryption.derive_key(sys.argv[3])
elif sys.argv[2] == 'key': pskc.encryption.key = bytes.fromhex(sys.argv[3])
for key in pskc.keys:
    assert key.check() in (True, None)
    print(json.dumps([key.serial, key.secret.hex(), key.algorithm.split(':')[-1], key.response_length, key.counter,
                      key.time_interval, key.time_drift, key.algorithm_suite, key.issuer, key.friendly_name,
                      str(key.policy.expiry_date), key.check()]))
`;

/** Writes two keys with python3-pskc, sealed as asked. */
const pythonWrites = `
import sys
from pskc import PSKC
pskc = PSKC()
pskc.add_key(id='1', serial='p1', manufacturer='Py', secret=bytes(range(20)), algorithm='totp', response_length=6,
             response_encoding='DECIMAL', time_interval=60, algorithm_suite='HMAC-SHA256')
pskc.add_key(id='2', serial='p2', secret=bytes(range(24)), algorithm='hotp', response_length=8,
             response_encoding='DECIMAL', counter=12345)
for key in pskc.keys: key.algorithm = 'urn:ietf:params:xml:ns:keyprov:pskc:' + key.algorithm
fields = ['secret', 'counter'] if sys.argv[4] == 'fields' else ['secret']
if sys.argv[1] == 'password': pskc.encryption.setup_pbkdf2(sys.argv[2], iterations=2000, algorithm=sys.argv[3], fields=fields,
                                                           prf=sys.argv[5] or None)
elif sys.argv[1] == 'key': pskc.encryption.setup_preshared_key(key=bytes.fromhex(sys.argv[2]), algorithm=sys.argv[3], fields=fields)
pskc.write(sys.stdout.buffer)
`;

// The distribution's own Python: only that one sees Debian's packages.
const python = '/usr/bin/python3';
if (has(python, '-c', 'import pskc')) {
  const key = new Uint8Array(32).fill(0x5a);
  for (const [what, protection, args] of [
    ['in clear', { plain: true }, ['plain', '']],
    ['AES-128 under a password', { password: 'Grüße 1', iterations: 5000 }, ['password', 'Grüße 1']],
    [
      'AES-256 under a password',
      { password: 'x', cipher: 'aes256-cbc', iterations: 5000 },
      ['password', 'x'],
    ],
    ['AES-256 under a key', { key }, ['key', hexOf(key)]],
  ] as const)
    judges(`python3-pskc reads our PSKC, ${what}, and finds its MACs good`, async () => {
      const path = written(await writePskc(records, protection));
      const keys = run(python, ['-c', pythonReads, path, ...args])
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown[]);
      const checked = true;
      const [totp, hotp] = records;
      assert.deepEqual(keys, [
        [
          '3315511111',
          hexOf(totp?.secret),
          'totp',
          8,
          null,
          32,
          -3,
          'HMAC-SHA256',
          'ACME & Sons',
          'Zoë',
          '2031-01-01 00:00:00+00:00',
          checked,
        ],
        ['0002', hexOf(hotp?.secret), 'hotp', 6, 837_830_147, null, null, null, null, null, 'None', checked],
      ]);
    });

  judges('python3-pskc reads an export of every layout under a key, and finds its MACs good', async () => {
    const many = await manyRecords();
    const path = written(await writePskc(many, { key }));
    const keys = run(python, ['-c', pythonReads, path, 'key', hexOf(key)])
      .trim()
      .split('\n');
    assert.deepEqual(
      keys.map((line) => JSON.parse(line) as unknown[]),
      many.map((record) => [
        record.serial,
        hexOf(record.secret),
        record.type,
        record.digits,
        record.counter ?? null,
        record.periodSeconds ?? null,
        null,
        record.algorithm === 'sha1' ? null : `HMAC-${record.algorithm.toUpperCase()}`,
        record.issuer,
        record.label,
        '9999-12-31 23:59:59+00:00',
        true,
      ]),
    );
  });

  const ciphers = [
    ['aes128-cbc', 16],
    ['aes192-cbc', 24],
    ['aes256-cbc', 32],
    ['tripledes-cbc', 24],
    ['kw-aes128', 16],
    ['kw-aes256', 32],
    ['kw-tripledes', 24],
  ] as const;
  for (const [cipher, bytes] of ciphers)
    judges(`we read what python3-pskc seals with ${cipher}`, async () => {
      const secret = new Uint8Array(bytes).fill(0x33).map((byte, i) => byte ^ i);
      // Key wrap takes whole blocks only: 20 bytes are none.
      const wraps = cipher.startsWith('kw');
      const script = wraps ? pythonWrites.replace('bytes(range(20))', 'bytes(range(24))') : pythonWrites;
      const text = run(python, ['-c', script, 'key', hexOf(secret), cipher, wraps ? '' : 'fields', '']);
      await expectPythonFile(text, { key: secret }, wraps ? 24 : 20);
    });
  for (const prf of ['', 'hmac-sha256', 'hmac-sha512'])
    judges(`we read what python3-pskc seals under a password, PRF ${prf || 'by default'}`, async () => {
      const text = run(python, ['-c', pythonWrites, 'password', 'qwerty', 'aes128-cbc', '', prf]);
      await expectPythonFile(text, { password: 'qwerty' }, 20);
    });
} else
  skip(judges, 'python3-pskc and we read each other', 'no python3-pskc here (Debian package python3-pskc)');

async function expectPythonFile(
  text: string,
  options: { key?: Uint8Array; password?: string },
  bytes: number,
): Promise<void> {
  const { records: found } = await readSeedFile(Buffer.from(text), options);
  assert.deepEqual(
    found.map(({ position: _, ...record }) => record),
    [
      {
        serial: 'p1',
        manufacturer: 'Py',
        type: 'totp',
        algorithm: 'sha256',
        digits: 6,
        periodSeconds: 60,
        secret: range(bytes),
      },
      { serial: 'p2', type: 'hotp', algorithm: 'sha1', digits: 8, counter: 12_345, secret: range(24) },
    ],
  );
}

function range(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i);
}

judges.run();
