import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';
import { readCommandLine } from '../../cli/command-line.js';

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
  const { sequence, ...rest } = await bench.run('audit.checkpoint');
  const report = await verified(JSON.stringify({ ...rest, sequence: Number(sequence) + 9 }));
  assert.equal(report.status, 'invalid');
  assert.match(JSON.stringify(report.firstBad), /vouches for 10 records, but the log ends after 2/);
});

audit('what is no checkpoint is named by its line', async () => {
  const good = JSON.stringify(await bench.run('audit.checkpoint'));
  const without = (field: string) => JSON.stringify({ ...JSON.parse(good), [field]: undefined });
  for (const [text, says] of [
    ['', /there is none.*audit checkpoint --json/],
    ['\n \n', /there is none/],
    [`${good}\nnope`, /line 2: it is no JSON/],
    [`${good}\n\n[1]`, /line 3: it is no JSON object/],
    ['null', /line 1: it is no JSON object/],
    [without('sequence'), /line 1: its sequence/],
    [good.replace(/"sequence":1/, '"sequence":-1'), /its sequence/],
    [good.replace(/"sequence":1/, '"sequence":1.5'), /its sequence/],
    [good.replace(/"hash":"../, '"hash":"zz'), /its hash/],
    [without('timeUs'), /its timeUs/],
    [without('keyId'), /its keyId/],
    [without('signature'), /its signature/],
  ] as const)
    await assert.rejects(verified(text), says, text);
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
