// The guarded test runner: two to four processes at a time. A file below test/ has a process of its own; the files beside
// the code share theirs, since they share what they load.
// Plain uvu exits 0 when no file matches or when `.run()` is forgotten and hangs on an open handle;
// here each of these is a failure that names the file.
// Arguments: parts of paths.
import { type ChildProcess, fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileTree } from './compile.js';
import type { FileReport } from './run-file.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const roots = ['firmware-sim', 'devices', 'src', 'test', 'examples'];
const limitMs = 1000 * Number(process.env.FOBLAB_TEST_LIMIT_SECONDS ?? 300);
const lingerMs = 10_000;
const seed = Number(process.env.FOBLAB_SEED ?? randomInt(1, 2 ** 31));
const skipIsFailure = process.env.FOBLAB_SKIP_IS_FAILURE === '1';

const patterns = process.argv.slice(2);
const files = filesNamed(/\.test\.ts$/).filter(
  (file) => patterns.length === 0 || patterns.some((p) => file.includes(p)),
);
if (files.length === 0) {
  console.error(`No test file matches ${JSON.stringify(patterns)} below ${roots.join(', ')}.`);
  process.exit(1);
}

console.log(
  `${files.length} test files, seed ${seed} (again: FOBLAB_SEED=${seed} npm test -- <part of a path>)`,
);
const compiled = await compileTree(filesNamed(/(?<!\.d)\.tsx?$/));
const totals = { passed: 0, failed: 0, skipped: 0 };
const reasons: string[] = [];
const broken: string[] = [];
const processes = Math.max(2, Math.min(4, availableParallelism()));
/** Small shares, and the long files first, so that the processes end at about the same time. */
const queue = [
  ...files.filter((file) => !isUnit(file)).map((file) => [file]),
  ...shares(files.filter(isUnit), 8),
];
await Promise.all(Array.from({ length: processes }, worker));

for (const reason of reasons) console.log(`skipped: ${reason}`);
for (const line of broken) console.log(`FAILED  ${line}`);
if (broken.length > 0) console.log(`seed ${seed}`);
// What needs a fob in somebody's hand cannot run where nobody is.
const excused = reasons.filter((reason) => reason.includes(': physical:')).length;
if (skipIsFailure && totals.skipped > excused) {
  console.log('FAILED  a skip counts as a failure here (FOBLAB_SKIP_IS_FAILURE=1)');
  totals.failed += totals.skipped - excused;
}
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed > 0 ? 1 : 0);

async function worker(): Promise<void> {
  while (queue.length > 0) {
    const share = queue.shift()!;
    const done = await runFiles(share);
    // The process ended at a file: the others of its share start again in another.
    if (done < share.length) queue.unshift(share.slice(done));
  }
}

function isUnit(file: string): boolean {
  return !file.startsWith('test/') && !file.startsWith('examples/');
}

function shares(of: readonly string[], length: number): string[][] {
  return Array.from({ length: Math.ceil(of.length / length) }, (_, i) =>
    of.slice(i * length, (i + 1) * length),
  );
}

interface Outcome {
  report: FileReport;
  output: string;
  problem?: string;
}

function tell(file: string, seconds: string, { report, output, problem }: Outcome): void {
  totals.passed += report.passed;
  totals.failed += report.failed + (problem === undefined ? 0 : 1);
  totals.skipped += report.skipped;
  for (const reason of report.reasons) reasons.push(`${file}: ${reason}`);
  const bad = problem !== undefined || report.failed > 0;
  if (problem !== undefined) broken.push(`${file}: ${problem}`);
  else if (report.failed > 0) broken.push(`${file}: ${report.failed} of its tests`);
  console.log(
    `${bad ? '✘' : '•'} ${file}  ${report.passed} passed${report.skipped ? `, ${report.skipped} skipped` : ''} (${seconds} s)`,
  );
  if (bad) console.log(output);
}

/** @returns how many of the files ran */
function runFiles(share: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const empty: FileReport = { passed: 0, failed: 0, skipped: 0, reasons: [] };
    const held: { file: string; seconds: string; report: FileReport }[] = [];
    let problem: string | undefined;
    let output = '';
    let started = Date.now();
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      FOBLAB_SEED: String(seed),
      FOBLAB_CHECK_ANSWERS: '1',
      FOBLAB_COMPILED_TESTS: compiled,
      // Tests sign in a thousand times; the usual cost would add minutes.
      FOBLAB_SCRYPT_COST: process.env.FOBLAB_SCRYPT_COST ?? '1024',
    };
    // A CA bundle in the environment costs every Node start 31 ms, and the CLI is started hundreds of times.
    delete env.NODE_EXTRA_CA_CERTS;
    const paths = share.map((file) => join(compiled, file.replace(/\.ts$/, '.js')));
    const child = fork(join(compiled, 'test/run-file.js'), paths, {
      execArgv: ['--enable-source-maps'],
      cwd: root,
      env,
      silent: true,
    });
    const stopAfter = (ms: number, why: string): NodeJS.Timeout =>
      setTimeout(() => {
        problem = why;
        endTree(child);
      }, ms);
    const limit = (): NodeJS.Timeout =>
      stopAfter(limitMs, `still running after its limit of ${limitMs / 1000} s`);
    let timer = limit();
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.on('message', (message) => {
      const report = message as FileReport;
      clearTimeout(timer);
      held.push({ file: share[held.length]!, seconds: secondsSince(started), report });
      started = Date.now();
      timer =
        held.length < share.length
          ? limit()
          : stopAfter(lingerMs, 'its tests ended but something it opened keeps the process alive');
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      const ranAll = held.length === share.length;
      if (problem === undefined && !ranAll && held.at(-1)?.report.problem === undefined)
        problem = `ended early (exit ${code ?? signal})`;
      const failed = held.some(({ report }) => report.failed > 0 || report.problem !== undefined);
      if (problem === undefined && code !== 0 && !failed) problem = `exit code ${code}`;
      // What the process as a whole did wrong is the fault of the file that it was at.
      const at = problem === undefined ? -1 : Math.min(held.length, share.length - 1);
      const among =
        ranAll && share.length > 1 ? `${problem} (it or another of: ${share.join(', ')})` : problem;
      if (at === held.length) held.push({ file: share[at]!, seconds: secondsSince(started), report: empty });
      held.forEach(({ file, seconds, report }, i) => {
        const why = i === at ? among : report.problem;
        tell(file, seconds, { report, output, ...(why === undefined ? {} : { problem: why }) });
      });
      resolve(held.length);
    });
  });
}

function secondsSince(startedMs: number): string {
  return ((Date.now() - startedMs) / 1000).toFixed(1);
}

function endTree(child: ChildProcess): void {
  child.kill('SIGKILL');
}

function filesNamed(pattern: RegExp): string[] {
  return roots
    .flatMap((dir) => {
      try {
        return readdirSync(join(root, dir), { recursive: true, withFileTypes: true });
      } catch {
        return [];
      }
    })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules'))
    .sort();
}
