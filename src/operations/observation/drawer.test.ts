import * as assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { type Lab, labBench } from '../../../test/operations/lab-bench.js';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { OperationError } from '../../contract/operation-error.js';
import type { ObservedFob } from '../../contract/results/drawer.js';
import type { PassportAnswer } from '../../contract/results/passport.js';
import { ObservationDatabase } from '../../host/observation-database.js';
import { reading } from '../../observations/index.js';
import { codes, prepareKey } from '../../verification/kernel/index.js';

const test = suite('the drawer');

const start = Date.UTC(2026, 0, 5, 9);
const day = 86_400_000;

/** A fob that is enrolled, and what it shows. */
interface Held {
  serial: string;
  secret: Uint8Array;
  offsetSeconds: number;
  driftPpm: number;
}

function held(serial: string, offsetSeconds: number, driftPpm: number): Held {
  const secret = new TextEncoder().encode(`secret of ${serial}`.padEnd(20, '.'));
  return { serial, secret, offsetSeconds, driftPpm };
}

/** What its LCD shows at a wall time. */
function shows({ secret, offsetSeconds, driftPpm }: Held, atMs: number): string {
  const seconds = atMs / 1000 + offsetSeconds + ((atMs - start) / 1000) * driftPpm * 1e-6;
  const out = new Int32Array(1);
  codes(prepareKey('SHA1', secret), Math.floor(seconds / 30), 1, 6, out);
  return String(out[0]).padStart(6, '0');
}

/** @param clockMs what the computer's clock lacks */
async function read(lab: Lab, fob: Held, atMs: number, clockMs = 0): Promise<void> {
  await lab.run('observation.add', {
    serial: fob.serial,
    code: shows(fob, atMs),
    at: new Date(atMs - clockMs).toISOString(),
  });
}

async function drawer(fobs: readonly Held[]): Promise<Lab> {
  const lab = labBench({ at: '2026-06-01T09:00:00Z' });
  for (const { serial, secret } of fobs) await lab.run('credential.enroll', { serial, secret });
  return lab;
}

async function list(lab: Lab, given: Record<string, unknown> = {}) {
  return (await lab.run('passport.list', given)) as unknown as {
    fobs: ObservedFob[];
    clockDoubt: { behindSeconds: number; text: string } | null;
    page: string | null;
  };
}

/** Runs what must be refused as a mistake of the command, with nothing kept. */
async function refuses(lab: Lab, serial: string, code: string, why: RegExp): Promise<void> {
  const before = (await lab.run('observation.list')).observations;
  const error = await lab.run('observation.add', { serial, code }).then(
    () => assert.fail(`${serial} ${code} was kept`),
    (failure: unknown) => failure as OperationError,
  );
  assert.ok(error instanceof OperationError, String(error));
  assert.equal(error.code, 'usage');
  assert.match(error.message, why);
  assert.deepEqual(error.remedy?.arguments?.keepAnyway, true);
  assert.deepEqual((await lab.run('observation.list')).observations, before);
}

test('a reading that looks wrong is refused, nothing is kept, and insisting keeps it', async () => {
  const lab = labBench();
  await refuses(lab, '123456', '3315511111', /fields look swapped/);
  await refuses(lab, '12345678', '3315511111', /fields look swapped/);
  await refuses(lab, 'AVT8000l2345', '123456', /letter L among its digits; the digit 1 looks the same/);
  await refuses(lab, 'AVT80OO12345', '123456', /letter O among its digits/);
  await refuses(lab, '331551111', '123456', /no model of the catalogue has such a serial/);
  await refuses(lab, '33155111111', '123456', /no model/);
  await refuses(lab, 'XYZ123456789', '123456', /no model/);
  await refuses(lab, '755224', '123456', /looks? like a code/);
  await lab.run('observation.add', { serial: '3315511111', code: '755224' });
  for (const slip of ['3315511112', '3315511101', '3351511111'])
    await refuses(lab, slip, '287082', /differs by one character from 3315511111/);
  await refuses(lab, '755224', '3315511111', /swapped/);
  await refuses(lab, '3315511111', '87287082', /8 digits, and its codes so far have 6/);
  await lab.run('observation.add', { serial: '3315511112', code: '287082', keepAnyway: true });
  const { passport } = await lab.run('passport.show', { serial: '3315511112' });
  assert.match((passport as PassportAnswer).changes[0]!.text, /was kept although it was asked about/);
  // Known now: no question any more.
  await lab.run('observation.add', { serial: '3315511112', code: '359152' });
  // A list with one slip in it is refused as a whole.
  await assert.rejects(
    lab.run('observation.add', { file: '4415511111 755224\n123456 4415511112\n' }),
    /line 2: the two fields look swapped/,
  );
  assert.ok(!JSON.stringify(await lab.run('passport.list')).includes('4415511111'));
  // Serials in sequence are a delivery, not slips.
  await lab.run('observation.add', { file: '5515511111 755224\n5515511112 755224\n5515511113 755224\n' });
  await lab.run('observation.add', { serial: '5515511114', code: '755224' });
  await lab.close();
});

test('a wrong reading is corrected, moved, removed and put back, and the passport tells it', async () => {
  const lab = labBench();
  await lab.run('observation.add', { serial: '3315511111', code: '755224' });
  lab.wallMs += 60_000;
  await lab.run('observation.add', { serial: '4415511111', code: '111111' });
  const ids = async (): Promise<[number, string, string | null][]> =>
    ((await lab.run('observation.list')).observations as { id: number; serial: string; code: string }[]).map(
      ({ id, serial, code }) => [id, serial, code],
    );
  await lab.run('observation.edit', { id: 1, code: '287082' });
  await assert.rejects(lab.run('observation.edit', { id: 1, text: 'x' }), /text: a reading has a code/);
  await assert.rejects(lab.run('observation.edit', { id: 9, code: '287082' }), { code: 'not-found' });
  await assert.rejects(lab.run('observation.edit', { id: 1, at: '2031-01-01T00:00:00Z' }), /check the date/);
  await lab.run('observation.move', { id: '2', to: '33-1551111-1' });
  assert.deepEqual(await ids(), [
    [1, '3315511111', '287082'],
    [2, '3315511111', '111111'],
  ]);
  await lab.run('observation.remove', { ids: ['2'] });
  await assert.rejects(lab.run('observation.remove', { ids: ['2'] }), { code: 'not-found' });
  assert.equal((await ids()).length, 1);
  const passport = (await lab.run('passport.show', { serial: '3315511111' })).passport as PassportAnswer;
  assert.deepEqual(
    passport.changes.map(({ text }) => text),
    [
      'the reading of 2026-03-01T12:00:00Z was corrected: its code was mistyped',
      'the reading of 2026-03-01T12:01:00Z was moved here from 4415511111',
      'the reading of 2026-03-01T12:01:00Z was removed',
    ],
  );
  for (const expected of [
    [1, 2],
    [1, 2],
    [1, 2],
  ]) {
    await lab.run('observation.undo');
    assert.deepEqual(
      (await ids()).map(([id]) => id),
      expected,
    );
  }
  assert.deepEqual(await ids(), [
    [1, '3315511111', '755224'],
    [2, '4415511111', '111111'],
  ]);
  await lab.run('observation.undo');
  await lab.run('observation.undo');
  await assert.rejects(lab.run('observation.undo'), { code: 'refused' });
  await lab.run('observation.add', { serial: '3315511111', code: '755224' });
  assert.deepEqual(
    (await ids()).map(([id]) => id),
    [3],
    'an id is never given twice',
  );
  await lab.close();
});

test('the list answers: offset, drift, date, battery, what to do, the most urgent first', async () => {
  const fobs = [held('3315511111', -20, 60), held('4415522222', 10, -3), held('5515533333', 200, 2)];
  const lab = await drawer(fobs);
  for (const days of [0, 50, 100, 140]) for (const fob of fobs) await read(lab, fob, start + days * day);
  await lab.run('observation.add', { serial: '6615544444', code: '123456' });
  await lab.run('passport.show', { serial: '4415522222', battery: 'looks low', label: '=ward 3' });
  const { fobs: rows, clockDoubt } = await list(lab);
  assert.equal(clockDoubt, null);
  const by = new Map(rows.map((one) => [one.serial, one]));
  const fast = by.get('3315511111')!;
  assert.ok(fast.driftPpm!.low <= 60 && 60 <= fast.driftPpm!.high, JSON.stringify(fast));
  assert.equal(by.get('4415522222')!.advice.what, 'replace');
  assert.equal(by.get('4415522222')!.label, '=ward 3');
  assert.equal(by.get('5515533333')!.advice.what, 'resynchronize');
  assert.match(by.get('5515533333')!.advice.text, /outside the window of rfc/);
  assert.equal(by.get('6615544444')!.advice.what, 'get-seed');
  assert.deepEqual(
    rows.map(({ advice }) => advice.urgency),
    [...rows.map(({ advice }) => advice.urgency)].sort(
      (a, b) => 'now soon later none'.indexOf(a) - 'now soon later none'.indexOf(b),
    ),
  );
  assert.equal((await list(lab, { attention: true, match: '5515' })).fobs.length, 1);
  assert.equal((await list(lab, { label: '=ward 3' })).fobs.length, 1);
  const csv = (await list(lab, { format: 'csv' })).page!;
  assert.match(csv, /^serial,label,/);
  assert.ok(csv.includes("'=ward 3") && !csv.includes(',=ward'));
  const html = (await list(lab, { format: 'html' })).page!;
  assert.ok(html.startsWith('<!doctype html>') && !html.includes('<script') && !/https?:/.test(html));
  for (const { serial } of rows) assert.ok(html.includes(serial));
  assert.match((await list(lab, { format: 'md' })).page!, /^# Physical fobs\n/);
  assert.equal(JSON.parse((await list(lab, { format: 'json' })).page!).fobs.length, 4);
  const page = (await lab.run('passport.show', { serial: '3315511111', format: 'html' })).page as string;
  assert.ok(page.includes('Fob 3315511111') && page.includes('drift'));
  const text = operationNamed('passport.list').text(await lab.run('passport.list'));
  assert.match(text, /now +4415522222 +Replace it now/);
  await lab.close();
});

test("whose clock is wrong: the computer's is said, by how much, and the sitting is corrected", async () => {
  const fobs = [
    held('3315511111', -5, 3),
    held('4415522222', 10, -3),
    held('5515533333', 0, 2),
    held('6615544444', -12, 8),
  ];
  const lab = await drawer(fobs);
  for (const fob of fobs) await read(lab, fob, start);
  assert.equal((await list(lab)).clockDoubt, null);
  // The computer's clock is five minutes behind in the second sitting.
  for (const [i, fob] of fobs.entries()) await read(lab, fob, start + 60 * day + i * 60_000, 300_000);
  const { clockDoubt, fobs: before } = await list(lab);
  assert.ok(clockDoubt !== null && Math.abs(clockDoubt.behindSeconds - 300) < 45, JSON.stringify(clockDoubt));
  assert.match(
    clockDoubt.text,
    /4 of 4 fobs .* ahead by about \d+ s\. This computer's clock was probably \d+ s behind/,
  );
  assert.ok(before.every(({ advice }) => advice.what === 'resynchronize'));
  const asked = await lab.run('observation.correct-clock');
  assert.deepEqual([asked.done, asked.readings], [false, 4]);
  await lab.run('observation.correct-clock', { confirm: true });
  const after = await list(lab);
  assert.equal(after.clockDoubt, null);
  assert.ok(
    after.fobs.every(({ advice }) => advice.what !== 'resynchronize'),
    JSON.stringify(after.fobs),
  );
  await lab.run('observation.undo');
  assert.ok((await list(lab)).clockDoubt !== null);
  await lab.close();
});

test('fobs that drift apart are no fault of the clock', async () => {
  const fobs = [
    held('3315511111', -400, 3),
    held('4415522222', 200, -3),
    held('5515533333', -30, 2),
    held('6615544444', -100, 8),
  ];
  const lab = await drawer(fobs);
  for (const fob of fobs) await read(lab, fob, start);
  assert.equal((await list(lab)).clockDoubt, null);
  await assert.rejects(lab.run('observation.correct-clock', { confirm: true }), { code: 'refused' });
  await lab.close();
});

test('the twin: the hidden rate is recovered, and a year on its offset agrees with the original', async () => {
  const original = held('3315511111', 12, 23);
  const lab = await drawer([original]);
  for (const days of [0, 40, 80, 120]) await read(lab, original, start + days * day);
  await lab.run('passport.show', { serial: original.serial, battery: 'dim' });
  const twin = (await lab.run('fob.add-twin', { twin: '33-1551111-1' })) as Record<string, unknown>;
  assert.deepEqual(
    [twin.serial, twin.model, twin.twinOf],
    [original.serial, 'onespan/digipass-go7', original.serial],
  );
  const { low, high } = (
    (await lab.run('passport.show', { serial: original.serial })).passport as PassportAnswer
  ).clock!.driftPpm!;
  assert.ok(low <= 23 && 23 <= high);
  const driftPpm = twin.driftPpm as number;
  assert.ok(low <= driftPpm && driftPpm <= high);
  await lab.run('fob.battery', { fob: original.serial, level: 100 });
  await lab.run('fob.age', { fob: original.serial, by: '365d' });
  const { clock } = (await lab.run('fob.clock', { fob: original.serial })) as {
    clock: { offsetSeconds: number };
  };
  // The original after that year, and what the intervals of its rate and of its offset leave open.
  const seconds = (lab.wallMs - start) / 1000 + 365 * 86_400;
  const truth = original.offsetSeconds + seconds * original.driftPpm * 1e-6;
  const open = (high - low) * 1e-6 * seconds + 42;
  assert.ok(Math.abs(clock.offsetSeconds - truth) <= open, `${clock.offsetSeconds}, not ${truth} ± ${open}`);
  // On the bench already: a second twin has a serial of its own.
  const second = await lab.run('fob.add-twin', { twin: original.serial, rate: 'high' });
  assert.notEqual(second.serial, original.serial);
  assert.equal(second.driftPpm, high);
  await assert.rejects(lab.run('fob.add-twin', { twin: '4415511111' }), { code: 'not-found' });
  await lab.close();
});

test('on disk: whole requests, ids that stay, and the file of an earlier version', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-drawer-'));
  try {
    const seen = (serial: string, code: string) => reading({ serial, code, atMs: start });
    const lines = [JSON.stringify(seen('3315511111', '755224')), '{"torn', ''];
    writeFileSync(join(folder, 'observations.ndjson'), lines.join('\n'));
    const first = new ObservationDatabase(folder);
    assert.equal(first.load().kept.length, 1);
    assert.equal(first.load().unread[0]!.line, 2);
    assert.ok(!existsSync(join(folder, 'observations.ndjson')), 'taken over once');
    const write = { before: null, after: seen('4415511111', '287082') };
    const [added] = first.write('request/add', 'added', start, [write]);
    assert.deepEqual(first.write('request/add', 'added', start, [write]), [added], 'sent again, done once');
    const gone = { id: added!.observationId, before: write.after, after: null };
    assert.throws(() =>
      first.write('broken', 'removed', start, [gone, { id: Number.NaN, before: null, after: null }]),
    );
    assert.equal(first.load().kept.length, 2, 'all of a request or nothing');
    first.write('', 'removed', start, [gone]);
    first.close();
    const second = new ObservationDatabase(folder);
    assert.equal(second.load().kept.length, 1);
    assert.deepEqual(
      second.changes().map(({ kind }) => kind),
      ['added', 'added', 'removed'],
    );
    const [next] = second.write('', 'added', start, [write]);
    assert.ok(next!.observationId > added!.observationId);
    assert.equal(statSync(join(folder, 'observations.db')).mode & 0o077, 0);
    second.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.run();
