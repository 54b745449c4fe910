// `foblab demo`: the main job once, on real parts. Nothing is staged: every line printed is what happened.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatedFob } from '../../../firmware-sim/index.js';
import { renderBox } from '../../../firmware-sim/index.js';
import { initBench } from '../../bench/index.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import type { BenchHost } from '../../host/bench-host.js';
import { holdBench } from '../../host/hold-bench.js';
import { linkHost } from '../../host/links/link-host.js';
import { runOperation } from '../../host/run-operation.js';
import { findOperation } from '../../operations/index.js';
import { write } from '../output.js';
import { type Command, described } from './command.js';
import { SerialClient } from './serial-client-process.js';

const year = '365d';

export const demo: Command = {
  operation: described({
    command: 'demo',
    summary: 'see it work: two fobs on serial ports, a year of drift, a resynchronization, a dead battery',
    help: 'With --json a line a step, of schema foblab.demo/1, as it happens: step is bench, fob, code, verify, advance, resync or battery, beside what it found.',
    examples: ['foblab demo', 'foblab demo --json'],
    parameters: {},
    positionals: [],
  }),
  async run({ options }) {
    const directory = mkdtempSync(join(tmpdir(), 'foblab-demo-'));
    const tidy = (): void => rmSync(directory, { recursive: true, force: true });
    process.once('exit', tidy);
    try {
      initBench(directory, { rate: 0, atUs: Date.UTC(2026, 0, 1) * 1000 });
      const held = await holdBench(directory, findOperation);
      try {
        await demonstrate(held.benchHost, options.json ? inJson : inWords);
      } finally {
        await held.close();
      }
    } finally {
      tidy();
    }
    return 0;
  },
};

/** How the demonstration is shown: to a person, or as a JSON object a step. */
interface Telling {
  say(line: string): void;
  step(name: string, found: Record<string, unknown>): void;
}

const inWords: Telling = { say: (line) => write(line.trimEnd()), step: () => {} };

const inJson: Telling = {
  say: () => {},
  step: (name, found) => write(JSON.stringify({ schema: 'foblab.demo/1', step: name, ...found })),
};

async function demonstrate(benchHost: BenchHost, { say, step }: Telling): Promise<void> {
  const run = async <T>(name: string, given: Record<string, unknown>): Promise<T> => {
    const request = { id: '', operation: name, arguments: given };
    return (await runOperation(
      (await findOperation(name))!,
      benchHost,
      request,
      () => {},
      new AbortController().signal,
    )) as T;
  };
  const clients = new Map<string, SerialClient>();
  try {
    say(
      'A fresh bench, its time paused at 2026-01-01T00:00:00Z. Two fobs, each on a serial port of its own;',
    );
    say('the verification core knows both, under the policy rfc (±1 step).');
    step('bench', { at: isoTime(benchHost.bench.nowUs()), rate: benchHost.bench.time.rate, policy: 'rfc' });
    for (const fob of [
      { model: 'onespan/digipass-go7', serial: '3315511111' },
      { model: 'symantec/vip-token-avt', serial: 'AVT800012345' },
    ]) {
      await run('fob.add', { ...fob, driftPpm: 20 });
      await run('credential.enroll', { fob: fob.serial, policy: 'rfc' });
      const link = await openLink(benchHost, fob.serial);
      const client = await SerialClient.open(link);
      clients.set(fob.serial, client);
      const identity = await client.ask('*IDN?');
      say(`  ${link}   another process asks *IDN? and hears  ${identity}`);
      step('fob', { ...fob, path: link, identity });
    }

    const go7 = clients.get('3315511111')!;
    const judge = async (serial: string, code: string, expected: string): Promise<void> => {
      const verdict = await run<Verdict>('credential.verify', { serial, otp: code });
      say(`  the verifier: ${verdict.outcome}${steps(verdict)}`);
      step('verify', { serial, code, outcome: verdict.outcome, stepsOff: verdict.stepsOff });
      demand(verdict.outcome, expected);
    };

    say('');
    say('That process presses the button of the GO 7 and reads its display:');
    await go7.ask('BUTTon:PRESs;*OPC?');
    showDisplay('3315511111');
    const code = await go7.ask('FETCh:CODE?');
    toldCode('3315511111', code);
    await judge('3315511111', code, 'accepted');
    say('The VIP token the same way:');
    const vipCode = await clients.get('AVT800012345')!.ask('READ:CODE?');
    toldCode('AVT800012345', vipCode);
    await judge('AVT800012345', vipCode, 'accepted');
    say('The same code of the GO 7 once more:');
    await judge('3315511111', code, 'replayed');

    say('');
    await run('bench.advance', { by: year });
    const offset = await go7.ask('CLOCk:OFFSet?');
    say(
      `A year passes on the bench. The crystal runs 20 ppm fast: the clock of the GO 7 is ${offset} s off.`,
    );
    step('advance', {
      by: year,
      at: isoTime(benchHost.bench.nowUs()),
      serial: '3315511111',
      offsetSeconds: Number(offset),
    });
    const late = await go7.ask('READ:CODE?');
    toldCode('3315511111', late);
    await judge('3315511111', late, 'out-of-sync');

    say('Two consecutive codes fix it:');
    const first = await go7.ask('READ:CODE?');
    await run('bench.advance', { by: '30s' });
    const second = await go7.ask('READ:CODE?');
    say(`  codes ${first} and ${second}`);
    const fixed = await run<Verdict>('credential.resync', { serial: '3315511111', first, second });
    say(`  the verifier: ${fixed.outcome}, drift learned: ${fixed.driftSteps} steps`);
    const { outcome, driftSteps } = fixed;
    step('resync', { serial: '3315511111', codes: [first, second], outcome, driftSteps });
    demand(fixed.outcome, 'resynchronized');
    await run('bench.advance', { by: '30s' });
    const next = await go7.ask('READ:CODE?');
    say(`  the next code ${next}`);
    step('code', { serial: '3315511111', code: next });
    await judge('3315511111', next, 'accepted');

    say('');
    say('The battery dies:');
    await run('fob.battery', { fob: '3315511111', level: 0 });
    await go7.ask('BUTTon:PRESs;*OPC?');
    const shown = await go7.ask('DISPlay:TEXT?');
    showDisplay('3315511111');
    demand(shown.replaceAll('"', ''), '');
    const state = await go7.ask('DISPlay:STATe?');
    say(`  the button is pressed, and the display is blank; its state is ${state}.`);
    step('battery', { serial: '3315511111', level: 0, display: '', state });
    say('');
    say('Now yours: foblab add onespan/digipass-go7, then foblab serve --pty (foblab --help for the rest;');
    say('in a clone npx foblab, or foblab everywhere after npm link).');
  } finally {
    for (const client of clients.values()) await client.close();
  }

  function toldCode(serial: string, code: string): void {
    say(`  code ${code}`);
    step('code', { serial, code });
  }

  function showDisplay(serial: string): void {
    const frame = benchHost.bench.look(serial, (fob: SimulatedFob, now) => fob.view(now).frame);
    for (const line of renderBox(frame, { ghost: false })) say(`      ${line}`);
  }
}

interface Verdict {
  outcome: string;
  stepsOff: number | null;
  driftSteps: number | null;
}

async function openLink(benchHost: BenchHost, serial: string): Promise<string> {
  const links = linkHost(benchHost);
  if (process.platform === 'win32') return (await links.openTcp(serial)).path;
  return (await links.openPty(serial)).path;
}

function steps({ stepsOff }: Verdict): string {
  return stepsOff === null ? '' : `, ${stepsOff} steps off`;
}

/** The demonstration is also a check: anything but what is promised ends it. */
function demand(happened: string, promised: string): void {
  if (happened !== promised)
    throw new OperationError(
      'internal',
      `the demonstration expected ${promised || 'a blank display'} and saw ${happened}`,
    );
}
