import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';
import { readCommandLine } from '../../cli/command-line.js';
import { parseIsoTime } from '../../contract/iso-time.js';

const audit = suite('audit');
let bench: PausedBench;
let serial: string;
audit.before.each(async () => {
  bench = pausedBench();
  serial = String((await bench.run('fob.add', { model: 'onespan/digipass-go7' })).serial);
  await bench.run('credential.enroll', { fob: serial });
});
audit.after.each(() => bench.close());

const verified = (checkpoints: string) => bench.run('audit.verify', { checkpoints });

audit('a kept checkpoint vouches for the log, and one of another log does not', async () => {
  const kept = JSON.stringify(await bench.run('audit.checkpoint'));
  assert.equal((await verified(`${kept}\n\n`)).status, 'valid');
  const other = pausedBench();
  try {
    const { serial } = await other.run('fob.add', { model: 'onespan/digipass-go7' });
    await other.run('credential.enroll', { fob: serial, reason: 'another one' });
    const report = await other.run('audit.verify', { checkpoints: kept });
    assert.equal(report.status, 'invalid');
    assert.match(JSON.stringify(report.firstBad), /another record 1/);
    assert.equal(operationNamed('audit.verify').refused!(report), true, 'which is exit 1');
  } finally {
    await other.close();
  }
});

audit('a checkpoint of more records than there are: the log was cut', async () => {
  const { seq, ...rest } = await bench.run('audit.checkpoint');
  const report = await verified(JSON.stringify({ ...rest, seq: Number(seq) + 9 }));
  assert.equal(report.status, 'invalid');
  assert.match(JSON.stringify(report.firstBad), /signs 10 records, but the log ends after 2/);
});

audit('what is no checkpoint is named by its line', async () => {
  const good = JSON.stringify(await bench.run('audit.checkpoint'));
  const without = (field: string) => JSON.stringify({ ...JSON.parse(good), [field]: undefined });
  for (const [text, says] of [
    ['', /there is none/],
    ['\n \n', /there is none/],
    [`${good}\nnope`, /line 2: it is not JSON/],
    [`${good}\n\n[1]`, /line 3: it is not a JSON object/],
    ['null', /line 1: it is not a JSON object/],
    [without('seq'), /line 1: its seq/],
    [good.replace(/"seq":1/, '"seq":-1'), /its seq/],
    [good.replace(/"seq":1/, '"seq":1.5'), /its seq/],
    [good.replace(/"hash":"../, '"hash":"zz'), /its hash/],
    [without('at'), /its at/],
    [good.replace(/"at":"2/, '"at":"x'), /its at/],
    [without('keyId'), /its keyId/],
    [without('signature'), /its signature/],
  ] as const)
    await assert.rejects(verified(text), says, text);
});

audit('a checkpoint in the form of version 1 is read too', async () => {
  const { seq, at, ...rest } = await bench.run('audit.checkpoint');
  const old = { sequence: seq, timeUs: parseIsoTime(String(at)), ...rest };
  assert.equal((await verified(JSON.stringify(old))).status, 'valid');
});

audit('the command line reads them from a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-kept-'));
  try {
    const file = join(folder, 'checkpoints.ndjson');
    writeFileSync(file, `${JSON.stringify(await bench.run('audit.checkpoint'))}\n`);
    const { arguments: given } = readCommandLine(operationNamed('audit.verify'), ['--checkpoints', file]);
    assert.equal((await bench.run('audit.verify', given)).status, 'valid');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

audit.run();
