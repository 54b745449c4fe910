// An initramfs as the kernel unpacks it: a cpio archive in the "newc" format
// (Linux Documentation/driver-api/early-userspace/buffer-format.rst).

export interface CpioEntry {
  /** Without a leading slash. */
  readonly path: string;
  /** File type and permissions. */
  readonly mode: number;
  readonly data?: Uint8Array;
}

export const cpioMode = { directory: 0o040755, file: 0o100644, program: 0o100755 } as const;

export function cpioArchive(entries: readonly CpioEntry[]): Uint8Array {
  const trailer: CpioEntry = { path: 'TRAILER!!!', mode: 0 };
  return Buffer.concat([...entries, trailer].flatMap((entry, index) => member(entry, index + 1)));
}

function member({ path, mode, data = new Uint8Array(0) }: CpioEntry, inode: number): Uint8Array[] {
  const name = Buffer.from(`${path}\0`);
  const fields = [inode, mode, 0, 0, 1, 0, data.length, 0, 0, 0, 0, name.length, 0];
  const header = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`);
  return [padded(Buffer.concat([header, name])), padded(data)];
}

function padded(bytes: Uint8Array): Uint8Array {
  const rest = bytes.length % 4;
  return rest === 0 ? bytes : Buffer.concat([bytes, new Uint8Array(4 - rest)]);
}
