// Runs one program to its end, without a shell. Its output and time are limited, and no process outlives the run.
import { spawn } from 'node:child_process';
import { onAbort } from './on-abort.js';
import type { TargetDependencies } from './target-dependencies.js';
import { TargetError } from './target-error.js';

export interface Run {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly input: string | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface RunResult {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

export const longestOutputBytes = 1_048_576;

/** How long to read on after the program has ended, if one of its child processes holds the pipe open. */
const lingerMs = 200;

/** Rejects with a TargetError: unreachable, unsendable, timeout, too-large, aborted. */
export function runProgram(run: Run, dependencies: TargetDependencies): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const stop: (() => void)[] = [];
    let settled = false;
    const settle = (act: () => void): void => {
      if (settled) return;
      settled = true;
      for (const undo of stop) undo();
      act();
    };
    const refuse = (error: TargetError): void => settle(() => reject(error));

    let child: ReturnType<typeof start>;
    try {
      child = start(run);
    } catch (error) {
      refuse(startError(run, error as NodeJS.ErrnoException));
      return;
    }
    const { stdin, stdout, stderr } = child;
    const end = (error: TargetError): void => {
      endGroup(child.pid);
      refuse(error);
    };
    stop.push(() => {
      for (const pipe of [stdin, stdout, stderr]) pipe.destroy();
      child.unref();
    });

    const output = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
    let bytes = 0;
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (chunk: Uint8Array) => {
        bytes += chunk.length;
        if (settled) return;
        if (bytes > longestOutputBytes) end(tooLarge(run));
        else output[name].push(chunk);
      });
    // A program may end without reading its standard input.
    for (const pipe of [stdin, stdout, stderr]) pipe.on('error', () => {});
    stdin.end(run.input ?? '');

    let ended: Pick<RunResult, 'exitCode' | 'signal'> | undefined;
    const finish = (): void =>
      settle(() =>
        resolve({ ...ended!, stdout: Buffer.concat(output.stdout), stderr: Buffer.concat(output.stderr) }),
      );
    child.on('error', (error) => refuse(startError(run, error)));
    child.on('exit', (exitCode, signal) => {
      ended = { exitCode, signal };
      if (!settled) stop.push(dependencies.after(lingerMs, finish));
    });
    child.on('close', () => {
      if (ended !== undefined) finish();
    });

    stop.push(dependencies.after(run.timeoutMs, () => end(timeout(run))));
    const abort = (): void =>
      end(new TargetError('aborted', `Ended by the caller while ${run.program} ran.`));
    stop.push(onAbort(run.signal, abort));
    if (child.pid !== undefined) stop.push(endWithUs(child.pid));
  });
}

function start({ program, arguments: list, env, folder }: Run) {
  // In a process group of its own, so that its child processes can be ended with it.
  return spawn(program, list, { env, cwd: folder, detached: true, shell: false, stdio: 'pipe' });
}

const running = new Set<number>();

/** Ends the program when foblab ends: it would run on without a timeout. The result cancels that. */
function endWithUs(pid: number): () => void {
  if (running.size === 0) process.on('exit', endAll);
  running.add(pid);
  return () => {
    running.delete(pid);
    if (running.size === 0) process.removeListener('exit', endAll);
  };
}

function endAll(): void {
  for (const pid of running) endGroup(pid);
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

function startError({ program, folder }: Run, error: NodeJS.ErrnoException): TargetError {
  const why: Record<string, string> = {
    ENOENT: `is not there, or the folder ${folder} is not: check "program" and PATH`,
    EACCES: 'may not be executed: check its permissions (chmod +x)',
    ENOEXEC: 'is not a program: a script begins with a line like #!/bin/sh',
    E2BIG: 'gets more arguments than the system allows: use "input"',
  };
  return new TargetError(
    'unreachable',
    `${program} ${why[error.code ?? ''] ?? `cannot be started (${error.code ?? 'unknown error'})`}.`,
  );
}

function timeout({ program, timeoutMs }: Run): TargetError {
  return new TargetError(
    'timeout',
    `${program} did not end within ${timeoutMs} ms and was killed. Whether it took the code is not known. ` +
      'A slow one gets more with "timeout".',
  );
}

function tooLarge({ program }: Run): TargetError {
  return new TargetError(
    'too-large',
    `${program} wrote more than ${longestOutputBytes} bytes and was killed: let it say less.`,
  );
}
