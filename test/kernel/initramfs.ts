// The first userland of the guest: a static busybox, the modules it needs in the order of their dependencies, a script.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CpioEntry, cpioArchive, cpioMode } from './cpio.js';

/** What a stock kernel loads for a USB/IP client with a network, a 9p root, HID and serial devices. */
const wantedModules = [
  'virtio_pci',
  'virtio_net',
  '9pnet_virtio',
  '9p',
  'vhci-hcd',
  'usbhid',
  'hid-generic',
  'cdc-acm',
  'evdev',
];

export function buildInitramfs(kernelRoot: string, busybox: string, script: string): Uint8Array {
  const modules = modulesInOrder(kernelRoot);
  const entries: CpioEntry[] = [
    ...['bin', 'modules', 'proc', 'sys', 'dev', 'root'].map((path) => ({ path, mode: cpioMode.directory })),
    { path: 'bin/busybox', mode: cpioMode.program, data: readFileSync(busybox) },
    { path: 'init', mode: cpioMode.program, data: readFileSync(script) },
    {
      path: 'modules/order',
      mode: cpioMode.file,
      data: Buffer.from(`${modules.map(({ name }) => name).join('\n')}\n`),
    },
    ...modules.map(({ name, data }) => ({ path: `modules/${name}.ko`, mode: cpioMode.file, data })),
  ];
  return cpioArchive(entries);
}

interface Module {
  readonly name: string;
  readonly data: Uint8Array;
}

function modulesInOrder(kernelRoot: string): Module[] {
  const paths = new Map<string, string>();
  for (const file of readdirSync(join(kernelRoot, 'lib/modules'), { recursive: true, encoding: 'utf8' })) {
    const name = /([^/]+)\.ko(\.xz)?$/.exec(file)?.[1];
    if (name !== undefined) paths.set(canonical(name), join(kernelRoot, 'lib/modules', file));
  }
  const loaded = new Map<string, Module>();
  const load = (name: string): void => {
    const path = paths.get(name);
    if (path === undefined || loaded.has(name)) return;
    const data = path.endsWith('.xz')
      ? execFileSync('xz', ['-dc', path], { maxBuffer: 64 * 1024 * 1024 })
      : readFileSync(path);
    for (const needed of dependencies(data)) load(needed);
    loaded.set(name, { name, data });
  };
  for (const name of wantedModules) load(canonical(name));
  return [...loaded.values()];
}

/** From the module's .modinfo section, which spares a depmod. */
function dependencies(module: Buffer): string[] {
  const start = module.indexOf('\0depends=') + '\0depends='.length;
  if (start < '\0depends='.length) return [];
  const list = module.toString('latin1', start, module.indexOf(0, start));
  return list
    .split(',')
    .filter((name) => name !== '')
    .map(canonical);
}

function canonical(name: string): string {
  return name.replaceAll('-', '_');
}
