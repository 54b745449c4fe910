// The keys of a target that is a program.
import { statSync } from 'node:fs';
import { readMessage, readPairs, readTemplates } from './read-message.js';
import type { TemplateScope } from './read-template.js';
import type { CommandDescription } from './target-description.js';
import { placeholdersOf } from './template.js';
import { type Entry, shown } from './yaml-source.js';

export const commandKeys = ['program', 'arguments', 'env', 'input', 'folder'] as const;

type CommandPart = Pick<CommandDescription, 'kind' | 'program' | 'arguments' | 'env' | 'input' | 'folder'>;

export function readCommand(
  scope: TemplateScope,
  entries: ReadonlyMap<string, Entry>,
  path: (given: string) => string,
  fileFolder: string,
): CommandPart {
  const { source } = scope;
  const program = source.required(entries, 'program', 'a name in PATH or a path', (node) => {
    const text = source.asText(node, 'program');
    if (text === undefined) return undefined;
    if (text === '' || /[\0{}]/.test(text))
      return source.problem(node, 'program is fixed: give a name in PATH or a path, without placeholders');
    if (/\s/.test(text) && !text.includes('/'))
      return source.problem(
        node,
        `program is "${shown(text)}": no shell splits it; give the program alone and the rest in "arguments"`,
      );
    return text.includes('/') ? path(text) : text;
  });
  const list = entries.get('arguments');
  const templates = list === undefined ? [] : (readTemplates(scope, list[1], 'arguments') ?? []);
  for (const template of templates)
    for (const name of placeholdersOf(template))
      if (name.startsWith('secret.'))
        // Every user of the machine sees the arguments of every process (proc(5), cmdline).
        source.problem(list![1], `{${name}} in an argument shows in every process list: use env or input`);
  const env = entries.get('env');
  const variables = env === undefined ? [] : (readPairs(scope, env[1], 'env') ?? []);
  for (const [name] of variables)
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
      source.problem(env![1], `env: "${shown(name)}" is not a variable’s name: give letters, digits and "_"`);
  const zone = variables.find(([name]) => name === 'TZ')?.[1][0];
  if (
    scope.used.has('faketime') &&
    zone !== undefined &&
    !('literal' in zone && /^(UTC0?|Etc\/UTC)$/.test(zone.literal))
  )
    source.problem(env![1], 'env: {faketime} is a time in UTC: take TZ away, or set it to UTC');
  const input = entries.get('input');
  return {
    kind: 'command',
    program: program ?? '',
    arguments: templates,
    env: variables,
    input: input === undefined ? null : (readMessage(scope, input[1], 'input') ?? null),
    folder: readFolder(scope, entries.get('folder'), path) ?? fileFolder,
  };
}

function readFolder(
  { source }: TemplateScope,
  entry: Entry | undefined,
  path: (given: string) => string,
): string | undefined {
  const text = entry === undefined ? undefined : source.asText(entry[1], 'folder');
  if (text === undefined) return undefined;
  const folder = path(text);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    return source.problem(
      entry![1],
      `folder is "${shown(text)}", where no folder is: give the one to run in`,
    );
  return folder;
}
