import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { codesOverDays, labBench } from '../../../test/operations/lab-bench.js';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { rfcSecret } from '../../../test/operations/plugged-keys.js';
import type { PassportAnswer, ReadingAnswer } from '../../contract/results/passport.js';

const test = suite('observe');

interface Observed {
  timeBase: string;
  recorded: number;
  keptBefore: number;
  readings: (ReadingAnswer & { serial: string; line: number | null })[];
  fobs: {
    serial: string;
    seedFrom: string | null;
    clock: {
      offsetSeconds: { low: number; high: number };
      driftPpm: { low: number; median: number; high: number } | null;
      window: { policy: string; status: string; earliestAt: string | null; likelyAt: string | null };
    } | null;
    counter: { counter: number; ahead: number } | null;
    withoutSeed: { unknown: string[]; wouldTell: string[]; repeats: object[] } | null;
    notes: string[];
  }[];
  errors: { line: number; message: string }[];
  notes: string[];
}

/** RFC 6238 appendix B, SHA-1. */
const rfcTime = { at: '2005-03-18T01:58:29Z', code: '07081804', step: 37037036 };

test('with the seed: the step, the seconds off, and how sure that is', async () => {
  const lab = labBench({ at: '2005-03-18T01:59:31Z' });
  const observed = (await lab.run('observation.add', {
    serial: '33-1551111-1',
    code: rfcTime.code,
    at: '2005-03-18T01:59:29Z',
    secret: rfcSecret,
  })) as unknown as Observed;
  const [one] = observed.readings;
  assert.equal(observed.timeBase, 'wall');
  assert.deepEqual([one!.serial, one!.step, one!.stepsOff], ['3315511111', rfcTime.step, -2]);
  // Step 37037036 is 01:58:00 to 01:58:30; seen at 01:59:29, up to 10 s earlier, up to 1 s later.
  assert.deepEqual(one!.offsetSeconds, { low: -90, high: -49 });
  assert.equal(observed.fobs[0]!.clock!.window.status, 'outside');
  const wide = (await lab.run('observation.add', {
    serial: '3315511111',
    code: rfcTime.code,
    at: '2005-03-18T01:59:29Z',
    secret: rfcSecret,
    policy: 'symantec-vip',
    earlier: '0s',
    later: '0s',
  })) as unknown as Observed;
  assert.equal(wide.keptBefore, 1, 'given again, it is not kept twice');
  assert.equal(wide.fobs[0]!.clock!.window.status, 'unknown');
  assert.match(operationNamed('observation.add').text(observed), /2 steps behind, -69\.5 s ± 20\.5 s/);
  await lab.close();
});

test('after several days: the drift, and the date it leaves the window', async () => {
  for (const ppm of [-18, 12]) {
    const lab = labBench({ at: '2026-12-01T00:00:00Z' });
    const days = [0, 20, 45, 80, 120, 160, 200, 240];
    let last: Observed | undefined;
    for (const { at, code } of await codesOverDays(rfcSecret, ppm, days, '2026-01-01T09:00:00Z'))
      last = (await lab.run('observation.add', {
        serial: '3315511111',
        code,
        at,
        secret: rfcSecret,
        earlier: '1s',
        policy: 'symantec-vip-low',
      })) as unknown as Observed;
    const { driftPpm, window } = last!.fobs[0]!.clock!;
    assert.ok(driftPpm!.low <= ppm && ppm <= driftPpm!.high, JSON.stringify(driftPpm));
    assert.ok(driftPpm!.high - driftPpm!.low < 6, JSON.stringify(driftPpm));
    assert.equal(window.status, 'leaves');
    // ±64 steps of 30 s, from the start, when it was on time.
    const start = Date.parse('2026-01-01T09:00:00Z');
    const insideMs = ((64 * 30) / Math.abs(ppm)) * 1e9;
    const likely = Date.parse(window.likelyAt!);
    assert.ok(Math.abs(likely - start - insideMs) < 0.1 * insideMs, String(window.likelyAt));
    assert.ok(Date.parse(window.earliestAt!) <= likely);
    await lab.close();
  }
});

test('the seed of a credential is used under its policy, and the audit says what for', async () => {
  const lab = labBench({ at: rfcTime.at });
  await lab.run('credential.enroll', {
    serial: '3315511111',
    secret: rfcSecret,
    digits: 8,
    policy: 'symantec-vip',
  });
  const observed = (await lab.run('observation.add', {
    serial: '3315511111',
    code: rfcTime.code,
    by: 'ada',
  })) as unknown as Observed;
  assert.equal(observed.fobs[0]!.seedFrom, 'credential');
  assert.equal(observed.readings[0]!.stepsOff, 0);
  assert.equal(observed.fobs[0]!.clock!.window.policy, 'symantec-vip');
  const { records } = (await lab.run('audit.list')) as {
    records: { event: string; reason: string; actor: string }[];
  };
  const revealed = records.filter(({ event }) => event === 'reveal-seed');
  assert.deepEqual(
    revealed.map(({ actor, reason }) => [actor, reason]),
    [['ada', 'observation']],
  );
  const { credential } = (await lab.run('credential.show', { serial: '3315511111' })) as {
    credential: { lastConsumed: number };
  };
  assert.equal(credential.lastConsumed, -1, 'observing uses no code up');
  await lab.close();
});

test('the seed of a simulated fob with the serial, told as such', async () => {
  const lab = labBench({ at: rfcTime.at });
  await lab.run('fob.add', {
    model: 'onespan/digipass-go7',
    serial: '3315511111',
    secret: rfcSecret,
    digits: 8,
  });
  const observed = (await lab.run('observation.add', {
    serial: '3315511111',
    code: rfcTime.code,
  })) as unknown as Observed;
  assert.equal(observed.fobs[0]!.seedFrom, 'twin');
  assert.equal(observed.readings[0]!.step, rfcTime.step);
  assert.match(observed.fobs[0]!.notes.join(), /bench is not at wall time/);
  await lab.close();
});

test('an event-based key that types: its counter, and how far ahead of the verifier', async () => {
  const lab = labBench();
  await lab.run('credential.enroll', { serial: 'UBHE57586348', secret: rfcSecret, event: true, counter: 1 });
  // RFC 4226 appendix D: counter 6 is 287922.
  const observed = (await lab.run('observation.add', {
    serial: 'ubhe57586348287922',
  })) as unknown as Observed;
  assert.equal(observed.readings[0]!.serial, 'UBHE57586348');
  assert.equal(observed.readings[0]!.counter, 6);
  assert.deepEqual([observed.fobs[0]!.counter!.counter, observed.fobs[0]!.counter!.ahead], [6, 5]);
  assert.match(observed.fobs[0]!.notes.join(), /4 more presses .* look-ahead of rfc \(10\)/);
  const passport = await lab.run('passport.show', { serial: 'UBHE57586348', markdown: true });
  assert.match(passport.markdown as string, /counter 6, 5 ahead/);
  await lab.close();
});

test('without the seed: what is known, what is not, what would tell', async () => {
  const lab = labBench();
  const first = (await lab.run('observation.add', {
    serial: '3315511111',
    code: '755224',
    target: 'vpn',
    outcome: 'accepted',
  })) as unknown as Observed;
  assert.equal(first.fobs[0]!.seedFrom, null);
  assert.match(first.fobs[0]!.withoutSeed!.unknown.join(), /step or counter/);
  assert.match(JSON.stringify(first.fobs[0]!.withoutSeed), /within the window of vpn/);
  lab.wallMs += 600_000;
  const second = (await lab.run('observation.add', {
    serial: '3315511111',
    code: '755224',
    target: 'vpn',
    outcome: 'replayed',
  })) as unknown as Observed;
  assert.deepEqual(second.fobs[0]!.withoutSeed!.repeats, [{ times: 2, overSeconds: 600 }]);
  const passport = await lab.run('passport.show', { serial: '3315511111', markdown: true });
  assert.deepEqual((passport.passport as PassportAnswer).verdicts, { accepted: 1, refused: 1 });
  for (const answer of [first, second, passport]) assert.ok(!JSON.stringify(answer).includes('755224'));
  await assert.rejects(
    lab.run('observation.add', { serial: '3315511111', code: '755224', target: 'vpn' }),
    /target "vpn"/,
  );
  await lab.close();
});

test('fifty fobs in a row: a bad line is reported, the others are kept, and once', async () => {
  const lab = labBench();
  const at = '2026-03-01T09:00:00Z';
  const good = Array.from({ length: 50 }, (_, i) => `33-1551${String(100 + i)}-1 ${100000 + i} ${at}`);
  const given = [...good];
  given.splice(3, 0, '3315511111 75522x');
  given.splice(20, 0, '# a comment', '', '3315511111 755224 2026-03-01T09:00:00');
  given.splice(40, 0, '3315511111 755224 2027-03-01T09:00:00Z');
  const observed = (await lab.run('observation.add', { file: given.join('\n') })) as unknown as Observed;
  assert.equal(observed.recorded, 50);
  assert.deepEqual(
    observed.errors.map(({ line }) => line),
    [4, 23, 41],
  );
  assert.match(observed.errors[1]!.message, /zone is needed/);
  assert.match(observed.errors[2]!.message, /check the date/);
  const operation = operationNamed('observation.add');
  assert.equal(operation.refused!(observed), true);
  assert.match(operation.text(observed), /50 kept, 3 bad lines/);
  const again = (await lab.run('observation.add', { file: good.join('\r\n') })) as unknown as Observed;
  assert.deepEqual([again.recorded, again.keptBefore, operation.refused!(again)], [0, 50, false]);
  assert.equal(((await lab.run('passport.list')) as { fobs: unknown[] }).fobs.length, 50);
  await lab.close();
});

test('lines that were waited for have their own times', async () => {
  const lab = labBench();
  const file = [
    { text: '3315511111 755224', atMs: lab.wallMs - 90_000 },
    { text: 'ubhe57586348287922', atMs: lab.wallMs - 30_000 },
    { text: '3315511112 287082' },
  ];
  const observed = (await lab.run('observation.add', { file })) as unknown as Observed;
  assert.deepEqual(
    observed.readings.map(({ serial, shownAt }) => [serial, shownAt]),
    [
      ['3315511111', '2026-03-01T11:58:30Z'],
      ['UBHE57586348', '2026-03-01T11:59:30Z'],
      ['3315511112', '2026-03-01T12:00:00Z'],
    ],
  );
  await lab.close();
});

test('what is given wrong is said, and nothing is kept', async () => {
  const lab = labBench();
  const observe = (given: Record<string, unknown>): Promise<unknown> => lab.run('observation.add', given);
  const one = { serial: '3315511111', code: '755224' };
  await assert.rejects(observe({}), /a serial and a code are needed/);
  await assert.rejects(observe({ serial: '3315511111' }), /a serial and a code/);
  await assert.rejects(observe({ serial: 'vvcccccccccccccccccccccccccccccccccccccccccc' }), /Yubico OTP/);
  await assert.rejects(observe({ ...one, code: '75522' }), /6 to 10 digits/);
  await assert.rejects(observe({ ...one, at: '2027-01-01T00:00:00Z' }), /before it is written down/);
  await assert.rejects(observe({ ...one, period: 60 }), /describes the seed/);
  await assert.rejects(observe({ ...one, secret: rfcSecret, policy: 'onespam' }), /did you mean onespan/);
  await assert.rejects(observe({ ...one, earlier: '-3s' }), /negative/);
  await assert.rejects(observe({ ...one, file: 'x' }), /or a file/);
  await assert.rejects(observe({ file: '# nothing\n' }), /no line with a fob/);
  await assert.rejects(
    observe({ file: '3315511111 755224\n3315511112 755224', secret: rfcSecret }),
    /belongs to one fob/,
  );
  assert.deepEqual((await lab.run('passport.list')).fobs, []);
  await lab.close();
});

test('keys of another layout are put right, and said', async () => {
  const lab = labBench();
  const observed = (await lab.run('observation.add', {
    serial: '3315511111',
    code: '&é"\'(-',
  })) as unknown as Observed;
  assert.equal(observed.recorded, 1);
  assert.match(observed.notes.join(), /typed under/);
  await lab.close();
});

test.run();
