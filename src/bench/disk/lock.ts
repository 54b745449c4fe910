// Who holds a bench. On Linux a name in the abstract socket namespace: taken by one process, free at once when it ends,
// however it ends. It has no permissions, so it is a lock and nothing else. Elsewhere a file with the holder's pid.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** Its pid is in the file from the first moment that there is one. */
export function lockFile(file: string): Lock | undefined {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        linkSync(mine, file);
        return { release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = textOf(file);
      if (holder !== undefined && isAlive(holder)) return undefined;
      if (holder !== undefined) takeAway(file, holder);
    }
    return undefined;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Two may find the same dead holder: what the second would take away is the first one's lock. */
function takeAway(file: string, dead: string): void {
  const aside = `${file}.${process.pid}.aside`;
  try {
    renameSync(file, aside);
    if (textOf(aside) !== dead) linkSync(aside, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Undefined where it has just been let go. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

/** Whether there is a process of this number, given as text. */
export function isAlive(text: string): boolean {
  const pid = Number(text);
  // 0 would ask after this process's own group.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
