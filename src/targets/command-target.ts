// A program as a target. It gets the code by arguments or standard input, without a shell; its exit code or output decides.
import { type RunResult, runProgram } from './bounded-run.js';
import { beforeNul } from './encodings.js';
import { writeMessage } from './message-body.js';
import { valuesOf } from './placeholders.js';
import { redactor, type Show, saying } from './redaction.js';
import { readSecrets } from './secrets.js';
import type { Target, TargetAnswer, TargetRequest, TargetVerdict } from './target.js';
import type { TargetDependencies } from './target-dependencies.js';
import type { CommandDescription } from './target-description.js';
import { TargetError } from './target-error.js';
import { judgedAt, requestSecrets, throwIfAborted } from './target-request.js';
import { fill, placeholdersOf, type Template, type Values } from './template.js';
import { readAnswer } from './verdict-rules.js';

export function commandTarget(description: CommandDescription, dependencies: TargetDependencies): Target {
  return {
    name: description.name,
    kind: 'command',
    timeBase: description.timeBase,
    verify: (request) => verify(description, dependencies, request),
  };
}

async function verify(
  description: CommandDescription,
  dependencies: TargetDependencies,
  request: TargetRequest,
): Promise<TargetVerdict> {
  const { name, timeBase, rules, timeoutMs, folder, program } = description;
  throwIfAborted(request.signal);
  const secrets = await readSecrets(description.secrets, dependencies.environment);
  const values = valuesOf(request, secrets, dependencies.nonce());
  const run = {
    program,
    arguments: argumentsOf(description.arguments, values),
    env: environmentOf(description, values, dependencies.environment),
    folder,
    input: description.input === null ? null : writeMessage(description.input, values),
    timeoutMs,
    signal: request.signal,
  };
  throwIfAborted(request.signal);
  const atUs = judgedAt(timeBase, request, dependencies);
  const startMs = dependencies.nowMs();
  const result = await runProgram(run, dependencies);
  const durationMs = dependencies.nowMs() - startMs;
  const show = redactor(requestSecrets(request, secrets));
  const reading =
    result.signal !== null
      ? ({ rule: null, why: `it was ended by ${result.signal}` } as const)
      : readAnswer(rules, {
          exit: result.exitCode,
          status: null,
          stdout: decode(result.stdout),
          stderr: decode(result.stderr),
          body: '',
          jsonBytes: result.stdout,
        });
  const raw = answerOf(result, reading.rule?.label ?? null, show);
  if (reading.rule === null) throw unreadable(program, reading.why, raw);
  return { outcome: reading.rule.outcome, target: name, timeBase, atUs, raw, durationMs };
}

function argumentsOf(templates: readonly Template[], values: Values): string[] {
  const list: string[] = [];
  for (const template of templates) {
    const argument = fill(template, values, beforeNul);
    // A value at the beginning of an argument must not become an option (POSIX XBD §12.2, guideline 10).
    const first = template[0];
    if (first !== undefined && 'placeholder' in first && argument.startsWith('-') && !list.includes('--'))
      throw new TargetError(
        'unsendable',
        `Not sent: {${first.placeholder}} begins with "-" and would be read as an option. ` +
          'Put the argument "--" before it if the program knows it, or use "input".',
      );
    list.push(argument);
  }
  return list;
}

/** Variables for paths of programs, libraries, temporary files and settings, for language and time zone, and for Windows. */
const neededByPrograms =
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|TMPDIR|TEMP|TMP|LANG|LANGUAGE|LC_\w+|TZ|LD_LIBRARY_PATH|SystemRoot|SystemDrive|windir|ComSpec|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA)$/i;

function environmentOf(
  { env, arguments: list }: CommandDescription,
  values: Values,
  inherited: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const environment: Record<string, string> = {};
  // Other variables may hold passwords, keys or tokens. The target file names those that the program needs under env.
  for (const [name, value] of Object.entries(inherited))
    if (value !== undefined && neededByPrograms.test(name)) environment[name] = value;
  // libfaketime reads the time in the program's own zone.
  const templates = [...list, ...env.map(([, template]) => template)];
  if (templates.some((template) => placeholdersOf(template).includes('faketime'))) environment.TZ = 'UTC';
  for (const [name, template] of env) environment[name] = fill(template, values, beforeNul);
  return environment;
}

function answerOf(
  result: RunResult,
  rule: string | null,
  show: Show,
): Extract<TargetAnswer, { kind: 'command' }> {
  return {
    kind: 'command',
    rule,
    exitCode: result.exitCode,
    signal: result.signal,
    stdout: show(decode(result.stdout)),
    stderr: show(decode(result.stderr)),
  };
}

function unreadable(program: string, why: string, raw: ReturnType<typeof answerOf>): TargetError {
  const ended = raw.signal === null ? `exit code ${raw.exitCode}, ` : '';
  const said = saying(raw.stderr || raw.stdout);
  return new TargetError('unreadable', `${program} gave no verdict: ${ended}${why}.${said}`, raw);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
