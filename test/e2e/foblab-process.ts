// The built command as a process of its own: one that ends, and one that stays.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
  /** Standard output as one JSON object. */
  json(): Record<string, unknown>;
}

export interface Surroundings {
  bench: string;
  cwd?: string;
  input?: string;
}

export function foblab(words: readonly string[], { bench, cwd, input = '' }: Surroundings): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    input,
    encoding: 'utf8',
    env: environment(bench),
    ...(cwd === undefined ? {} : { cwd }),
  });
  return { status, stdout, stderr, json: () => JSON.parse(stdout) as Record<string, unknown> };
}

export interface Staying {
  /** The next line of standard output; rejects when the process ends before it. */
  line(): Promise<string>;
  /** As ^C does where no signal is given; resolves to the exit code. */
  interrupt(signal?: NodeJS.Signals): Promise<number | null>;
  /** What it has said on standard error so far. */
  said(): string;
}

export function startFoblab(words: readonly string[], { bench, cwd }: Surroundings): Staying {
  const child: ChildProcess = spawn(process.execPath, [program, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(bench),
    ...(cwd === undefined ? {} : { cwd }),
  });
  let said = '';
  child.stderr!.on('data', (text) => {
    said += text;
  });
  const lines: string[] = [];
  const waiting: { resolve(line: string): void; reject(error: Error): void }[] = [];
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const next = waiting.shift();
    if (next === undefined) lines.push(line);
    else next.resolve(line);
  });
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      for (const one of waiting.splice(0))
        one.reject(new Error(`foblab ${words[0]} ended (${code}): ${said}`));
      resolve(code);
    }),
  );
  return {
    line: () =>
      new Promise((resolve, reject) => {
        const there = lines.shift();
        if (there !== undefined) resolve(there);
        else if (child.exitCode !== null) reject(new Error(`foblab ${words[0]} has ended: ${said}`));
        else waiting.push({ resolve, reject });
      }),
    said: () => said,
    interrupt(signal = 'SIGINT') {
      child.kill(signal);
      return ended;
    },
  };
}

function environment(bench: string): NodeJS.ProcessEnv {
  const { FOBLAB_STORE: _, FOBLAB_KEY: __, FOBLAB_KEY_FILE: ___, ...rest } = process.env;
  return { ...rest, FOBLAB_BENCH: bench };
}
