// The guest machine: QEMU under software emulation. KVM is left alone, since a nested one may start and then hang.
import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import type { GuestFiles } from './guest-root.js';

export interface MachineOptions {
  readonly qemu: string;
  readonly files: GuestFiles;
  /** Words for the kernel's command line, which the checks read too. */
  readonly words: readonly string[];
  readonly consoleLog: string;
  readonly limitMs: number;
}

export interface Machine {
  /** Resolves when the guest has powered off; to false where it had to be stopped. */
  readonly ended: Promise<boolean>;
  consoleText(): string;
  stop(): void;
}

export function startMachine({ qemu, files, words, consoleLog, limitMs }: MachineOptions): Machine {
  const command = [
    'console=ttyS0',
    'panic=-1',
    'quiet',
    'mitigations=off',
    'net.ifnames=0',
    'rdinit=/init',
    ...words,
  ];
  const child = spawn(
    qemu,
    [
      ...[
        '-machine',
        'pc',
        '-accel',
        'tcg,thread=multi',
        '-cpu',
        'EPYC',
        '-m',
        '384',
        '-nodefaults',
        '-no-user-config',
      ],
      ...['-display', 'none', '-no-reboot', '-serial', `file:${consoleLog}`],
      ...['-kernel', files.kernelImage, '-initrd', files.initramfs, '-append', command.join(' ')],
      // 10.0.2.2 is this machine's loopback: nothing here listens any wider for the guest's sake.
      ...['-netdev', 'user,id=net0', '-device', 'virtio-net-pci,netdev=net0,romfile='],
      ...share('root', files.root),
      ...share('modules', files.nodeModules),
    ],
    { stdio: ['ignore', 'ignore', openSync(`${consoleLog}.qemu`, 'w')] },
  );
  return {
    ended: ended(child, limitMs),
    consoleText: () => readText(consoleLog),
    stop: () => child.kill('SIGKILL'),
  };
}

function share(tag: string, path: string): string[] {
  const id = `fs-${tag}`;
  const files = `local,id=${id},path=${path},security_model=none,readonly=on,multidevs=remap`;
  return ['-fsdev', files, '-device', `virtio-9p-pci,fsdev=${id},mount_tag=${tag}`];
}

function ended(child: ChildProcess, limitMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let stopped = false;
    const timer = setTimeout(() => {
      stopped = true;
      child.kill('SIGKILL');
    }, limitMs);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(!stopped && code === 0);
    });
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
