import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import {
  codeSourceOf,
  findingsWithoutSeed,
  issuePassport,
  kernelCodeSource,
  locateCounter,
  normalizeSerial,
  type Observation,
  observationSchema,
  parseObservationFile,
  parseObservationLines,
  parseTime,
  passportMarkdown,
  reading,
} from './index.js';

const test = suite('records of physical fobs');

const secret = new TextEncoder().encode('12345678901234567890');
const rfc4226 = [
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
];
const nowMs = Date.UTC(2026, 0, 31, 9, 30);

test('fifty lines: what is right is read, what is wrong is said once a line', () => {
  const text = [
    '# drawer of 31 January',
    '33-1551111-1 755224 2026-01-31T09:30:00Z',
    'AVT123456789\t287082',
    '',
    'ubhe07050602,359152,1769851800',
    '3315511111',
    '3315511111 75522',
    '3315511111 755224 yesterday',
    '3315511111 755224 2026-01-31T09:30:00',
    '3315511111 755224 2026-02-30T09:30:00Z',
    '3315511111 755 224 2026-01-31T09:30:00Z',
    '!! 755224',
    'x'.repeat(600),
  ].join('\r\n');
  const { readings, errors } = parseObservationLines(text, { nowMs });
  assert.deepEqual(
    readings.map(({ serial, code, atMs }) => [serial, code, atMs]),
    [
      ['3315511111', '755224', nowMs],
      ['AVT123456789', '287082', nowMs],
      ['UBHE07050602', '359152', 1769851800000],
    ],
  );
  assert.deepEqual(
    errors.map(({ line }) => line),
    [6, 7, 8, 9, 10, 11, 12, 13],
  );
  assert.match(errors[0]!.message, /one field/);
  assert.match(errors[1]!.message, /6 to 10 digits/);
  assert.match(errors[3]!.message, /zone is needed/);
});

test('any text gives lines or errors, never a throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { readings, errors } = parseObservationLines(text, { nowMs });
      assert.ok(readings.length + errors.length <= text.split(/\r\n|\r|\n/).length);
    }),
  );
});

test('times', () => {
  assert.equal(parseTime('2026-01-31T10:30:00+01:00'), nowMs);
  assert.equal(parseTime('1769851800.5'), 1769851800500);
  for (const bad of ['2026-13-01T00:00:00Z', '2026-01-31', '1e9', 'now', '2026-01-31T25:00:00Z']) {
    assert.throws(() => parseTime(bad), /expected/);
  }
  assert.throws(() => normalizeSerial('33 15'), /hyphens/);
});

const sample: Observation[] = [
  reading({ serial: '3315511111', code: '755224', atMs: nowMs }),
  {
    ...reading({ serial: '3315511111', code: '287082', atMs: nowMs + 60_000, source: 'hid' }),
    verdict: { target: 'production', outcome: 'accepted', accepted: true },
  },
  {
    schema: observationSchema,
    kind: 'remark',
    serial: '3315511111',
    atMs: nowMs,
    about: 'battery',
    text: 'display pale',
  },
];

test('a line cut off by a crash, at any byte, costs that line only', () => {
  const whole = JSON.stringify(sample[1]);
  const line = JSON.stringify(sample[0]);
  const torn = Array.from({ length: Math.floor(line.length / 7) }, (_, i) => line.slice(0, 7 * i + 1));
  const { observations, unread } = parseObservationFile(torn.flatMap((cut) => [cut, whole]).join('\n'));
  assert.equal(observations.length, torn.length);
  assert.deepEqual(observations[0], sample[1]);
  assert.equal(unread.length, torn.length);
  assert.match(unread[0]!.message, /not JSON/);
  assert.equal(parseObservationFile('{"schema":"foblab.observation/9"}\n[]\nnull\n').unread.length, 3);
});

test('counters: how far ahead, and how likely by chance', () => {
  const source = kernelCodeSource(secret, 'SHA1', 6);
  assert.deepEqual(locateCounter([rfc4226[7]!], source, { from: 2, lookAhead: 100 }), {
    found: true,
    counter: 7,
    ahead: 5,
    chance: 1e-4,
    others: [],
  });
  const three = locateCounter(rfc4226.slice(3, 6), source, { from: 0, lookAhead: 1000 });
  assert.ok(three.found && three.counter === 5 && three.ahead === 3 && three.chance < 1e-14);
  assert.equal(locateCounter(['000000'], source, { from: 0, lookAhead: 100 }).found, false);
  assert.equal(locateCounter(['755224', '359152'], source, { from: 0, lookAhead: 100 }).found, false);
  const twice = codeSourceOf((counter) => String(counter % 5).padStart(6, '0'), 6);
  const several = locateCounter(['000003'], twice, { from: 0, lookAhead: 15 });
  assert.ok(several.found && several.others.length === 2);
  assert.equal(kernelCodeSource(secret, 'SHA1', 6).find('84755224', 0, 1).length, 0);
});

test('without the seed: verdicts and repeats are kept, and what is not known is said', () => {
  const verdict = (accepted: boolean, outcome: string) => ({ target: 'epcs', outcome, accepted });
  const findings = findingsWithoutSeed([
    { ...reading({ serial: 'A123', code: '111111', atMs: nowMs }), verdict: verdict(true, 'accepted') },
    {
      ...reading({ serial: 'A123', code: '111111', atMs: nowMs + 600_000 }),
      verdict: verdict(false, 'replayed'),
    },
    reading({ serial: 'A123', code: '222222', atMs: nowMs + 601_000 }),
  ]);
  assert.deepEqual(findings.repeats, [{ code: '111111', times: 2, overSeconds: 600 }]);
  assert.deepEqual([findings.accepted, findings.refused, findings.distinctCodes], [1, 1, 2]);
  assert.match(findings.known.join('\n'), /within the window of epcs/);
  assert.match(findings.known.join('\n'), /same code again after 600 s/);
  assert.match(findings.known.join('\n'), /1\.0 s apart/);
  assert.match(findings.unknown.join('\n'), /drifts/);
  assert.match(findings.wouldTell.join('\n'), /seed file/);
});

const stepCode = (step: number): string => String(step % 1_000_000).padStart(6, '0');

test('a passport with the seed: clock, window, battery; JSON goes through JSON, no codes in it', () => {
  const ppm = 6;
  const observations: Observation[] = Array.from({ length: 6 }, (_, i) => {
    const atMs = nowMs + i * 40 * 86_400_000 + i * i * 5_000;
    const step = Math.floor((atMs / 1000 + (ppm * 1e-6 * (atMs - nowMs)) / 1000) / 30);
    return reading({ serial: '3315511111', code: stepCode(step), atMs, earlierSeconds: 2 });
  });
  const remark = sample[2]!;
  const passport = issuePassport({
    serial: '3315511111',
    model: 'onespan/digipass-go7',
    label: 'drawer *3*',
    observations: [...observations, remark, reading({ serial: 'OTHER1', code: '999999', atMs: nowMs })],
    seed: { type: 'totp', source: codeSourceOf(stepCode, 6), periodSeconds: 30, t0Seconds: 0 },
    policy: { name: 'vip-medium', behindSeconds: 300, aheadSeconds: 300 },
    nowMs: nowMs + 201 * 86_400_000,
  });
  assert.deepEqual(JSON.parse(JSON.stringify(passport)), passport);
  assert.equal(passport.readings.length, 6);
  assert.ok(passport.clock!.driftPpm!.low < ppm && ppm < passport.clock!.driftPpm!.high);
  assert.equal(passport.clock!.window!.status, 'leaves');
  const page = passportMarkdown(passport);
  assert.match(page, /# Fob 3315511111 \(drawer \\\*3\\\*\)/);
  assert.match(page, /Drift: \+/);
  assert.match(page, /leaves it about 20\d\d-/);
  assert.match(page, /display pale/);
  for (const one of observations) {
    if (one.kind === 'reading') assert.ok(!JSON.stringify(passport).includes(`"${one.code}"`));
  }
});

test('a passport of an event-based fob, and one without the seed', () => {
  const readings = [1, 2, 6].map((counter, i) =>
    reading({ serial: 'FT12345678901', code: rfc4226[counter]!, atMs: nowMs + i * 60_000 }),
  );
  const source = kernelCodeSource(secret, 'SHA1', 6);
  const hotp = issuePassport({
    serial: 'FT12345678901',
    observations: readings,
    seed: { type: 'hotp', source, from: 0, lookAhead: 10 },
    nowMs,
  });
  assert.deepEqual(
    hotp.readings.map(({ counter }) => counter),
    [1, 2, 6],
  );
  assert.deepEqual([hotp.counter!.counter, hotp.counter!.ahead], [6, 6]);
  assert.match(passportMarkdown(hotp), /counter 6, 6 ahead/);
  const unknown = issuePassport({ serial: 'FT12345678901', observations: readings, seed: undefined, nowMs });
  assert.equal(unknown.seedKnown, false);
  assert.match(passportMarkdown(unknown), /What would tell/);
});

test('a passport counts the readings that its clock was told from, and those that were left out', () => {
  const source = codeSourceOf((step) => String(step % 1_000_000).padStart(6, '0'), 6);
  const stepping = { periodSeconds: 30, t0Seconds: 0 };
  const seen = (atMs: number, code: string): Observation => reading({ serial: '3315511111', code, atMs });
  const right = (atMs: number): Observation =>
    seen(atMs, String(Math.floor(atMs / 30_000) % 1_000_000).padStart(6, '0'));
  const issue = (observations: readonly Observation[]) =>
    issuePassport({ serial: '3315511111', observations, seed: { type: 'totp', source, ...stepping }, nowMs });
  const day = 86_400_000;
  const one = issue([right(nowMs - day), seen(nowMs - 60_000, '000000')]);
  assert.deepEqual(one.clock!.readings, { used: 1, leftOut: 1 });
  assert.match(passportMarkdown(one), /95 % interval; 1 reading, 1 left out; negative is behind/);
  const two = issue([right(nowMs - day), right(nowMs - 60_000)]);
  assert.deepEqual(two.clock!.readings, { used: 2, leftOut: 0 });
  assert.match(passportMarkdown(two), /; 2 readings; negative/);
  // Five days of one clock, and one reading half an hour beside it.
  const days = [1, 2, 3, 4, 5].map((n) => right(nowMs - n * day));
  const misfit = issue([
    ...days,
    seen(nowMs - 60_000, String(Math.floor((nowMs + 1_800_000) / 30_000) % 1_000_000).padStart(6, '0')),
  ]);
  assert.deepEqual(misfit.clock!.readings, { used: 5, leftOut: 1 });
});

test.run();
