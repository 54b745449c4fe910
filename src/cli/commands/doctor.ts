// `foblab doctor`: what this machine has, what is missing, and the line that fixes it.

import { execFile } from 'node:child_process';
import { accessSync, closeSync, constants, existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { type Damage, holdsBench } from '../../bench/index.js';
import { errorCodes, OperationError } from '../../contract/operation-error.js';
import { flag, optional, readArguments, text } from '../../contract/parameter.js';
import { sqliteLibrary } from '../../database/sqlite-library.js';
import { asOperationError } from '../../host/as-operation-error.js';
import { runOnBench } from '../../host/run-on-bench.js';
import { benchKeyFile } from '../../host/verifier/bench-key.js';
import { damageLine } from '../../operations/bench/damage.js';
import type { SpelledTwice } from '../../operations/credential/spelled-twice.js';
import { credentialsSpelledTwice } from '../../operations/credential/spelled-twice.js';
import { findOperation } from '../../operations/index.js';
import { systemSources, udevRules } from '../../readers/index.js';
import { benchPath } from '../bench-path.js';
import { write, writeBeside, writeText } from '../output.js';
import { type Command, described } from './command.js';

interface Finding {
  what: string;
  state: 'ok' | 'missing' | 'note' | 'damaged';
  detail: string;
  fix?: string;
  damage?: readonly Damage[];
}

const parameters = {
  bench: flag('examine the bench too, row by row: its own, or the one whose name or folder follows'),
  udev: flag('print the udev rules that let you use plugged-in fobs without being root'),
  group: optional(
    text('with --udev: group that may use them, on a server reached over the network', 'group'),
  ),
};

export const doctor: Command = {
  operation: described({
    command: 'doctor',
    summary: 'what works on this machine, what is missing, and how to fix it',
    examples: [
      'foblab doctor',
      'foblab doctor --bench --json',
      'foblab doctor --udev | sudo tee /etc/udev/rules.d/70-foblab.rules',
    ],
    parameters,
    positionals: [],
  }),
  async run(line) {
    const { udev, group, bench } = readArguments('doctor', parameters, line.arguments);
    if (udev) {
      const text = rules(group);
      if (line.options.json) write(JSON.stringify({ schema: 'foblab.udev-rules/1', rules: text }));
      else writeText(text);
      return 0;
    }
    if (group !== undefined) throw new OperationError('usage', '--group is for the rules: give --udev too');
    const findings = await examine(line.options.bench);
    if (bench) findings.push(...(await examineBench(line.options.bench)));
    const damaged = findings.some(({ state }) => state === 'damaged');
    const missing = findings.some((finding) => finding.state === 'missing');
    if (line.options.json) write(JSON.stringify({ schema: 'foblab.doctor/1', findings }));
    else
      for (const { what, state, detail, fix } of findings)
        write(
          `${state.padEnd(7)}  ${what.padEnd(22)} ${detail}${fix ? `\n${' '.repeat(32)}fix: ${fix}` : ''}`,
        );
    return damaged ? errorCodes.damaged.exit : missing ? 1 : 0;
  },
};

function rules(group: string | undefined): string {
  try {
    return udevRules(group === undefined ? {} : { group });
  } catch (error) {
    throw new OperationError('usage', (error as Error).message, { cause: error });
  }
}

async function examine(bench: string | undefined): Promise<Finding[]> {
  return [
    node(),
    await pseudoTerminals(),
    await loads('serial ports', 'serialport', 'npm ci in the folder of foblab'),
    await usbKeys(),
    await clock(),
    embeddedDatabase(),
    program('port names', 'udevadm', 'apt install udev; without it ports are found by their names in /dev'),
    serialGroup(),
    udevRule(),
    terminal(),
    benchFolder(bench),
    seedKey(bench),
    await credentials(bench),
  ];
}

function node(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  const detail = `Node ${process.versions.node} on ${process.platform} ${process.arch}`;
  return major >= 20
    ? { what: 'node', state: 'ok', detail }
    : { what: 'node', state: 'missing', detail, fix: 'install Node 20 or newer' };
}

async function pseudoTerminals(): Promise<Finding> {
  const what = 'virtual serial ports';
  if (process.platform === 'win32')
    return { what, state: 'note', detail: 'Windows has no pseudo-terminals: use foblab serve --tcp' };
  try {
    const { ptyOpeners } = await import('../../links/index.js');
    const found: string[] = [];
    for (const [name, open] of Object.entries(ptyOpeners)) {
      try {
        const pty = open();
        closeSync(pty.master);
        closeSync(pty.slave);
        found.push(name);
      } catch {
        // This way of opening one is not there; another may be.
      }
    }
    if (found.length > 0) return { what, state: 'ok', detail: `opened by ${found.join(', ')}` };
  } catch (error) {
    return {
      what,
      state: 'missing',
      detail: (error as Error).message,
      fix: 'foblab serve --tcp works without',
    };
  }
  return {
    what,
    state: 'missing',
    detail: 'none could be opened',
    fix: 'mount /dev/pts, or use foblab serve --tcp',
  };
}

async function loads(what: string, name: string, fix: string): Promise<Finding> {
  try {
    const require = createRequire(import.meta.url);
    require(name);
    return { what, state: 'ok', detail: `${name} loads` };
  } catch (error) {
    const [first = ''] = (error as Error).message.split('\n');
    return { what, state: 'missing', detail: first, fix };
  }
}

/** Asks as a reader does: a library that loads may still lack the system's own. */
async function usbKeys(): Promise<Finding> {
  const what = 'USB keys (HID)';
  try {
    const devices = await systemSources.hid();
    return { what, state: 'ok', detail: `${devices.length} HID interfaces are listed` };
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    const fix =
      code === 'permission'
        ? 'foblab doctor --udev | sudo tee /etc/udev/rules.d/70-foblab.rules'
        : 'apt install libusb-1.0-0 libudev1';
    return { what, state: 'missing', detail: message.split('\n')[0] ?? '', fix };
  }
}

/** Readings are judged by this computer's clock. */
async function clock(): Promise<Finding> {
  const what = 'clock';
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const { synchronized, by } = await clockState();
  if (synchronized === true) return { what, state: 'ok', detail: `${now}, synchronized by ${by}` };
  if (synchronized === false)
    return {
      what,
      state: 'note',
      detail: `${now}, not synchronized: readings of physical fobs are only as right as it is`,
      fix: 'sudo timedatectl set-ntp true, or compare it with a clock you trust',
    };
  return {
    what,
    state: 'note',
    detail: `${now}; nothing here tells whether it is synchronized: compare it with a clock you trust`,
  };
}

async function clockState(): Promise<{ synchronized: boolean | undefined; by: string }> {
  const daemon = timeDaemons.find(({ file }) => existsSync(file))?.name;
  if (existsSync('/run/systemd/timesync/synchronized'))
    return { synchronized: true, by: 'systemd-timesyncd' };
  const said = await output('timedatectl', ['show', '--property=NTPSynchronized', '--value']);
  if (said === 'yes') return { synchronized: true, by: daemon ?? 'the system (timedatectl)' };
  if (said === 'no') return { synchronized: false, by: '' };
  if (process.platform === 'darwin') {
    const network = await output('systemsetup', ['-getusingnetworktime']);
    if (/: On$/i.test(network)) return { synchronized: true, by: 'network time (systemsetup)' };
    if (/: Off$/i.test(network)) return { synchronized: false, by: '' };
  }
  return daemon === undefined ? { synchronized: undefined, by: '' } : { synchronized: true, by: daemon };
}

/** Each holds its file while it runs. */
const timeDaemons = [
  { name: 'chrony', file: '/run/chrony/chronyd.pid' },
  { name: 'chrony', file: '/run/chronyd.pid' },
  { name: 'ntpd', file: '/run/ntpd.pid' },
  { name: 'ntpsec', file: '/run/ntpsec/ntpd.pid' },
  { name: 'openntpd', file: '/run/openntpd.pid' },
] as const;

function output(command: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, words, { timeout: 2000 }, (error, out) => resolve(error ? '' : out.trim()));
  });
}

function program(what: string, name: string, fix: string): Finding {
  const found = (process.env.PATH ?? '').split(delimiter).some((folder) => executable(join(folder, name)));
  return found
    ? { what, state: 'ok', detail: name }
    : { what, state: 'note', detail: `${name} is not there`, fix };
}

function serialGroup(): Finding {
  const what = 'permission for ports';
  if (process.platform !== 'linux' || process.getuid?.() === 0)
    return { what, state: 'ok', detail: 'not needed here' };
  const port = ['/dev/ttyACM0', '/dev/ttyUSB0', '/dev/ttyS0'].find((path) => existsSync(path));
  if (port === undefined) return { what, state: 'note', detail: 'no serial device is plugged in' };
  const group = statSync(port).gid;
  return process.getgroups?.().includes(group)
    ? { what, state: 'ok', detail: `your groups may open ${port}` }
    : {
        what,
        state: 'missing',
        detail: `${port} belongs to group ${group}`,
        fix: 'sudo usermod -aG dialout $USER, then log in again',
      };
}

function udevRule(): Finding {
  const what = 'udev rules';
  if (process.platform !== 'linux') return { what, state: 'ok', detail: 'not needed here' };
  return existsSync('/etc/udev/rules.d/70-foblab.rules')
    ? { what, state: 'ok', detail: '/etc/udev/rules.d/70-foblab.rules' }
    : {
        what,
        state: 'note',
        detail: 'not installed: USB keys may need root',
        fix: 'foblab doctor --udev | sudo tee /etc/udev/rules.d/70-foblab.rules',
      };
}

function terminal(): Finding {
  const what = 'terminal';
  const { TERM = '(unset)', LANG = '(unset)' } = process.env;
  return process.stdout.isTTY
    ? {
        what,
        state: 'ok',
        detail: `TERM=${TERM} LANG=${LANG} ${process.stdout.columns}×${process.stdout.rows}`,
      }
    : { what, state: 'note', detail: 'output is not a terminal: the lab screen is not available here' };
}

function benchFolder(given: string | undefined): Finding {
  const { path } = benchPath(given);
  return holdsBench(path)
    ? { what: 'bench', state: 'ok', detail: path }
    : { what: 'bench', state: 'note', detail: `none yet in ${path}`, fix: 'foblab init' };
}

/** Every row of the bench's file, read by its owner. */
async function examineBench(given: string | undefined): Promise<Finding[]> {
  const what = 'bench, row by row';
  const { path } = benchPath(given);
  const findings: Finding[] = [];
  try {
    const { damage } = (await ask(path, 'bench.damage')) as { damage: Damage[] };
    findings.push(
      damage.length === 0
        ? { what, state: 'ok', detail: 'nothing is damaged' }
        : {
            what,
            state: 'damaged',
            detail: damage.map(damageLine).join('; '),
            fix: 'end what holds the bench, then foblab repair',
            damage,
          },
    );
  } catch (error) {
    const { code, message } = asOperationError(error);
    const damaged = code === 'damaged';
    findings.push({
      what,
      state: damaged ? 'damaged' : 'missing',
      detail: message,
      ...(damaged ? { fix: 'foblab repair', damage: [{ what: 'file', why: message }] } : {}),
    });
  }
  return findings;
}

const ask = async (path: string, name: string): Promise<unknown> =>
  runOnBench(
    path,
    {
      operation: (await findOperation(name))!,
      arguments: {},
      item: () => {},
      waiting: (why) => writeBeside(`foblab: ${why}`),
    },
    findOperation,
  );

/** Under which key the seeds of credentials are sealed. */
function seedKey(given: string | undefined): Finding {
  const what = 'key for seeds';
  const { FOBLAB_KEY: key, FOBLAB_KEY_FILE: named } = process.env;
  if (key) return { what, state: 'ok', detail: 'FOBLAB_KEY' };
  if (named) return { what, state: 'ok', detail: `FOBLAB_KEY_FILE, ${named}` };
  const file = benchKeyFile(benchPath(given).path);
  return existsSync(file)
    ? { what, state: 'ok', detail: `${file}, the bench's own: back it up with the bench` }
    : { what, state: 'note', detail: `none yet: the first credential makes ${file}` };
}

function embeddedDatabase(): Finding {
  const what = 'embedded database';
  try {
    return { what, state: 'ok', detail: sqliteLibrary() };
  } catch (error) {
    return {
      what,
      state: 'missing',
      detail: (error as Error).message,
      fix: 'npm ci in the folder of foblab',
    };
  }
}

/** Databases from before serials were compared by their folded form may hold one fob twice. */
async function credentials(given: string | undefined): Promise<Finding> {
  const what = 'credentials';
  try {
    const twice = await credentialsSpelledTwice(benchPath(given).path, process.env);
    if (twice.length === 0) return { what, state: 'ok', detail: 'each serial is there once' };
    const [{ first, other }] = twice as [SpelledTwice];
    return {
      what,
      state: 'missing',
      detail: `${twice.length} ${twice.length === 1 ? 'serial is' : 'serials are'} there in two spellings, such as ${first} and ${other}: each accepts the same code once`,
      fix: `foblab credential delete ${other}`,
    };
  } catch (error) {
    return { what, state: 'note', detail: (error as Error).message };
  }
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
