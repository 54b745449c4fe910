// Runs one test file under uvu in this process and reports the counts to the parent (see run.ts).
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

const file = process.argv[2]!;
const report: FileReport = { passed: 0, failed: 0, skipped: 0, reasons: [] };
process.on('unhandledRejection', (reason) => fail('an unhandled rejection', reason));
process.on('uncaughtException', (error) => fail('an uncaught exception', error));

fc.configureGlobal({ seed: Number(process.env.FOBLAB_SEED) });
uvu.UVU_DEFER = 1;
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
process.exitCode = report.failed > 0 || report.problem !== undefined ? 1 : 0;
process.send?.(report, () => process.disconnect?.());

function fail(what: string, reason: unknown): void {
  process.stdout.write(`\n${what}: ${reason instanceof Error ? reason.stack : String(reason)}\n`);
  report.problem = what;
  process.exitCode = 1;
  process.send?.(report, () => process.exit(1));
}
