// Serial ports through serialport. The native module is loaded at the first use.
import { readdir, realpath } from 'node:fs/promises';
import { mapped } from './error-mapping.js';
import type { SerialLike, SerialListing } from './serial-like.js';

export const defaultBaudRate = 115_200;

/** Lists serial ports. Without udevadm, as in containers and on Alpine, ports are found by name. */
export async function serialPorts(
  list: () => Promise<SerialListing[]> = listWithSerialport,
  folder = '/dev',
): Promise<SerialListing[]> {
  try {
    return (await list()).filter(isPluggable);
  } catch (cause) {
    if (!/udevadm/.test(String(cause))) return mapped('serial ports', () => Promise.reject(cause));
    return portsByName(folder);
  }
}

/** Opens a port. Rejects with a ReaderError (`busy`, `permission`, `not-found`, `missing-library`, `protocol`). */
export function openSerialPort(path: string, baudRate = defaultBaudRate): Promise<SerialLike> {
  return mapped(path, async () => {
    const { SerialPort } = await loadSerialport();
    // Without hupcl the modem lines stay unchanged on close, so that boards that reset on DTR do not reset.
    const port = new SerialPort({ path, baudRate, autoOpen: false, hupcl: false });
    await settled((done) => port.open(done));
    port.on('error', () => undefined);
    return {
      write: (text) =>
        mapped(path, async () => {
          await settled((done) => port.write(text, done));
          await settled((done) => port.drain(done));
        }),
      onText: (listener) => {
        port.on('data', (chunk: Buffer) => listener(chunk.toString('latin1')));
      },
      onClose: (listener) => {
        port.once('close', listener);
      },
      close: () => mapped(path, async () => (port.isOpen ? settled((done) => port.close(done)) : undefined)),
    };
  });
}

async function listWithSerialport(): Promise<SerialListing[]> {
  return (await loadSerialport()).SerialPort.list();
}

async function loadSerialport(): Promise<typeof import('serialport')> {
  return import('serialport');
}

/** Leaves out the built-in UARTs: systems list dozens of them, and they hold no fob unless the user names one. */
function isPluggable({ path, vendorId }: SerialListing): boolean {
  return vendorId !== undefined || !/\/ttyS\d+$/.test(path);
}

async function portsByName(folder: string): Promise<SerialListing[]> {
  const names = await entries(folder);
  const paths = new Set(
    names.filter((name) => /^tty(USB|ACM)\d+$/.test(name)).map((name) => `${folder}/${name}`),
  );
  for (const name of await entries(`${folder}/serial/by-id`)) {
    const target = await realpath(`${folder}/serial/by-id/${name}`).catch(() => undefined);
    if (target !== undefined) paths.add(target);
  }
  return [...paths].sort().map((path) => ({ path }));
}

async function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

function settled(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });
}
