// `foblab scenario run`, `scenario record` and `scenario schema`.
import { writeFileSync } from 'node:fs';
import { flag, names, number, optional, readArguments, text } from '../../contract/parameter.js';
import { type BenchClient, openBenchClient } from '../../host/bench-client.js';
import { allOperations, findOperation } from '../../operations/index.js';
import {
  asJson,
  asJunit,
  asTap,
  keepEvidence,
  type LoggedEvent,
  type RecordedPiece,
  type Recording,
  readScenario,
  recordedScenario,
  runScenario,
  type ScenarioResult,
  scenarioSchema,
  stepLine,
  summary,
} from '../../scenario/index.js';
import { benchPath } from '../bench-path.js';
import { write, writeBeside, writeText } from '../output.js';
import { type Command, described } from './command.js';

const runParameters = {
  files: { ...names('scenario files', 'file'), required: true },
  target: optional(text('a verifier under test, which judges in place of foblab’s own', 'target')),
  tap: flag('TAP version 13 on standard output'),
  junit: optional(text('write JUnit XML into this file', 'file')),
  keep: optional(text('folder for what is kept of a scenario that fails (foblab-failures)', 'folder')),
};

export const scenarioRun: Command = {
  operation: described({
    command: 'scenario run',
    summary: 'run scenario files, each on a bench of its own in memory',
    help: 'Every file is checked whole before anything runs. Exits 0 where every scenario passes, 1 where one fails or has steps that the target does not support, 2 where a file is wrong. Two runs give the same output. What is kept of a failure: the transcript, the events, a snapshot without seeds, and the traffic of the links. docs/scenarios.md describes the files.',
    examples: [
      'foblab scenario run scenarios/year-in-a-drawer.yaml',
      'foblab scenario run scenarios/*.yaml --junit report.xml',
    ],
    parameters: runParameters,
    positionals: ['files'],
  }),
  async run({ arguments: given, options }) {
    const {
      files,
      target,
      tap,
      junit,
      keep = 'foblab-failures',
    } = readArguments('scenario run', runParameters, given);
    const interrupted = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
    // A file that is wrong must not be found out after an hour of others.
    const scenarios = [];
    for (const file of files) scenarios.push(await readScenario(file));
    const results: ScenarioResult[] = [];
    for (const scenario of scenarios) {
      const printsText = !options.json && !tap;
      if (printsText) write(`${scenario.name}  (${scenario.file})`);
      const result = await runScenario(scenario, {
        target,
        signal: interrupted.signal,
        onStep: (step) => {
          if (printsText) write(stepLine(step));
        },
        onFailure: async (bench, failed) => {
          writeBeside(`foblab: what happened is kept in ${await keepEvidence(keep, bench, failed)}`);
        },
      });
      results.push(result);
      if (printsText) write(`${result.outcome}\n`);
    }
    if (options.json) write(JSON.stringify(asJson(results)));
    else if (tap) writeText(asTap(results));
    else write(summary(results));
    if (junit !== undefined) writeFileSync(junit, asJunit(results));
    return results.every(({ outcome }) => outcome === 'passed') ? 0 : 1;
  },
};

const recordParameters = {
  name: optional(text('name of the scenario', 'name')),
  since: optional(
    number('from this event on', {
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      unit: 'number',
      whole: true,
    }),
  ),
};

export const scenarioRecord: Command = {
  operation: described({
    command: 'scenario record',
    summary: 'write a scenario from what was done on the bench',
    help: 'It is made from the log of the bench: what a person did in the terminal UI or at the command line, with the time in between. Where the process that holds the bench serves links, each line that a program sent to a console is a step too, with the answer that came. A log holds no code, so each verification takes a fresh one off the fob; codes and other numbers in an answer become patterns.',
    examples: ['foblab scenario record > mine.yaml', 'foblab scenario record --since 120 --name "the drift"'],
    parameters: recordParameters,
    positionals: [],
  }),
  async run({ arguments: given, options }) {
    const { name = 'Recorded', since } = readArguments('scenario record', recordParameters, given);
    const client = await openBenchClient(benchPath(options.bench).path, findOperation);
    try {
      writeText(recordedScenario(name, await recording(client, since ?? 1)));
    } finally {
      await client.close();
    }
    return 0;
  },
};

/** What happened from event `since` on. Only a process that stays has links, and their traffic. */
async function recording(client: BenchClient, since: number): Promise<Recording> {
  const run = async <T>(operation: string, given: Record<string, unknown> = {}): Promise<T> =>
    (await client.run(operation, given)) as T;
  const { events } = await run<{ events: LoggedEvent[] }>('bench.log', { since });
  const { pieces } = await run<{ pieces: RecordedPiece[] }>('link.traffic');
  const { fobs } = await run<{ fobs: { model: string; serial: string }[] }>('fob.list');
  const judged = events.some(({ kind }) => kind === 'verdict');
  const { credentials } = judged
    ? await run<{ credentials: { serial: string; policy: string }[] }>('credential.list')
    : { credentials: [] };
  const policies = new Map(credentials.map(({ serial, policy }) => [serial, policy]));
  return {
    since,
    events,
    pieces,
    fobs: fobs.map(({ model, serial }) => ({ model, serial, policy: policies.get(serial) })),
  };
}

export const scenarioSchemaCommand: Command = {
  operation: described({
    command: 'scenario schema',
    summary: 'the JSON Schema of scenario files, for an editor',
    examples: ['foblab scenario schema > foblab-scenario.schema.json'],
    parameters: {},
    positionals: [],
  }),
  async run() {
    write(JSON.stringify(scenarioSchema(await allOperations()), null, 2));
    return 0;
  },
};
