// The guest's root file system: Debian packages as they come, Node as it runs here, the checks in one file.
import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { candidates, stockKernelPackage, unpackPackages, withDependencies } from './debian.js';
import { buildInitramfs } from './initramfs.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('../..', import.meta.url));
const cache = process.env.FOBLAB_KERNEL_CACHE ?? join(repository, 'node_modules/.cache/foblab-kernel');

/** The programs that are asked for their opinion, and what they stand on. */
const guestPackages = [
  'usbip',
  'usbutils',
  'udev',
  'libusb-1.0-0',
  'yubikey-personalization',
  'nitrocli',
  'busybox-static',
  'libstdc++6',
];

export interface GuestFiles {
  readonly root: string;
  readonly nodeModules: string;
  readonly kernelImage: string;
  readonly kernelPackage: string;
  readonly initramfs: string;
}

export async function prepareGuest(): Promise<GuestFiles> {
  const kernelPackage = await stockKernelPackage();
  const packages = await withDependencies(guestPackages);
  const versions = await candidates([kernelPackage, ...packages]);
  const key = createHash('sha256').update(versions.join('\n')).digest('hex').slice(0, 16);
  const base = join(cache, key);
  if (!existsSync(base)) await unpackBase(base, kernelPackage, packages);
  const root = join(base, 'root');
  const kernel = join(base, 'kernel');
  await buildChecks(join(root, 'foblab/checks.mjs'));
  await copyProgram(join(here, 'guest/start'), join(root, 'foblab/start'));
  const initramfs = join(base, 'initramfs.cpio');
  await writeFile(initramfs, buildInitramfs(kernel, join(root, 'foblab/busybox'), join(here, 'guest/init')));
  return {
    root,
    nodeModules: join(repository, 'node_modules'),
    kernelImage: join(kernel, 'boot', kernelPackage.replace('linux-image-', 'vmlinuz-')),
    kernelPackage: versions.find((each) => each.startsWith(`${kernelPackage}=`)) ?? kernelPackage,
    initramfs,
  };
}

async function unpackBase(base: string, kernelPackage: string, packages: readonly string[]): Promise<void> {
  const building = `${base}.${process.pid}`;
  await rm(building, { recursive: true, force: true });
  const root = join(building, 'root');
  await unpackPackages([kernelPackage], join(building, 'kernel'), ['./boot/vmlinuz*', '*.ko*']);
  await unpackPackages(packages, root);
  for (const directory of ['proc', 'sys', 'dev', 'run', 'tmp', 'var', 'foblab/node_modules', 'root'])
    await mkdir(join(root, directory), { recursive: true });
  await linkTo('/run', join(root, 'var/run'));
  // The links into /usr come with packages whose scripts are not run here; older releases still fill both places.
  for (const name of ['bin', 'sbin', 'lib', 'lib64'])
    if (!existsSync(join(root, name))) await symlink(`usr/${name}`, join(root, name));
  await copyProgram(join(root, 'bin/busybox'), join(root, 'foblab/busybox'));
  for (const name of ['sh', 'cat', 'mkdir', 'sync', 'ls', 'env'])
    if (!existsSync(join(root, 'bin', name))) await linkTo('/foblab/busybox', join(root, 'bin', name));
  await copyProgram(process.execPath, join(root, 'foblab/node'));
  await rm(join(building, 'root.debs'), { recursive: true });
  await rm(join(building, 'kernel.debs'), { recursive: true });
  await rename(building, base);
}

/** The checks, with this project's own readers and core in them; packages with native parts stay outside. */
async function buildChecks(outfile: string): Promise<void> {
  await build({
    entryPoints: [join(here, 'guest/checks.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
    external: ['serialport', '@serialport/*', 'node-hid', 'libsql', 'pg', '@lydell/*'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
}

async function copyProgram(from: string, to: string): Promise<void> {
  await mkdir(join(to, '..'), { recursive: true });
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await chmod(to, 0o755);
}

async function linkTo(target: string, path: string): Promise<void> {
  const present = await readlink(path).catch(() => undefined);
  if (present === undefined) await symlink(target, path);
}
