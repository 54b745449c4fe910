// Reads the file that describes a target, in YAML. JSON is valid YAML.
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { suggestion } from '../contract/did-you-mean.js';
import { describedKindNames, describedKinds } from './described-kinds.js';
import { timePlaceholders } from './placeholders.js';
import { readSecretSources } from './read-secrets.js';
import type { TemplateScope } from './read-template.js';
import { readVerdict } from './read-verdict.js';
import { type TimeBase, timeBases } from './target.js';
import type { TargetDescription } from './target-description.js';
import { TargetError, TargetFileError } from './target-error.js';
import { type Entry, longestFileBytes, shown, YamlSource } from './yaml-source.js';

export const targetFileExtensions = ['.yaml', '.yml', '.json'] as const;

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const commonKeys = ['kind', 'description', 'time', 'timeout', 'secrets', 'verdict'] as const;
const defaultTimeoutMs = 10_000;
const longestTimeoutMs = 600_000;

/** Without `name` the target has the name of its file. Throws a TargetFileError, or a TargetError `not-found`. */
export async function readTargetFile(path: string, name = nameOf(path)): Promise<TargetDescription> {
  return parseTargetFile(await readText(path), { name, file: path, folder: dirname(resolve(path)) });
}

export interface TargetFilePlace {
  readonly name: string;
  /** The file name in messages. */
  readonly file: string;
  /** The absolute path of the folder to which relative paths in the file refer. */
  readonly folder: string;
}

/** Throws a TargetFileError that lists every problem with its line and column. */
export function parseTargetFile(text: string, { name, file, folder }: TargetFilePlace): TargetDescription {
  const source = new YamlSource(file, text);
  const what = 'a target';
  const fix = 'keys and values such as "kind: http"';
  const any = source.asMapping(source.root, what, fix);
  if (!namePattern.test(name) || name === 'foblab')
    source.problem(
      source.root,
      `the name "${shown(name)}" cannot be used: call the file 1 to 64 of A–Z, a–z, 0–9, ".", "_", "-", not "foblab"`,
    );
  const kind = any === undefined ? undefined : readKind(source, any.get('kind'));
  source.throwIfProblems();
  if (kind === undefined) throw new Error('unreachable: a missing kind is a problem');
  const known = [...commonKeys, ...describedKinds[kind].keys];
  const entries = source.asMapping(source.root, `a target of kind ${kind}`, fix, known)!;

  const path = (given: string): string =>
    given.startsWith('~/')
      ? join(homedir(), given.slice(2))
      : isAbsolute(given)
        ? given
        : resolve(folder, given);
  const secrets = readSecretSources(source, entries.get('secrets'), path);
  const scope: TemplateScope = { source, secrets: secrets.map((secret) => secret.name), used: new Set() };
  const { read, conditions, exampleRule } = describedKinds[kind];
  const asked = read(scope, entries, path, folder);
  const rules = source.required(entries, 'verdict', 'the rules that read an answer', (node) =>
    readVerdict(source, node, conditions, exampleRule),
  );
  if (!scope.used.has('code'))
    source.problem(source.root, 'nothing sends the code: put {code} where it belongs');
  for (const secret of secrets)
    if (!scope.used.has(`secret.${secret.name}`))
      source.problem(
        source.root,
        `the secret "${secret.name}" is used nowhere: write {secret.${secret.name}}`,
      );
  const common = {
    name,
    description: readDescription(source, entries.get('description')),
    timeBase: readTimeBase(source, entries.get('time'), scope.used),
    timeoutMs: readTimeout(source, entries.get('timeout')),
    secrets,
  };
  source.throwIfProblems();
  return { ...common, ...asked, rules: rules! };
}

function readKind(source: YamlSource, entry: Entry | undefined): TargetDescription['kind'] | undefined {
  if (entry === undefined)
    return source.problem(source.root, `kind is missing: give ${describedKindNames.join(' or ')}`);
  const word = source.asText(entry[1], 'kind');
  if (word === undefined) return undefined;
  if (word === 'foblab')
    return source.problem(
      entry[1],
      'foblab’s own core needs no file: it is always there as the target "foblab"',
    );
  return (
    describedKindNames.find((kind) => kind === word) ??
    source.problem(entry[1], `kind is "${shown(word)}": ${suggestion(word, describedKindNames)}`)
  );
}

function readDescription(source: YamlSource, entry: Entry | undefined): string {
  const text = entry === undefined ? '' : (source.asText(entry[1], 'description') ?? '');
  if (text.length > 200 || /[\r\n]./.test(text))
    source.problem(entry![1], 'description: give a line of at most 200 characters');
  return text.trim();
}

/** A target that gets the bench's time judges by it; any other target has its own clock. */
function readTimeBase(source: YamlSource, entry: Entry | undefined, used: ReadonlySet<string>): TimeBase {
  const getsBenchTime = timePlaceholders.some((name) => used.has(name));
  if (entry === undefined) return getsBenchTime ? 'bench' : 'wall';
  const word = source.asText(entry[1], 'time');
  const base = timeBases.find((one) => one === word);
  if (base === undefined && word !== undefined)
    source.problem(entry[1], `time is "${shown(word)}": give ${timeBases.join(' or ')}`);
  if (base === 'bench' && !getsBenchTime)
    source.problem(
      entry[1],
      `time is "bench", but nothing tells the target that time: use ${timePlaceholders.map((name) => `{${name}}`).join(', ')}, or give wall`,
    );
  return base ?? 'wall';
}

function readTimeout(source: YamlSource, entry: Entry | undefined): number {
  if (entry === undefined) return defaultTimeoutMs;
  const text = source.asText(entry[1], 'timeout');
  if (text === undefined) return defaultTimeoutMs;
  const [, number, unit] = /^([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(ms|s|min)$/.exec(text) ?? [];
  const ms = Math.round(Number(number) * (unit === 'min' ? 60_000 : unit === 's' ? 1000 : 1));
  if (ms >= 10 && ms <= longestTimeoutMs) return ms;
  source.problem(entry[1], `timeout is "${shown(text)}": give 10ms to 10min, such as 500ms, 5s or 2min`);
  return defaultTimeoutMs;
}

function nameOf(path: string): string {
  return basename(path, extname(path));
}

async function readText(path: string): Promise<string> {
  const cannot = (why: string): TargetFileError =>
    new TargetFileError(path, [{ line: 1, column: 1, message: why }]);
  try {
    // Without O_NONBLOCK opening a named pipe would hang.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!(await file.stat()).isFile()) throw cannot('this is not a regular file: give the target’s file');
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(longestFileBytes + 1),
        0,
        longestFileBytes + 1,
        0,
      );
      return new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new TargetError('not-found', `There is no file ${path}: check the path of the target.`);
    if (code === 'EACCES' || code === 'EPERM')
      throw cannot('the file may not be read: check its permissions');
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw cannot('the file is not UTF-8: save it as UTF-8');
    throw error;
  }
}
