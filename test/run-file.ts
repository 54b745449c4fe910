// Runs test files under uvu in this process, one after the other, and reports the counts of each to the parent
// (see run.ts).
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { skipReasons } from './skip.js';

export interface FileReport {
  passed: number;
  failed: number;
  skipped: number;
  reasons: string[];
  /** Set where the file as a whole is at fault: no test registered, an unhandled rejection. */
  problem?: string;
}

type SuiteRun = () => Promise<[errors: string | true, passed: number, skipped: number, total: number]>;
const uvu = globalThis as typeof globalThis & {
  UVU_DEFER?: number;
  UVU_QUEUE?: [string, ...SuiteRun[]][];
  UVU_INDEX?: number;
};

let report = emptyReport();
process.on('unhandledRejection', (reason) => fail('an unhandled rejection', reason));
process.on('uncaughtException', (error) => fail('an uncaught exception', error));

uvu.UVU_DEFER = 1;
for (const file of process.argv.slice(2)) {
  report = emptyReport();
  await runFile(file);
  if (report.failed > 0 || report.problem !== undefined) process.exitCode = 1;
  await new Promise<void>((sent) =>
    process.send === undefined ? sent() : process.send(report, () => sent()),
  );
}
process.disconnect?.();

async function runFile(file: string): Promise<void> {
  fc.configureGlobal({ seed: Number(process.env.FOBLAB_SEED) });
  skipReasons.length = 0;
  uvu.UVU_QUEUE = [[file]];
  uvu.UVU_INDEX = 0;
  await import(pathToFileURL(file).href);
  const runs = uvu.UVU_QUEUE[0]!.slice(1) as SuiteRun[];
  let total = 0;
  for (const run of runs) {
    const [errors, passed, skipped, count] = await run();
    if (errors !== true) process.stdout.write(`\n${errors}\n`);
    report.passed += passed;
    report.failed += count - passed;
    report.skipped += skipped;
    total += count + skipped;
  }
  report.reasons = [...skipReasons];
  if (total === 0) report.problem = 'registers no test (is `.run()` missing?)';
  else if (report.skipped > report.reasons.length)
    report.problem = 'skips a test without saying why (use test/skip.ts)';
}

function emptyReport(): FileReport {
  return { passed: 0, failed: 0, skipped: 0, reasons: [] };
}

function fail(what: string, reason: unknown): void {
  process.stdout.write(`\n${what}: ${reason instanceof Error ? reason.stack : String(reason)}\n`);
  report.problem = what;
  process.exitCode = 1;
  process.send?.(report, () => process.exit(1));
}
