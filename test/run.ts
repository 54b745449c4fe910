// The guarded test runner: every *.test.ts in a process of its own, two at a time.
// Plain uvu exits 0 when no file matches or when `.run()` is forgotten and hangs on an open handle;
// here each of these is a failure that names the file.
import { type ChildProcess, fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileReport } from './run-file.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const roots = ['firmware-sim', 'devices', 'src', 'test', 'examples'];
const limitMs = 1000 * Number(process.env.FOBLAB_TEST_LIMIT_SECONDS ?? 300);
const lingerMs = 10_000;
const seed = Number(process.env.FOBLAB_SEED ?? randomInt(1, 2 ** 31));
const skipIsFailure = process.env.FOBLAB_SKIP_IS_FAILURE === '1';

const patterns = process.argv.slice(2);
const files = testFiles().filter((file) => patterns.length === 0 || patterns.some((p) => file.includes(p)));
if (files.length === 0) {
  console.error(`No test file matches ${JSON.stringify(patterns)} below ${roots.join(', ')}.`);
  process.exit(1);
}

console.log(
  `${files.length} test files, seed ${seed} (again: FOBLAB_SEED=${seed} npm test -- <part of a path>)`,
);
const totals = { passed: 0, failed: 0, skipped: 0 };
const reasons: string[] = [];
const broken: string[] = [];
const queue = [...files];
await Promise.all(Array.from({ length: Math.max(2, Math.min(4, availableParallelism())) }, worker));

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
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const started = Date.now();
    const { report, output, problem } = await runFile(file);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
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
}

interface Outcome {
  report: FileReport;
  output: string;
  problem?: string;
}

function runFile(file: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const empty: FileReport = { passed: 0, failed: 0, skipped: 0, reasons: [] };
    let report: FileReport | undefined;
    let problem: string | undefined;
    let output = '';
    const env: NodeJS.ProcessEnv = { ...process.env, FOBLAB_SEED: String(seed), FOBLAB_CHECK_ANSWERS: '1' };
    // A CA bundle in the environment costs every Node start 31 ms, and the CLI is started hundreds of times.
    delete env.NODE_EXTRA_CA_CERTS;
    const child = fork(join(root, 'test/run-file.ts'), [join(root, file)], {
      execArgv: ['--import', 'tsx'],
      cwd: root,
      env,
      silent: true,
    });
    const stopAfter = (ms: number, why: string): NodeJS.Timeout =>
      setTimeout(() => {
        problem = why;
        endTree(child);
      }, ms);
    let timer = stopAfter(limitMs, `still running after its limit of ${limitMs / 1000} s`);
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.on('message', (message) => {
      report = message as FileReport;
      clearTimeout(timer);
      timer = stopAfter(lingerMs, 'its tests ended but something it opened keeps the process alive');
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (problem === undefined && report === undefined) problem = `ended early (exit ${code ?? signal})`;
      if (problem === undefined && report?.problem !== undefined) problem = report.problem;
      if (problem === undefined && code !== 0 && report?.failed === 0) problem = `exit code ${code}`;
      resolve({ report: report ?? empty, output, ...(problem === undefined ? {} : { problem }) });
    });
  });
}

function endTree(child: ChildProcess): void {
  child.kill('SIGKILL');
}

function testFiles(): string[] {
  return roots
    .flatMap((dir) => {
      try {
        return readdirSync(join(root, dir), { recursive: true, withFileTypes: true });
      } catch {
        return [];
      }
    })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules'))
    .sort();
}
