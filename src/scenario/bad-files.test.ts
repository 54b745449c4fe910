// Mistaken and hostile files: each problem is reported with its line and column, and no step runs. A check that could never
// fail is refused too, or fails.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { readScenario } from './read-scenario.js';
import { runScenario } from './run-scenario.js';
import { ScenarioError } from './scenario-error.js';

const bad = suite('bad scenario files');
const folder = mkdtempSync(join(tmpdir(), 'foblab-scenario-'));
bad.after(() => rmSync(folder, { recursive: true }));

const fobs = 'fobs:\n  - { model: onespan/digipass-go7, serial: "3315511111", enroll: true }';
/** The first step is in line 5. */
const withSteps = (...lines: string[]): string =>
  ['scenario: 1', fobs, 'steps:', ...lines.map((line) => `  ${line}`), ''].join('\n');
const press = '- press: "3315511111"';

async function read(text: string | Uint8Array) {
  const file = join(folder, 'it.yaml');
  writeFileSync(file, text);
  return readScenario(file);
}

const laughs = Array.from(
  { length: 12 },
  (_, i) =>
    `a${i}: &a${i} [${
      i === 0
        ? '"lol"'
        : Array(9)
            .fill(`*a${i - 1}`)
            .join(', ')
    }]`,
);

const refused: Record<string, [text: string | Uint8Array, place: string, message: RegExp]> = {
  nothing: ['', '1:1', /the file is empty/],
  tabs: ['scenario: 1\nsteps:\n\t- press: "1"\n', '3:1', /Tabs are not allowed/],
  'a step that is indented further': [withSteps(press, ' - list'), '6:4', /same column/],
  'a key that is given twice': [withSteps(press, '').concat('steps: []\n'), '7:1', /unique/],
  'a second document': [withSteps(press).concat('---\nscenario: 1\n'), '6:1', /a file of its own/],
  'bytes that are no UTF-8': [
    Buffer.from(withSteps('- label: { fob: "3315511111", label: "\xff" }'), 'latin1'),
    '5:1',
    /not UTF-8/,
  ],
  'a tag': [withSteps('- press: !!js/function "x"'), '5:26', /tag .* is not read/],
  'a billion laughs': [`${laughs.join('\n')}\nscenario: 1\nsteps: [{ press: *a11 }]\n`, '1:1', /no key "a0"/],
  'values nested 5,000 deep': [withSteps(`- press: ${'['.repeat(5000)}${']'.repeat(5000)}`), '5:', /40 deep/],
  'a prototype for a parameter': [withSteps('- press: { __proto__: { fob: "1" } }'), '5:', /needs fob/],
  'a prototype for a step': [withSteps('- __proto__: 1'), '5:5', /no step "__proto__"/],
  'a step with a typing error': [withSteps('- pres: "3315511111"'), '5:5', /did you mean press/],
  'a duration without a unit': [withSteps('- advance: 5'), '5:14', /duration with its unit/],
  'a pattern that is none': [
    withSteps(press, '  expect: { screen.text: "/(/" }'),
    '6:28',
    /no pattern: Unterminated/,
  ],
  'a kind of event that there is none of': [
    withSteps('- expect-not: { event: { kind: presss } }'),
    '5:34',
    /did you mean press\?/,
  ],
  'an outcome that there is none of': [
    withSteps('- expect-not: { verdict: acepted }'),
    '5:28',
    /did you mean accepted\?/,
  ],
  'a state that there is none of': [
    withSteps('- expect-screen: { fob: "3315511111", state: showin }'),
    '5:48',
    /did you mean showing\?/,
  ],
  'an expectation of nothing': [withSteps(press, '  expect: {}'), '6:13', /compares nothing/],
  'a screen without a field': [
    withSteps('- expect-screen: { fob: "3315511111" }'),
    '5:20',
    /compares nothing/,
  ],
  'a repeat without steps': [withSteps('- repeat: { times: 2 }'), '5:13', /needs steps/],
  'a parallel without branches': [withSteps('- parallel: []'), '5:15', /needs branches/],
  'an operation that goes on': [
    withSteps('- log: { follow: "true" }'),
    '5:10',
    /goes on until somebody stops it/,
  ],
  'a serial for two fobs': [
    withSteps(press).replace('steps:', '  - { model: onespan/digipass-go7, serial: "3315511111" }\nsteps:'),
    '4:5',
    /given to two fobs/,
  ],
};

for (const [what, [text, place, message]] of Object.entries(refused))
  bad(`${what}: refused before anything runs`, async () => {
    const error = await read(text).then(
      () => assert.fail('it was read'),
      (thrown: unknown) => thrown as ScenarioError,
    );
    assert.ok(error instanceof ScenarioError, String(error));
    assert.match(error.message, message);
    const said = error.message.split('\n').find((line) => message.test(line))!;
    assert.ok(said.includes(`it.yaml:${place}`), said);
  });

const failing: Record<string, [steps: string[], message: RegExp]> = {
  'expect-not of a field that the answer does not have': [
    [press, '- expect-not: { answer: { scren.text: "1" } }'],
    /the answer has no scren\.text/,
  ],
  'expect-not of the screen of a fob that there is none of': [
    ['- expect-not: { screen: { fob: "99", text: "1" } }'],
    /there is no fob "99"/,
  ],
  'expect-not of a reply that has not come': [
    ['- expect-not: { reply: { fob: "3315511111", text: "1" } }'],
    /has sent no line/,
  ],
  'a pattern that takes longer than anybody lives': [
    [`- label: { fob: "3315511111", label: "${'a'.repeat(50)}!" }`, '  expect: { label: "/^(a+)+$/" }'],
    /takes more than a second/,
  ],
  'a message of a refusal that is no pattern': [
    ['- press: "9"', '  refused: { code: not-found, message: "(" }'],
    /expected "\("/,
  ],
};

for (const [what, [steps, message]] of Object.entries(failing))
  bad(`${what}: fails`, async () => {
    const { outcome, steps: run } = await runScenario(await read(withSteps(...steps)));
    assert.equal(outcome, 'failed');
    assert.match(run.at(-1)!.message!, message);
  });

bad('reads a byte order mark and Windows line ends', async () => {
  const text = `\ufeff${withSteps(press).replaceAll('\n', '\r\n')}`;
  assert.equal((await runScenario(await read(text))).outcome, 'passed');
});

bad('a variable may be called __proto__', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the scenario.
  const steps = [press, '  capture: { __proto__: screen.text }', '- expect: { screen.text: "${__proto__}" }'];
  assert.equal((await runScenario(await read(withSteps(...steps)))).outcome, 'passed');
});

bad.run();
