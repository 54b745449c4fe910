// Scenario files: problems with their line and column, runs, recording, and reports that other programs can read.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { suite } from 'uvu';
import { parse } from 'yaml';
import { operations } from '../../test/operations/loaded-operations.js';
import { runNamed } from '../../test/operations/run-named.js';
import {
  asJunit,
  asTap,
  keepEvidence,
  type LoggedEvent,
  type RecordedPiece,
  readScenario,
  recordedScenario,
  runScenario,
  scenarioSchema,
} from './index.js';
import { ScenarioBench } from './scenario-bench.js';
import { ScenarioError } from './scenario-error.js';

const scenario = suite('scenario');
let folder = '';
scenario.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'foblab-scenario-'));
});
scenario.after.each(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
  const file = join(folder, 'a.yaml');
  writeFileSync(file, text);
  return file;
}

const head =
  'scenario: 1\nfobs:\n  - { model: onespan/digipass-go7, serial: "0315511111", enroll: true }\nsteps:\n';

scenario('refuses a problem with its line and column, and suggests the nearest word', async () => {
  for (const [text, expected] of [
    ['', /:1:1: the file is empty/],
    ['scenario: 2\nsteps: []\n', /:1:11: scenario: "2" given; this version reads 1/],
    ['name: x\nsteps:\n  - status\n', /:1:1: the first key is missing: scenario: 1/],
    ['scenario: 1\nsteeps: []\n', /:2:1: a scenario has no key "steeps"; did you mean steps\?/],
    ['scenario: 1\nsteps: {}\n', /:2:8: steps: keys and values given; expected a list/],
    [
      'scenario: 1\nbench: { at: yesterday }\nsteps: [status]\n',
      /:2:14: at: "yesterday" given; expected an ISO 8601 time/,
    ],
    [`${head}  - pres: "0315511111"\n`, /:5:5: there is no step "pres"; did you mean press\?/],
    [`${head}  - advance: 365\n`, /:5:14: .*by.*365.*a duration with its unit/],
    [`${head}  - press: { fob: x, fast: "true" }\n`, /:5:22: press has no parameter "fast"/],
    [`${head}  - press: {}\n`, /:5:12: press needs fob/],
    [
      `${head}  - press: "0315511111"\n    captures: { a: b }\n`,
      /:6:5: press has no key "captures" beside it; did you mean capture\?/,
    ],
    [
      `${head}  - press: "0315511111"\n    refused: refuse\n`,
      /:6:14: refused: "refuse" given; expected one of .*did you mean refused\?/,
    ],
    [
      `${head}  - press: "0315511111"\n    release: "0315511111"\n`,
      /:5:5: a step does one thing: press, release given/,
    ],
    [`${head}  - repeat: { times: many, steps: [status] }\n`, /times: "many" given; expected a whole number/],
    [`${head}  - expect-screen: { text: "1" }\n`, /:5:20: expect-screen needs fob/],
    [`${head}  - expect-screen: { fob: x, colour: red }\n`, /expect-screen has no key "colour"/],
    [`${head}  - include: nowhere.yaml\n`, /:5:14: include: there is no nowhere\.yaml beside this file/],
    [`${head}  - include: a.yaml\n`, /an included file has no key "fobs"|includes itself/],
    [`${head}  - import: { file: nowhere.csv }\n`, /file: there is no file .*nowhere\.csv/],
    [`${head}  - *alias\n`, /Unresolved alias|an alias/],
    [`${head}  - press: "a"\n    press: "b"\n`, /:6:5: Map keys must be unique/],
    ['scenario: 1\nsteps: [', /:2:9: /],
    ['\u0000', /:1:1: /],
  ] as const)
    await assert.rejects(
      readScenario(fileOf(text)),
      (error: Error) => {
        assert.ok(error instanceof ScenarioError, `${JSON.stringify(text)}: ${error.stack}`);
        assert.match(error.message, expected, text);
        return true;
      },
      JSON.stringify(text),
    );
  await assert.rejects(readScenario(folder), /is a folder/);
});

scenario('reports every problem at once, in the order of the file', async () => {
  await assert.rejects(
    readScenario(fileOf(`${head}  - pres: x\n  - advance: 1\n  - nothing\n`)),
    (error: ScenarioError) => {
      assert.deepEqual(
        error.problems.map(({ line }) => line),
        [5, 6, 7],
      );
      return true;
    },
  );
});

scenario(
  'a serial keeps its zeros; variables, parallel branches and includes work; a failure says what was found',
  async () => {
    writeFileSync(
      join(folder, 'part.yaml'),
      'scenario: 1\nsteps:\n  - advance: 60s\n  - code: "0315511111"\n    capture: { code: code }\n',
    );
    const passing = `${head}  - include: part.yaml
  - verify: { serial: "0315511111", otp: "\${code}" }
    expect: { outcome: accepted, serial: "0315511111" }
  - parallel:
      - - verify: { serial: "0315511111", otp: "\${code}" }
        - expect-verdict: replayed
      - show: "0315511111"
  - expect-not: { event: { kind: battery-dead } }
  - expect-event: { kind: verdict, count: 2 }
  - send: { fob: "0315511111", line: "*IDN?" }
  - expect-reply: { fob: "0315511111", text: /0315511111/ }
`;
    const result = await runScenario(await readScenario(fileOf(passing)));
    assert.equal(result.outcome, 'passed', JSON.stringify(result.steps.at(-1)));
    const failing = await runScenario(
      await readScenario(
        fileOf(`${passing}  - expect-screen: { fob: "0315511111", text: "1" }\n  - status\n`),
      ),
    );
    const last = failing.steps.at(-1)!;
    assert.equal(last.outcome, 'failed');
    assert.match(last.message!, /screen\.text is "\d{6}"; expected "1"/);
    assert.equal(last.line, 16);
    const unknown = await runScenario(await readScenario(fileOf(`${head}  - press: "\${nobody}"\n`)));
    assert.match(unknown.steps.at(-1)!.message!, /there is no variable nobody/);
  },
);

scenario('reports: JUnit XML is well formed, TAP counts, evidence holds no seed', async () => {
  const secret = '3132333435363738393031323334353637383930';
  const text = `scenario: 1\nname: "<&> \u0007"\nsteps:\n  - add: { model: onespan/digipass-go7, serial: "3315511111", secret: "${secret}" }\n  - press: "nobody <b>"\n`;
  let kept = '';
  const result = await runScenario(await readScenario(fileOf(text)), {
    onFailure: async (bench, failed) => {
      kept = await keepEvidence(join(folder, 'kept'), bench, failed);
    },
  });
  assert.equal(result.outcome, 'failed');
  const xml = join(folder, 'report.xml');
  writeFileSync(xml, asJunit([result]));
  const python = spawnSync(
    'python3',
    [
      '-c',
      'import sys, xml.etree.ElementTree as e; print(len(e.parse(sys.argv[1]).findall(".//failure")))',
      xml,
    ],
    { encoding: 'utf8' },
  );
  assert.equal(python.stdout.trim(), '1', python.stderr);
  assert.match(asTap([result]), /^TAP version 13\n(.*\n)*not ok 2 - [\s\S]*1\.\.2\n$/);
  const files = readdirSync(kept).sort();
  assert.deepEqual(files, ['events.ndjson', 'run.json', 'snapshot.json', 'transcript.txt']);
  for (const file of files) assert.ok(!readFileSync(join(kept, file), 'utf8').includes(secret), file);
});

scenario('a missing target, or an operation that no target has, never passes', async () => {
  const file = fileOf(`${head}  - credential unlock: "0315511111"\n`);
  const result = await runScenario(await readScenario(file), { target: 'other' });
  assert.equal(result.outcome, 'unsupported');
  assert.match(result.steps.at(-1)!.message!, /the target other has no such operation/);
  const asked = await runScenario(await readScenario(fileOf(`${head}  - verify: { fob: "0315511111" }\n`)), {
    target: 'other',
  });
  assert.equal(asked.outcome, 'failed');
});

let numbered = 0;
const event = (at: string, kind: string, detail = {}) => ({
  seq: ++numbered,
  at,
  wallAt: at,
  kind,
  serial: '3315511111',
  detail,
});

scenario('what a program sent to a console is recorded, and its work is not recorded twice', async () => {
  const bench = new ScenarioBench(await readScenario(fileOf('scenario: 1\nsteps: [status]\n')));
  const run = (name: string, given = {}) => runNamed(bench.host, name, given);
  await run('fob.add', { model: 'onespan/digipass-go7', serial: '0315511111' });
  await run('fob.press', { fob: '0315511111' });
  await run('bench.advance', { by: '2m' });
  for (const line of ['*IDN?', 'BUTT:PRES', 'DISP:TEXT?;:SYST:ERR?'])
    await bench.console('0315511111').send(line);
  await run('fob.label', { fob: '0315511111', label: 'mine' });
  const { events } = (await run('bench.log')) as { events: LoggedEvent[] };
  const { pieces } = (await run('link.traffic')) as { pieces: RecordedPiece[] };
  await bench.close();
  const text = recordedScenario('Recorded', { events, pieces });
  const result = await runScenario(await readScenario(fileOf(text)));
  assert.equal(result.outcome, 'passed', JSON.stringify(result.steps.at(-1)));
  assert.deepEqual(
    result.steps.map(({ words }) => words),
    [
      'add',
      'press',
      'advance',
      'send *IDN?',
      'expect reply',
      'send BUTT:PRES',
      'send DISP:TEXT?;:SYST:ERR?',
      'expect reply',
      'label',
    ],
  );
});

scenario('a recorded scenario runs and does the same', async () => {
  const text = recordedScenario('Recorded', {
    events: [
      event('2026-01-01T00:00:00Z', 'added', { model: 'onespan/digipass-go7' }),
      event('2026-01-01T00:00:00Z', 'enrolled', { policy: 'rfc' }),
      event('2026-01-01T00:01:00Z', 'press', { presses: 1 }),
      event('2026-01-01T00:01:00Z', 'display-on'),
      event('2026-01-01T00:01:00Z', 'verdict', { outcome: 'accepted' }),
      event('2026-01-02T00:01:00Z', 'age', { seconds: 86_400 }),
      event('2026-01-02T00:01:00Z', 'fault-on', { name: 'button.stuck' }),
    ],
  });
  const result = await runScenario(await readScenario(fileOf(text)));
  assert.equal(result.outcome, 'passed', JSON.stringify(result.steps.at(-1)));
  assert.deepEqual(
    result.steps.map(({ words }) => words),
    ['add', 'enroll', 'advance', 'verify', 'expect verdict accepted', 'advance', 'age', 'fault'],
  );
});

scenario(
  'the schema for editors accepts the scenarios that ship, and a validator that is not ours reads it',
  () => {
    const accepts = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(scenarioSchema(operations));
    for (const name of readdirSync('scenarios').filter((one) => one.endsWith('.yaml')))
      assert.ok(
        accepts(parse(readFileSync(join('scenarios', name), 'utf8'))),
        `${name}: ${JSON.stringify(accepts.errors)}`,
      );
    assert.ok(!accepts({ scenario: 1, steps: [{ pres: 'x' }] }));
    assert.ok(!accepts({ scenario: 1, steps: [{ press: { fobb: 'x' } }] }));
  },
);

scenario('reads or refuses any file, and never crashes', async () => {
  const word = fc.constantFrom(
    'scenario',
    'steps',
    'fobs',
    'press',
    'repeat',
    'expect-not',
    'parallel',
    'include',
    'capture',
    'x',
    '1',
    '',
  );
  const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      word,
      fc.integer(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(word, tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  await fc.assert(
    fc.asyncProperty(fc.array(value, { maxLength: 5 }), fc.string(), async (steps, noise) => {
      for (const text of [JSON.stringify({ scenario: 1, steps }), noise]) {
        try {
          await runScenario(await readScenario(fileOf(text)));
        } catch (error) {
          assert.ok(error instanceof ScenarioError, (error as Error).stack);
        }
      }
    }),
    { numRuns: 200 },
  );
});

scenario.run();
