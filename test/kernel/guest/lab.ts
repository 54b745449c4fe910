// What every check in the guest works with: programs, devices that come and go, and the hands on the host.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Control } from './control.js';

export interface Check {
  /** The program that judges, by name. */
  readonly program: string;
  /** Resolves to what it found; rejects with what is wrong. */
  run(lab: Lab): Promise<string>;
}

export interface Lab {
  readonly control: Control;
  readonly usbipHost: string;
  readonly usbipPort: number;
}

export interface ProgramResult {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end; `env` is added to the environment. */
export function program(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    execFile(name, args, { timeout: 60_000, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127;
      resolve({ code, output: `${stdout}${stderr}${code === 127 ? String(error) : ''}`.trim() });
    });
  });
}

/** The output; rejects where the program fails. */
export async function succeed(
  name: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<string> {
  const { code, output } = await program(name, args, env);
  if (code !== 0) throw new Error(`${name} ${args.join(' ')} exited with ${code}: ${output}`);
  return output;
}

export function expect(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Polls until `look` finds something: device nodes appear when the kernel gets to them. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`${what} did not come within 20 s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function attach(lab: Lab, busId: string): Promise<void> {
  const port = String(lab.usbipPort);
  await succeed('usbip', ['--tcp-port', port, 'attach', '-r', lab.usbipHost, '-b', busId]);
}

/** The numbers of the vhci ports that hold a device, from the kernel's own table. */
export function attachedPorts(): number[] {
  const lines = readFileSync('/sys/devices/platform/vhci_hcd.0/status', 'utf8').split('\n').slice(1);
  // hub port sta spd dev sockfd local_busid; 6 is "in use".
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => Number(state) === 6)
    .map(([, port]) => Number(port));
}

export async function detachAll(): Promise<void> {
  for (const port of attachedPorts()) await succeed('usbip', ['detach', '-p', String(port)]);
  await until('an empty virtual hub', () => attachedPorts().length === 0);
}

/** /dev/input/event* of the USB device called `product`. */
export function eventDevice(product: string): string | undefined {
  const base = '/sys/class/input';
  const found = readdirSync(base).find((entry) => {
    const name = join(base, entry, 'device/name');
    return entry.startsWith('event') && existsSync(name) && readFileSync(name, 'utf8').includes(product);
  });
  return found === undefined || !existsSync(`/dev/input/${found}`) ? undefined : `/dev/input/${found}`;
}
