// What the proof takes from Debian: QEMU for this machine, a stock kernel and unmodified programs for the guest.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const aptEnvironment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/** What this machine lacks: a reason to skip, unless a skip is a failure. */
export class MissingPrerequisite extends Error {}

export async function installQemu(): Promise<string> {
  const program = '/usr/bin/qemu-system-x86_64';
  if (process.arch !== 'x64')
    throw new MissingPrerequisite(`an x64 machine is needed, this is ${process.arch}`);
  if (!existsSync('/usr/bin/apt-get'))
    throw new MissingPrerequisite('Debian or a relative of it is needed: no apt-get here');
  if (existsSync(program)) return program;
  if (process.getuid?.() !== 0)
    throw new MissingPrerequisite('QEMU is missing: apt-get install qemu-system-x86 (or run this as root)');
  await apt('update', '-qq');
  await apt('install', '-y', '-qq', '--no-install-recommends', 'qemu-system-x86');
  return program;
}

/** The stock kernel that `linux-image-amd64` stands for, such as linux-image-6.1.0-56-amd64. */
export async function stockKernelPackage(): Promise<string> {
  const find = async (): Promise<string | undefined> =>
    (await aptCache('depends', 'linux-image-amd64')).match(/Depends: (linux-image-\S+)/)?.[1];
  const found = (await find()) ?? (await refreshed(find));
  if (found === undefined) throw new MissingPrerequisite('apt knows no linux-image-amd64');
  return found;
}

/** The packages and all that they depend on: the guest's own userland, nothing of this machine's. */
export async function withDependencies(packages: readonly string[]): Promise<string[]> {
  const no = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map(
    (kind) => `--no-${kind}`,
  );
  const listed = await aptCache('depends', '--recurse', ...no, ...packages);
  const names = listed.split('\n').filter((line) => /^[a-z0-9]/.test(line));
  // Needed to install packages, not to run them.
  return [...new Set(names)]
    .filter((name) => !/^(debconf|cdebconf|dpkg|install-info|tar)$/.test(name))
    .sort();
}

/** "name=version" of each: what a cache of them is good for. */
export async function candidates(packages: readonly string[]): Promise<string[]> {
  const policy = await aptCache('policy', ...packages);
  return [...policy.matchAll(/^(\S+):\n(?:.*\n)*? {2}Candidate: (\S+)/gm)].map(
    ([, name, version]) => `${name}=${version}`,
  );
}

/** Downloads and unpacks; runs none of their scripts. `only` limits what is unpacked to these paths. */
export async function unpackPackages(
  packages: readonly string[],
  into: string,
  only: readonly string[] = [],
) {
  const downloads = `${into}.debs`;
  await mkdir(downloads, { recursive: true });
  await mkdir(into, { recursive: true });
  await run('apt-get', ['-qq', '-o', 'APT::Sandbox::User=root', 'download', ...packages], {
    cwd: downloads,
    env: aptEnvironment,
  });
  for (const file of (await readdir(downloads)).filter((name) => name.endsWith('.deb'))) {
    const deb = join(downloads, file);
    if (only.length === 0) await run('dpkg-deb', ['-x', deb, into]);
    else await run('bash', ['-o', 'pipefail', '-c', unpackOnly, 'bash', deb, into, ...only]);
  }
}

const unpackOnly =
  'deb=$1; into=$2; shift 2; dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$into" --wildcards "$@"';

async function apt(...args: string[]): Promise<void> {
  await run('apt-get', args, { env: aptEnvironment, maxBuffer: 64 * 1024 * 1024 });
}

async function aptCache(...args: string[]): Promise<string> {
  return (await run('apt-cache', args, { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, LC_ALL: 'C' } }))
    .stdout;
}

async function refreshed<T>(find: () => Promise<T>): Promise<T> {
  if (process.getuid?.() === 0) await apt('update', '-qq');
  return find();
}
