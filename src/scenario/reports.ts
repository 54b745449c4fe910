// Reports of a scenario run: a transcript for a person, JSON, JUnit XML and TAP.
import type { ScenarioResult, StepOutcome, StepResult } from './run-scenario.js';

const marks: Record<StepOutcome, string> = { passed: '  ', failed: '✘ ', unsupported: '– ' };

export function stepLine({ outcome, line, words, depth, text = '', message }: StepResult): string {
  const said = text.split('\n')[0]!;
  const left = `${marks[outcome]}${String(line).padStart(4)}  ${'  '.repeat(depth)}${words}`;
  return [
    said === '' ? left : `${left.padEnd(34)}  ${said}`,
    ...(message === undefined ? [] : [`        ${'  '.repeat(depth)}${message}`]),
  ].join('\n');
}

export function transcript({ scenario, outcome, steps }: ScenarioResult): string {
  return [
    `${scenario.name}  (${scenario.file})`,
    ...steps.map(stepLine),
    `${outcome}: ${counts(steps)}`,
    '',
  ].join('\n');
}

/** One line for the whole run. */
export function summary(results: readonly ScenarioResult[]): string {
  const of = (outcome: StepOutcome): number => results.filter((result) => result.outcome === outcome).length;
  return `${of('passed')} passed, ${of('failed')} failed, ${of('unsupported')} not supported by the target`;
}

export function asJson(results: readonly ScenarioResult[]): unknown {
  return {
    schema: 'foblab.scenario-run/1',
    outcome: results.some(({ outcome }) => outcome === 'failed')
      ? 'failed'
      : results.some(({ outcome }) => outcome === 'unsupported')
        ? 'unsupported'
        : 'passed',
    scenarios: results.map(({ scenario, outcome, steps }) => ({
      file: scenario.file,
      name: scenario.name,
      outcome,
      steps: steps.map(({ line, words, outcome: of, at, answer = null, message = null }) => ({
        line,
        words,
        outcome: of,
        at,
        answer,
        message,
      })),
    })),
  };
}

/** Each scenario is a test suite, each step a test case. */
export function asJunit(results: readonly ScenarioResult[]): string {
  const suites = results.map(({ scenario, steps }) => {
    const of = (outcome: StepOutcome): number => steps.filter((step) => step.outcome === outcome).length;
    const cases = steps.map(({ line, words, outcome, message = '' }) => {
      const head = `    <testcase classname="${xml(scenario.name)}" name="${xml(`${line}: ${words}`)}"`;
      if (outcome === 'passed') return `${head}/>`;
      const inner =
        outcome === 'failed'
          ? `<failure message="${xml(message)}"/>`
          : `<skipped message="${xml(message)}"/>`;
      return `${head}>${inner}</testcase>`;
    });
    return [
      `  <testsuite name="${xml(scenario.name)}" file="${xml(scenario.file)}" tests="${steps.length}" failures="${of('failed')}" skipped="${of('unsupported')}">`,
      ...cases,
      '  </testsuite>',
    ].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>', ''].join(
    '\n',
  );
}

/** TAP version 13, one line for each step. */
export function asTap(results: readonly ScenarioResult[]): string {
  const lines = ['TAP version 13'];
  let number = 0;
  for (const { scenario, steps } of results) {
    lines.push(`# ${scenario.name}`);
    for (const { line, words, outcome, message } of steps) {
      const name = `${line}: ${words}`.replace(/[#\\]/g, '\\$&');
      lines.push(
        `${outcome === 'failed' ? 'not ok' : 'ok'} ${++number} - ${name}${outcome === 'unsupported' ? ` # SKIP ${message}` : ''}`,
      );
      if (outcome === 'failed') lines.push('  ---', `  message: ${JSON.stringify(message)}`, '  ...');
    }
  }
  lines.push(`1..${number}`);
  return `${lines.join('\n')}\n`;
}

function counts(steps: readonly StepResult[]): string {
  const failed = steps.filter(({ outcome }) => outcome === 'failed').length;
  return `${steps.length} steps${failed > 0 ? `, ${failed} failed` : ''}`;
}

/** Escapes a text for XML 1.0, which forbids most control characters, even escaped. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(
      /[&<>"]/g,
      (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!,
    )
    .replace(/[\n\r\t]/g, ' ');
}
