// The commands that are more than one operation, and every command by its words. Each loads when it is typed.
import type { Operation } from '../../host/operation.js';
import { allOperations, loadOperation, operationCommands } from '../../operations/index.js';
import type { Command } from './command.js';

const commandModules: Readonly<Record<string, () => Promise<Command>>> = {
  completion: () => import('./completion.js').then((module) => module.completion(everyCommand)),
  console: () => import('./console.js').then((module) => module.console_),
  demo: () => import('./demo.js').then((module) => module.demo),
  'epcs demo': () => import('./epcs-demo.js').then((module) => module.epcsDemo),
  doctor: () => import('./doctor.js').then((module) => module.doctor),
  lab: () => import('./lab.js').then((module) => module.lab),
  man: () => import('./man.js').then((module) => module.man(everyCommand)),
  repair: () => import('./repair.js').then((module) => module.repair),
  'scenario record': () => import('./scenario.js').then((module) => module.scenarioRecord),
  'scenario run': () => import('./scenario.js').then((module) => module.scenarioRun),
  'scenario schema': () => import('./scenario.js').then((module) => module.scenarioSchemaCommand),
  schema: () => import('./schema.js').then((module) => module.schema),
  snapshot: () => import('./snapshot.js').then((module) => module.snapshot()),
  serve: () => import('./serve.js').then((module) => module.serve),
};

/** Whether these are the words of a command. */
export function isCommand(words: string): boolean {
  return operationCommands.has(words) || Object.hasOwn(commandModules, words);
}

/** The words of every command, sorted. */
export function commandNames(): readonly string[] {
  return [...new Set([...operationCommands.keys(), ...Object.keys(commandModules)])].sort();
}

export interface FoundCommand {
  operation: Operation;
  /** Undefined for an operation that is run and printed as every other. */
  command?: Command;
}

/** `words`: one of {@link commandNames}. */
export async function loadCommand(words: string): Promise<FoundCommand> {
  const own = commandModules[words];
  if (own !== undefined) {
    const command = await own();
    return { operation: command.operation, command };
  }
  return { operation: (await loadOperation(operationCommands.get(words)!)) as unknown as Operation };
}

/** What help, completion and the command line's page list, by their words. */
export async function everyCommand(): Promise<readonly Operation[]> {
  const own = await Promise.all(Object.values(commandModules).map((load) => load()));
  const all = new Map<string, Operation>();
  for (const operation of [...(await allOperations()), ...own.map((command) => command.operation)])
    all.set(operation.command, operation);
  return [...all.values()].sort((a, b) => (a.command < b.command ? -1 : 1));
}
