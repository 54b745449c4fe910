// npm run test:kernel: a stock Debian kernel in QEMU attaches fobs served from here, and unmodified programs judge them.
// Prints a line for each program that passed, by name. A skip is a failure where CI=true.
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openUsbBench } from './bench-on-usb.js';
import { openControlChannel } from './control-channel.js';
import { installQemu, MissingPrerequisite } from './debian.js';
import { expectedPrograms } from './expected-programs.js';
import { prepareGuest } from './guest-root.js';
import { startMachine } from './machine.js';

const limitMs = 240_000;

interface Report {
  readonly program: string;
  readonly passed: boolean;
  readonly detail: string;
  readonly seconds: number;
}

process.exitCode = await main();

async function main(): Promise<number> {
  const started = Date.now();
  try {
    const reports = await prove();
    const missing = expectedPrograms.filter((name) => !reports.some(({ program }) => program === name));
    for (const name of missing) console.log(`FAILED  ${name}: the guest said nothing of it`);
    const failed = missing.length + reports.filter(({ passed }) => !passed).length;
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    console.log(`${reports.length - (failed - missing.length)} passed, ${failed} failed (${seconds} s)`);
    return failed === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof MissingPrerequisite)) throw error;
    console.log(`skipped: the proof against a kernel: ${error.message}`);
    return process.env.CI === 'true' ? 1 : 0;
  }
}

async function prove(): Promise<Report[]> {
  const qemu = await installQemu();
  const files = await prepareGuest();
  const logs = join(tmpdir(), `foblab-kernel-${process.pid}`);
  mkdirSync(logs, { recursive: true });
  const bench = await openUsbBench();
  const reports: Report[] = [];
  const control = await openControlChannel({
    ...bench.actions,
    report: (given) => {
      const report = given as Report;
      reports.push(report);
      const mark = report.passed ? 'passed ' : 'FAILED ';
      console.log(`${mark} ${report.program}: ${report.detail} (${report.seconds.toFixed(1)} s)`);
    },
  });
  console.log(`${files.kernelPackage} in QEMU, software emulation; console in ${logs}`);
  const machine = startMachine({
    qemu,
    files,
    words: [`foblab.usbip=${bench.usbIpPort}`, `foblab.control=${control.port}`],
    consoleLog: join(logs, 'console.log'),
    limitMs,
  });
  try {
    const poweredOff = await machine.ended;
    const proven = reports.filter(({ passed }) => passed).length >= expectedPrograms.length;
    if (poweredOff && proven) rmSync(logs, { recursive: true });
    else console.log(machine.consoleText());
  } finally {
    machine.stop();
    await control.close();
    await bench.close();
  }
  return reports;
}
