// Removes what killed processes leave in the folder of sockets and ports: sockets without a listener, and port folders of
// ended processes. A stale port is dangerous, since the system soon gives /dev/pts/N to another program's terminal.
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

/** Removes what belongs to this user and to no running process. What cannot be checked or removed stays. */
export async function removeLeftovers(runtimeFolder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const uid = userInfo().uid;
  for (const name of namesIn(runtimeFolder)) {
    const path = join(runtimeFolder, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined || found.uid !== uid) continue;
    const old = Date.now() - found.mtimeMs > youngMs;
    if (found.isSocket() && old && (await nobodyListens(path))) {
      // The next owner uses the same name.
      if (lstatSync(path, { throwIfNoEntry: false })?.ino === found.ino) attempt(() => unlinkSync(path));
    } else if (found.isDirectory() && isDead(path, old)) {
      attempt(() => removePorts(path));
      giveUpFolder(path);
    }
  }
}

/** True if the connection is refused: no process listens. A stopped or busy owner still accepts connections. */
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
  // A process of another container can have the same ID and cannot be seen from here.
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

/** The scope of process IDs: the PID namespace on Linux, the machine on other systems. */
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

/** Two processes may clean up at the same time. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {}
}
