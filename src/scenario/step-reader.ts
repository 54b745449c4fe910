// Reads the steps of a scenario against the table of operations.
import { benchEventKinds } from '../bench/index.js';
import { closest } from '../contract/did-you-mean.js';
import { errorCodes } from '../contract/operation-error.js';
import { fobStates } from '../contract/results/screen.js';
import { verdictOutcomes } from '../contract/results/verdict.js';
import type { Operation } from '../host/operation.js';
import { patternProblem } from './match.js';
import { operationArguments, typed } from './operation-arguments.js';
import type { Entry, Positioned } from './positioned.js';
import { kindOf, type Reader } from './reader.js';
import type { ExpectationStep, Given, Step } from './scenario.js';
import { ScenarioError } from './scenario-error.js';

/** Operations that no scenario can use: it has its own bench, and it must end. */
const notInScenarios = new Set(['bench.init', 'link.serve']);

const control = [
  'expect',
  'expect-screen',
  'expect-verdict',
  'expect-event',
  'expect-not',
  'expect-reply',
  'send',
  'repeat',
  'parallel',
  'include',
] as const;

const modifiers = ['capture', 'expect', 'refused'] as const;

const expectations = {
  screen: ['fob', 'text', 'state', 'lowBattery'],
  verdict: undefined,
  event: ['kind', 'fob', 'detail', 'count'],
  answer: undefined,
  reply: ['fob', 'text'],
} as const;

/** Fields that take one of a fixed list of words. */
const closed: { readonly [of in keyof typeof expectations]?: { field: string; words: readonly string[] } } = {
  event: { field: 'kind', words: benchEventKinds },
  verdict: { field: 'outcome', words: verdictOutcomes },
  screen: { field: 'state', words: fobStates },
};

const examples: { readonly [of in keyof typeof expectations]: string } = {
  screen: 'text',
  verdict: 'outcome',
  event: 'kind',
  answer: 'screen.text',
  reply: 'text',
};

export class StepReader {
  readonly #reader: Reader;
  readonly #file: string;
  readonly #operations: ReadonlyMap<string, Operation>;
  readonly #include: (file: string) => readonly Step[];

  constructor(
    reader: Reader,
    file: string,
    operations: readonly Operation[],
    include: (file: string) => readonly Step[],
  ) {
    this.#reader = reader;
    this.#file = file;
    this.#include = include;
    // A step names an operation by its command or by its name.
    const usable = operations.filter(({ name }) => !notInScenarios.has(name));
    this.#operations = new Map(
      usable.flatMap((operation) => [
        [operation.command, operation],
        [operation.name, operation],
      ]),
    );
  }

  steps(given: readonly Positioned[]): Step[] {
    return given.flatMap((step) => this.#step(step) ?? []);
  }

  /** An entry of `fobs`: the parameters of `add`, and `enroll` with the parameters of `enroll`. */
  fob(given: Positioned): Step[] {
    const entries = this.#reader.map(given, 'a fob');
    const enroll = entries.get('enroll');
    entries.delete('enroll');
    if (given.kind !== 'map') return [];
    const rest: Positioned = { ...given, entries: [...entries.values()] };
    const add = this.#operation('add', this.#operations.get('add')!, rest, new Map());
    if (enroll === undefined || add === undefined || add.kind !== 'operation')
      return add === undefined ? [] : [add];
    const serial = entries.get('serial')?.value;
    if (serial === undefined) {
      this.#reader.problem(enroll.key, 'enroll: the fob needs a serial of its own to be enrolled');
      return [add];
    }
    const fob: Entry = { key: { ...enroll.key, text: 'fob' }, value: serial };
    const more = enroll.value.kind === 'map' ? enroll.value.entries : [];
    if (enroll.value.kind === 'list' || (enroll.value.kind === 'text' && enroll.value.text !== 'true'))
      this.#reader.problem(
        enroll.value,
        `enroll: ${kindOf(enroll.value)} given; expected true, or parameters such as {policy: rfc}`,
      );
    const enrolled = this.#operation(
      'enroll',
      this.#operations.get('enroll')!,
      { ...enroll.key, kind: 'map', entries: [fob, ...more] },
      new Map(),
    );
    return enrolled === undefined ? [add] : [add, enrolled];
  }

  #step(given: Positioned): Step | undefined {
    const reader = this.#reader;
    if (given.kind === 'text' && this.#operations.has(given.text))
      return this.#operation(
        given.text,
        this.#operations.get(given.text)!,
        { ...given, kind: 'map', entries: [] },
        new Map(),
      );
    if (given.kind !== 'map')
      return reader.problem(
        given,
        `a step: ${kindOf(given)} given; expected a step such as press: "3315511111"`,
      );
    const entries = new Map(given.entries.map((entry) => [entry.key.text, entry]));
    const names = [...entries.keys()].filter((name) => this.#isStep(name));
    const [name, ...others] = names.filter((one) => one !== 'expect' || names.length === 1);
    if (name === undefined || others.length > 0) {
      const first =
        given.entries.find(({ key }) => !this.#isStep(key.text) && !isModifier(key.text)) ?? given.entries[0];
      if (first === undefined) return reader.problem(given, 'a step is empty');
      if (others.length > 0)
        return reader.problem(
          given,
          `a step does one thing: ${[name, ...others].join(', ')} given; put each after a dash of its own`,
        );
      const near = closest(first.key.text, [...control, ...this.#operations.keys()]);
      return reader.problem(
        first.key,
        `there is no step ${JSON.stringify(first.key.text)}${near ? `; did you mean ${near}?` : ''} (foblab --help lists operations)`,
      );
    }
    const { key, value } = entries.get(name)!;
    entries.delete(name);
    const operation = this.#operations.get(name);
    for (const entry of entries.values())
      if (operation === undefined || !isModifier(entry.key.text)) {
        const near = closest(entry.key.text, modifiers);
        reader.problem(
          entry.key,
          `${name} has no key ${JSON.stringify(entry.key.text)} beside it${near ? `; did you mean ${near}?` : ''}; ${operation === undefined ? 'it takes none' : `an operation takes ${modifiers.join(', ')}`}`,
        );
      }
    const place = { line: key.line, column: key.column, file: this.#file };
    if (operation !== undefined) return this.#operation(name, operation, value, entries);
    if (name.startsWith('expect')) return this.#expectation(name, value, place);
    if (name === 'send') {
      const sent = reader.map(value, 'send', ['fob', 'line']);
      const [fob, line] = [
        this.#needed(sent, 'send', 'fob', value),
        this.#needed(sent, 'send', 'line', value),
      ];
      return fob === undefined || line === undefined
        ? undefined
        : { kind: 'send', place, words: `send ${line}`, fob, line };
    }
    if (name === 'repeat') {
      const repeated = reader.map(value, 'repeat', ['times', 'steps']);
      const times = reader.wholeNumber(repeated.get('times')?.value, 'times', 1, 1_000_000);
      if (!repeated.has('times')) reader.problem(value, 'repeat needs times: how often');
      const given = reader.list(repeated.get('steps')?.value, 'steps');
      if (given.length === 0) reader.problem(value, 'repeat needs steps: a list of what is repeated');
      const steps = this.steps(given);
      return { kind: 'repeat', place, words: `repeat ${times}`, times: times ?? 1, steps };
    }
    if (name === 'parallel') {
      const given = reader.list(value, 'parallel');
      if (given.length === 0) reader.problem(value, 'parallel needs branches: a list of steps, or of lists');
      const branches = given.map((branch) =>
        branch.kind === 'list' ? this.steps(branch.items) : this.steps([branch]),
      );
      return { kind: 'parallel', place, words: 'parallel', branches };
    }
    const file = reader.text(value, 'include');
    if (file === undefined) return undefined;
    try {
      return { kind: 'include', place, words: `include ${file}`, steps: this.#include(file) };
    } catch (error) {
      if (error instanceof ScenarioError) throw error;
      const { code } = error as NodeJS.ErrnoException;
      return reader.problem(
        value,
        `include: ${code === 'ENOENT' ? `there is no ${file} beside this file` : (error as Error).message}`,
      );
    }
  }

  #isStep(name: string): boolean {
    return this.#operations.has(name) || (control as readonly string[]).includes(name);
  }

  #needed(entries: ReadonlyMap<string, Entry>, of: string, name: string, at: Positioned): string | undefined {
    const entry = entries.get(name);
    if (entry === undefined) return this.#reader.problem(at, `${of} needs ${name}`);
    return this.#reader.text(entry.value, name);
  }

  #operation(
    words: string,
    operation: Operation,
    value: Positioned,
    modifierEntries: ReadonlyMap<string, Entry>,
  ): Step | undefined {
    const reader = this.#reader;
    const given = operationArguments(operation, value, this.#file, reader);
    const typedGiven = Object.entries(given).map(([name, one]) => [
      name,
      typed(operation.parameters[name]!, one),
    ]);
    if (operation.runsUntilDisconnect?.(Object.fromEntries(typedGiven)) === true)
      reader.problem(value, `${words} goes on until somebody stops it, and a scenario ends: leave that out`);
    const captured = [...reader.map(modifierEntries.get('capture')?.value, 'capture')].map(
      ([name, { key, value: path }]) => {
        if (!/^[A-Za-z_][\w-]*$/.test(name))
          reader.problem(
            key,
            `capture: ${JSON.stringify(name)} is no name of a variable; expected letters, digits and _`,
          );
        return [name, reader.text(path, `capture ${name}`) ?? ''] as const;
      },
    );
    const expect = modifierEntries.get('expect')?.value;
    const refused = modifierEntries.get('refused')?.value;
    return {
      kind: 'operation',
      place: { line: value.line, column: value.column, file: this.#file },
      words,
      operation,
      arguments: given,
      capture: Object.fromEntries(captured),
      expect: expect === undefined ? undefined : this.#someFields(expect, 'expect'),
      refused: refused === undefined ? undefined : this.#refusal(refused),
    };
  }

  #refusal(value: Positioned): { code: string; message?: string } | undefined {
    const reader = this.#reader;
    const entries = value.kind === 'map' ? reader.map(value, 'refused', ['code', 'message']) : undefined;
    const code =
      entries === undefined
        ? reader.text(value, 'refused')
        : (reader.text(entries.get('code')?.value, 'code') ?? 'refused');
    const at = entries?.get('message')?.value;
    const message = reader.text(at, 'message');
    this.#checkPatterns(at, message);
    if (code === undefined) return undefined;
    if (!Object.hasOwn(errorCodes, code)) {
      const near = closest(code, Object.keys(errorCodes));
      return reader.problem(
        value,
        `refused: ${JSON.stringify(code)} given; expected one of ${Object.keys(errorCodes).join(', ')}${near ? `; did you mean ${near}?` : ''}`,
      );
    }
    return { code, ...(message === undefined ? {} : { message }) };
  }

  #expectation(
    name: string,
    value: Positioned,
    place: ExpectationStep['place'],
    not = false,
  ): ExpectationStep | undefined {
    const reader = this.#reader;
    if (name === 'expect-not') {
      const inner = reader.map(value, 'expect-not', ['screen', 'verdict', 'event', 'answer', 'reply']);
      const [first, ...more] = inner.values();
      if (first === undefined || more.length > 0)
        return reader.problem(value, 'expect-not takes one of screen, verdict, event, answer, reply');
      return this.#expectation(`expect-${first.key.text}`, first.value, place, true);
    }
    const of = (
      name === 'expect' || name === 'expect-answer' ? 'answer' : name.slice('expect-'.length)
    ) as keyof typeof expectations;
    const words = `${not ? 'expect-not ' : 'expect '}${of}`;
    if (value.kind === 'text') {
      this.#checkPatterns(value, value.text);
      const key = { verdict: 'outcome', event: 'kind', screen: 'text', reply: 'text', answer: undefined }[of];
      if (key === undefined)
        return reader.problem(
          value,
          `expect: ${kindOf(value)} given; expected fields of the last answer, such as {outcome: ok}`,
        );
      if (of === 'screen' || of === 'reply') return reader.problem(value, `${name} needs fob: whose`);
      return {
        kind: 'expectation',
        place,
        words: `${words} ${value.text}`,
        of,
        not,
        wanted: this.#known(of, { [key]: value.text }, value),
      };
    }
    const wanted = this.#fields(value, name);
    if (expectations[of] !== undefined) reader.map(value, name, expectations[of]);
    const needs = { screen: 'fob', event: 'kind', reply: 'fob', verdict: undefined, answer: undefined }[of];
    if (needs !== undefined && wanted[needs] === undefined)
      return reader.problem(value, `${name} needs ${needs}`);
    if (Object.keys(wanted).length === (of === 'screen' ? 1 : 0))
      return reader.problem(value, `${name} compares nothing: give a field, such as ${examples[of]}`);
    return { kind: 'expectation', place, words, of, not, wanted: this.#known(of, wanted, value) };
  }

  #someFields(value: Positioned, what: string): Record<string, Given> {
    if (value.kind === 'map' && value.entries.length === 0)
      this.#reader.problem(
        value,
        `${what} compares nothing: give a field of the answer, such as screen.text`,
      );
    return this.#fields(value, what);
  }

  #fields(value: Positioned, what: string): Record<string, Given> {
    return Object.fromEntries(
      [...this.#reader.map(value, what)].map(([name, entry]) => {
        const given = this.#reader.given(entry.value);
        this.#checkPatterns(entry.value, given);
        return [name, given];
      }),
    );
  }

  /** Refuses an unknown kind, outcome or state: it never occurs, so `expect-not` would always pass. */
  #known(
    of: keyof typeof expectations,
    wanted: Record<string, Given>,
    at: Positioned,
  ): Record<string, Given> {
    const { field, words } = closed[of] ?? {};
    const word = field === undefined ? undefined : wanted[field];
    if (typeof word !== 'string' || words!.includes(word) || /^\/|\$\{/.test(word)) return wanted;
    const near = closest(word, words!);
    const place = at.kind === 'map' ? at.entries.find(({ key }) => key.text === field)!.value : at;
    this.#reader.problem(
      place,
      `${field}: ${JSON.stringify(word)} given${near ? `; did you mean ${near}?` : ''}; expected one of ${words!.join(', ')}`,
    );
    return wanted;
  }

  #checkPatterns(at: Positioned | undefined, wanted: unknown): void {
    const problem = patternProblem(wanted);
    if (at !== undefined && problem !== undefined) this.#reader.problem(at, problem);
  }
}

function isModifier(name: string): boolean {
  return (modifiers as readonly string[]).includes(name);
}
