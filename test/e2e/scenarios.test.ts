// The scenarios that ship: each passes twice with the same bytes, and fails when the behaviour it is about is broken.
import * as assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import type { Operation } from '../../src/host/operation.js';
import { asJson, readScenario, runScenario } from '../../src/scenario/index.js';
import type { Scenario, Step } from '../../src/scenario/scenario.js';

const scenarios = suite('scenarios');
const folder = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

type Run = Operation['run'];
interface Breakage {
  operation: string;
  run(run: Run): Run;
}

const takes = (operation: string, changed: Record<string, unknown>): Breakage => ({
  operation,
  run: (run) => (context, values) => run(context, { ...values, ...changed } as never),
});
const answers = (operation: string, from: RegExp, outcome: string): Breakage => ({
  operation,
  run: (run) => async (context, values) => {
    const answer = (await run(context, values)) as { outcome: string };
    return from.test(answer.outcome) ? { ...answer, outcome } : answer;
  },
});

/** How each scenario's behaviour is broken. */
const broken: Record<string, Breakage> = {
  'attacker-guessing.yaml': answers('credential.verify', /locked/, 'accepted'),
  'bad-seed-in-a-delivery.yaml': takes('seed-file.import', { partial: true }),
  'dying-battery.yaml': takes('fob.battery', { level: 100 }),
  'host-clock-jumps-back.yaml': answers('credential.verify', /replayed/, 'accepted'),
  'lost-and-replaced.yaml': answers('credential.verify', /lost/, 'accepted'),
  'power-cut-in-a-press.yaml': answers('credential.verify', /replayed/, 'accepted'),
  'pressed-in-a-pocket.yaml': answers('credential.verify', /./, 'accepted'),
  'replay.yaml': answers('credential.verify', /replayed/, 'accepted'),
  'resync-with-a-code-between.yaml': answers('credential.resync', /./, 'resynchronized'),
  'stuck-segment.yaml': takes('fob.fault', { switch: 'off' }),
  'swapped-labels.yaml': answers('credential.verify', /invalid/, 'accepted'),
  'weekend-in-a-cold-car.yaml': takes('fob.temp', { celsius: 25 }),
  'wrong-time-zone.yaml': answers('credential.verify', /./, 'accepted'),
  'year-in-a-drawer.yaml': takes('fob.add', { driftPpm: 0 }),
};

scenarios('every scenario has its breakage', () => {
  assert.deepEqual(Object.keys(broken).sort(), files.sort());
});

for (const file of files) {
  scenarios(`${file} passes, twice with the same bytes`, async () => {
    const scenario = await readScenario(folder + file);
    const runs = [];
    for (let i = 0; i < 2; i++) {
      const result = await runScenario(scenario);
      const failed = result.steps.find(({ outcome }) => outcome !== 'passed');
      assert.equal(result.outcome, 'passed', `line ${failed?.line}: ${failed?.message}`);
      runs.push(JSON.stringify(asJson([result])));
    }
    assert.ok(runs[0] === runs[1], 'two runs differ');
  });

  scenarios(`${file} fails when what it is about is broken`, async () => {
    const scenario = withBreakage(await readScenario(folder + file), broken[file]!);
    assert.equal((await runScenario(scenario)).outcome, 'failed');
  });
}

function withBreakage(scenario: Scenario, { operation, run }: Breakage): Scenario {
  const change = (step: Step): Step => {
    if (step.kind === 'repeat' || step.kind === 'include') return { ...step, steps: step.steps.map(change) };
    if (step.kind !== 'operation' || step.operation.name !== operation) return step;
    const { answer: _, ...rest } = step.operation;
    return { ...step, operation: { ...rest, run: run(step.operation.run) } as Operation };
  };
  return { ...scenario, steps: scenario.steps.map(change) };
}

scenarios.run();
