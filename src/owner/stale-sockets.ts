// What killed processes leave in the folder of sockets and ports: sockets that nobody listens on, and folders of ports
// whose process is gone. The ports are the worse: /dev/pts/N is soon another program's terminal.
import {
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../database/private-folder.js';
import { isAlive } from './is-alive.js';

/** In a folder of ports: the process that they belong to. */
const mark = '.holder';

/** A socket is bound before it listens, and a folder is made before it is marked. */
const youngMs = 60_000;

/** Marks a folder of ports as a process's own. The caller holds the bench's lock: ports in it are a dead owner's. */
export function claimFolder(folder: string, pid = process.pid): void {
  makeFolder(folder, 0o700);
  const mine = `${pid} ${processNames()}`;
  if (textOf(join(folder, mark)) === mine) return;
  removePorts(folder);
  writeFileSync(join(folder, mark), mine, { mode: 0o600 });
}

/** Removes a folder of ports once there are none in it. */
export function giveUpFolder(folder: string): void {
  attempt(() => {
    if (readdirSync(folder).some((name) => name !== mark)) return;
    attempt(() => unlinkSync(join(folder, mark)));
    rmdirSync(folder);
  });
}

/** Takes away what is this user's and no living process's. What cannot be told, or taken away, stays. */
export async function removeLeftovers(runtimeFolder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const uid = userInfo().uid;
  for (const name of namesIn(runtimeFolder)) {
    const path = join(runtimeFolder, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined || found.uid !== uid) continue;
    const old = Date.now() - found.mtimeMs > youngMs;
    if (found.isSocket() && old && (await nobodyListens(path))) {
      // Its successor has the same name.
      if (lstatSync(path, { throwIfNoEntry: false })?.ino === found.ino) attempt(() => unlinkSync(path));
    } else if (found.isDirectory() && isDead(path, old)) {
      attempt(() => removePorts(path));
      giveUpFolder(path);
    }
  }
}

/** Refused: there is a socket, and nobody behind it. A owner that is stopped or busy takes connections all the same. */
function nobodyListens(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'));
  });
}

function isDead(folder: string, old: boolean): boolean {
  const [pid = '', names] = (textOf(join(folder, mark)) ?? '').split(' ');
  // Another container's processes have the same numbers and are not seen from here.
  if (pid !== '') return names === processNames() && !isAlive(pid);
  return old && namesIn(folder).every((name) => leadsNowhere(join(folder, name)));
}

function leadsNowhere(path: string): boolean {
  try {
    const target = readlinkSync(path);
    return lstatSync(target, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

function removePorts(folder: string): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) attempt(() => unlinkSync(path));
  }
}

/** Within which numbers name processes: Linux's namespace, the machine elsewhere. */
function processNames(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return 'machine';
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Two may clean at once. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {}
}
