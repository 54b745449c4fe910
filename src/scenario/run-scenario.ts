// Runs the steps of a scenario until one fails. Two runs give the same transcript: it shows the bench's time and no wall
// time.
import { readFileSync } from 'node:fs';
import { bytesContent } from '../contract/content.js';
import { isoTime } from '../contract/iso-time.js';
import { OperationError } from '../contract/operation-error.js';
import { asOperationError } from '../host/as-operation-error.js';
import { checkExpectation, type RunState } from './expectations.js';
import { mismatch } from './match.js';
import { typed } from './operation-arguments.js';
import type { OperationStep, Scenario, Step } from './scenario.js';
import { ScenarioBench } from './scenario-bench.js';
import { filledIn, valueAt, variablesIn } from './variables.js';
import { withoutSecrets } from './without-secrets.js';

export type StepOutcome = 'passed' | 'failed' | 'unsupported';

export interface StepResult {
  readonly file: string;
  readonly line: number;
  /** The step in words, for a person. */
  readonly words: string;
  /** The nesting depth in repeat, parallel and include. */
  readonly depth: number;
  readonly outcome: StepOutcome;
  /** True time after the step, ISO 8601. */
  readonly at: string;
  /** The answer of the operation as text, for a person. */
  readonly text?: string;
  readonly answer?: unknown;
  /** Why the step failed or is not supported. */
  readonly message?: string;
}

export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly outcome: StepOutcome;
  readonly steps: readonly StepResult[];
}

export interface RunOptions {
  /** The verifier under test that replaces foblab's own. */
  target?: string | undefined;
  signal?: AbortSignal | undefined;
  onStep?(step: StepResult): void;
  /** Called after a failure, before the bench closes. */
  onFailure?(bench: ScenarioBench, result: ScenarioResult): Promise<void>;
}

export async function runScenario(scenario: Scenario, options: RunOptions = {}): Promise<ScenarioResult> {
  const bench = new ScenarioBench(scenario);
  const run = new Run(bench, options);
  try {
    await run.steps(scenario.steps, 0, run.results);
    const outcomes = new Set(run.results.map(({ outcome }) => outcome));
    const outcome = outcomes.has('failed')
      ? 'failed'
      : outcomes.has('unsupported')
        ? 'unsupported'
        : 'passed';
    const result: ScenarioResult = { scenario, outcome, steps: run.results };
    if (outcome === 'failed') await options.onFailure?.(bench, result);
    return result;
  } finally {
    await bench.close();
  }
}

class Run {
  readonly results: StepResult[] = [];
  readonly #bench: ScenarioBench;
  readonly #options: RunOptions;
  readonly #variables = new Map<string, unknown>();
  readonly #state: RunState = { answer: undefined, verdict: undefined };

  constructor(bench: ScenarioBench, options: RunOptions) {
    this.#bench = bench;
    this.#options = options;
  }

  /** @returns false as soon as a step has failed */
  async steps(steps: readonly Step[], depth: number, results: StepResult[]): Promise<boolean> {
    for (const step of steps) if (!(await this.#step(step, depth, results))) return false;
    return true;
  }

  async #step(step: Step, depth: number, results: StepResult[]): Promise<boolean> {
    if (this.#options.signal?.aborted) throw new OperationError('refused', 'the run was interrupted');
    switch (step.kind) {
      case 'include':
        return this.steps(step.steps, depth + 1, results);
      case 'repeat':
        for (let index = 1; index <= step.times; index++) {
          this.#variables.set('index', index);
          if (!(await this.steps(step.steps, depth + 1, results))) return false;
        }
        return true;
      case 'parallel': {
        // Each branch collects its own results, so that the transcript is in the order of the file.
        const branches = step.branches.map((branch) => ({ branch, results: [] as StepResult[] }));
        const passed = await Promise.all(
          branches.map(({ branch, results: own }) => this.steps(branch, depth + 1, own)),
        );
        results.push(...branches.flatMap(({ results: own }) => own));
        return passed.every((one) => one);
      }
    }
    const result = await this.#attempt(step, depth);
    results.push(result);
    this.#options.onStep?.(result);
    return result.outcome !== 'failed';
  }

  async #attempt(
    step: Exclude<Step, { kind: 'include' | 'repeat' | 'parallel' }>,
    depth: number,
  ): Promise<StepResult> {
    const about = { file: step.place.file, line: step.place.line, words: step.words, depth };
    const done = (outcome: StepOutcome, more: Partial<StepResult> = {}): StepResult => ({
      ...about,
      outcome,
      at: isoTime(this.#bench.nowUs),
      ...more,
    });
    const missing = variablesOf(step).find((name) => !this.#variables.has(name));
    if (missing !== undefined)
      return done('failed', { message: `there is no variable ${missing}: capture it in an earlier step` });
    if (step.kind === 'send') {
      const [fob, line] = [step.fob, step.line].map((text) => String(filledIn(text, this.#variables)));
      try {
        await this.#bench.console(fob!).send(line!);
        return done('passed');
      } catch (error) {
        return done('failed', { message: asOperationError(error).message });
      }
    }
    if (step.kind === 'expectation') {
      const wanted = filledIn(step.wanted, this.#variables) as Record<string, unknown>;
      if (step.of === 'verdict' && this.#state.verdict === null)
        return done('unsupported', { message: 'the target gave no verdict to compare' });
      const found = await checkExpectation(step.of, wanted, this.#bench, this.#state);
      if ('unclear' in found) return done('failed', { message: found.unclear });
      if (step.not && found.so) return done('failed', { message: 'it is so, and was expected not to be' });
      return step.not || found.so ? done('passed') : done('failed', { message: found.why ?? '' });
    }
    return this.#operation(step, done);
  }

  async #operation(
    step: OperationStep,
    done: (outcome: StepOutcome, more?: Partial<StepResult>) => StepResult,
  ): Promise<StepResult> {
    const { operation, refused } = step;
    const { target } = this.#options;
    const judges = operation.name === 'credential.verify' || operation.name === 'credential.resync';
    if (
      target !== undefined &&
      operation.name.startsWith('credential.') &&
      operation.name !== 'credential.verify' &&
      operation.name !== 'credential.enroll'
    ) {
      if (judges) this.#state.verdict = null;
      return done('unsupported', {
        message: `${operation.command} works on foblab's own verifier; the target ${target} has no such operation`,
      });
    }
    const given: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(step.arguments)) {
      const parameter = operation.parameters[name]!;
      const filled = filledIn(value, this.#variables);
      given[name] =
        parameter.kind === 'content'
          ? bytesContent(readFileSync(String(filled)), String(value))
          : typed(parameter, textOf(filled));
    }
    if (target !== undefined && operation.name === 'credential.verify') given.target = target;
    let answer: unknown;
    try {
      answer = await this.#bench.run(operation, given);
    } catch (error) {
      const { code, message } = asOperationError(error);
      if (refused === undefined) return done('failed', { message: `${code}: ${message}` });
      if (refused.code !== code)
        return done('failed', { message: `${code}: ${message}; expected ${refused.code}` });
      const wanted = refused.message;
      const wrong =
        wanted === undefined || message.includes(wanted) ? undefined : mismatch(wanted, message, 'message');
      return wrong === undefined ? done('passed', { text: message }) : done('failed', { message: wrong });
    }
    const shownAnswer = withoutSecrets(operation, answer);
    const text = operation.secretFields.length > 0 ? '' : operation.text(answer);
    if (refused !== undefined)
      return done('failed', {
        message: `it was done; expected the error ${refused.code}`,
        answer: shownAnswer,
      });
    this.#state.answer = answer;
    if (judges) {
      this.#state.verdict = answer;
      if (target !== undefined && (answer as { timeBase?: string }).timeBase === 'wall') {
        this.#state.verdict = null;
        return done('unsupported', {
          message: `the target ${target} takes no time and judged at wall time; age the fobs instead of advancing, or preload libfaketime`,
        });
      }
    }
    for (const [name, path] of Object.entries(step.capture)) {
      const value = valueAt(answer, path);
      if (value === undefined)
        return done('failed', {
          text,
          answer: shownAnswer,
          message: `capture ${name}: the answer has no ${path}`,
        });
      this.#variables.set(name, value);
    }
    for (const [path, value] of Object.entries(step.expect ?? {})) {
      const wrong = mismatch(filledIn(value, this.#variables), valueAt(answer, path), path);
      if (wrong !== undefined) return done('failed', { text, answer: shownAnswer, message: wrong });
    }
    return done('passed', { text, answer: shownAnswer });
  }
}

/** Turns a captured number into the text that an operation takes. */
function textOf(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}

function variablesOf(step: Exclude<Step, { kind: 'include' | 'repeat' | 'parallel' }>): string[] {
  if (step.kind === 'send') return [...variablesIn(step.fob), ...variablesIn(step.line)];
  if (step.kind === 'expectation') return variablesIn(step.wanted);
  return [...variablesIn(step.arguments), ...variablesIn(step.expect ?? {})].filter(
    // A step may expect what it captures itself.
    (name) => !Object.hasOwn(step.capture, name),
  );
}
