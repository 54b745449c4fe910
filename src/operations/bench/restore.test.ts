// What a snapshot may bring onto a bench: the fobs that were there, and nothing that no fob could be called.
import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { pausedBench } from '../../../test/operations/paused-bench.js';

const restoring = suite('restore');
let root = '';
restoring.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-restore-'));
});
restoring.after.each(() => rmSync(root, { recursive: true }));

interface Snapshot {
  fobs: { label: string; fob: { serial: string } }[];
}

async function snapshotOf(model: string, serial: string): Promise<Snapshot> {
  const bench = pausedBench();
  try {
    await bench.run('fob.add', { model, serial });
    return (await bench.run('bench.snapshot', { withSecrets: true })) as unknown as Snapshot;
  } finally {
    await bench.close();
  }
}

async function restored(snapshot: Snapshot): Promise<string> {
  const file = join(root, 'snapshot.json');
  writeFileSync(file, JSON.stringify(snapshot));
  const bench = pausedBench();
  try {
    await bench.run('bench.restore', { file: readFileSync(file) });
    const { fobs } = (await bench.run('fob.list')) as unknown as { fobs: { serial: string }[] };
    return fobs[0]!.serial;
  } finally {
    await bench.close();
  }
}

restoring('a serial that no fob of the model has is refused, a path above all', async () => {
  for (const serial of ['../../pwn', '..', 'a\\b', 'A\u009b31mB', 'A\u202eB', 'x'.repeat(129)]) {
    const snapshot = await snapshotOf('onespan/digipass-go7', '3315511111');
    snapshot.fobs[0]!.fob.serial = serial;
    await assert.rejects(
      restored(snapshot),
      /is no serial of onespan\/digipass-go7, which has exactly 10 digits/,
    );
  }
});

restoring('a label is one that could have been written', async () => {
  for (const label of ['A\u009b31mB', 'A\u001b]0;x\u0007', 'x'.repeat(257)]) {
    const snapshot = await snapshotOf('onespan/digipass-go7', '3315511111');
    snapshot.fobs[0]!.label = label;
    await assert.rejects(restored(snapshot), /fobs\[0\] has a label of over 256 characters or with control/);
  }
});

restoring('fobs go to a fresh bench, twins out of a seed file among them', async () => {
  assert.equal(await restored(await snapshotOf('onespan/digipass-go7', '3315511111')), '3315511111');
  const csv = join(root, 'tokens.csv');
  for (const serial of ['tok1', '__proto__', 'anna@bank.example']) {
    writeFileSync(
      csv,
      `serial,hexkey,type,digits,step\n${serial},3132333435363738393031323334353637383930,totp,6,30\n`,
    );
    const bench = pausedBench();
    try {
      await bench.run('fob.add-from', { from: readFileSync(csv) });
      const snapshot = await bench.run('bench.snapshot', { withSecrets: true });
      assert.equal(await restored(snapshot as unknown as Snapshot), serial);
    } finally {
      await bench.close();
    }
  }
});

restoring(
  'a label with a character that does something to a terminal is refused where it is written',
  async () => {
    const bench = pausedBench();
    try {
      const model = 'onespan/digipass-go7';
      for (const label of ['A\u009bB', 'A\u202eB', 'A\u2028B']) {
        await assert.rejects(
          bench.run('fob.add', { model, label }),
          /label: it has the control character U\+/,
        );
        await bench.run('fob.add', { model, serial: '3315511111' });
        await assert.rejects(
          bench.run('fob.label', { fob: '3315511111', label }),
          /label: it has the control/,
        );
        await bench.run('fob.remove', { fob: '3315511111' });
      }
    } finally {
      await bench.close();
    }
  },
);

restoring.run();
