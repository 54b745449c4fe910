// Who holds a bench. On Linux a name in the abstract socket namespace: taken by one process, free at once when it ends,
// however it ends. It has no permissions, so it is a lock and nothing else. Elsewhere a file with the holder's pid.
import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Lock {
  release(): void;
}

/** @returns undefined where another process holds it. */
export function tryLock(benchName: string): Promise<Lock | undefined> {
  return process.platform === 'linux'
    ? lockName(`\0foblab-${benchName}`)
    : Promise.resolve(lockFile(join(tmpdir(), `foblab-${benchName}.lock`)));
}

function lockName(name: string): Promise<Lock | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(name, () => {
      server.unref();
      resolve({ release: () => server.close() });
    });
  });
}

function lockFile(file: string): Lock | undefined {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const fd = openSync(file, 'wx', 0o600);
      writeSync(fd, String(process.pid));
      closeSync(fd);
      return { release: () => unlinkSync(file) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (alive(Number(readFileSync(file, 'utf8')))) return undefined;
      unlinkSync(file);
    }
  }
  return undefined;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
