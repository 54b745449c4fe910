// Refuses a bench whose folder or files anybody but their owner can write. In such a folder somebody else could name
// another socket as that of the bench's owner, and be sent the seed of the next fob.
import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { dirname, join, parse, resolve } from 'node:path';
import { shellWord } from '../contract/command-words.js';
import { OperationError } from '../contract/operation-error.js';
import { sqliteLibrary } from '../database/sqlite-library.js';

const files = ['bench.db', 'owner.lock', 'owner.json', 'credentials.db', 'credential.key'];

/**
 * Refuses a bench that others can change. Root works in another user's bench as that user, so that what it writes there
 * stays the user's own.
 * @throws OperationError `permission`, with the command that fixes it
 */
export function enterBenchFolder(directory: string): void {
  if (process.platform === 'win32') return;
  const folder = resolve(directory);
  refuseForeignLinks(folder);
  const found = lstatSync(folder);
  const ownUid = process.geteuid!();
  if (ownUid === 0 && found.uid !== 0) actAs(found);
  else if (found.uid !== ownUid && found.uid !== 0)
    throw refused(
      `the bench in ${folder} belongs to another user (${found.uid})`,
      `chown -R $USER ${shellWord(folder)}`,
    );
  refuseWritable(folder, found);
  for (const name of files) {
    const file = join(folder, name);
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (stat?.isSymbolicLink()) throw refused(`${file} is a symbolic link`, `rm ${shellWord(file)}`);
    if (stat !== undefined) refuseWritable(file, stat);
  }
}

function refuseWritable(path: string, { mode }: Stats): void {
  if ((mode & 0o022) === 0) return;
  throw refused(
    `others than its owner can write ${path} (mode ${(mode & 0o777).toString(8)})`,
    `chmod go-w ${shellWord(path)}`,
  );
}

/** A user who can change a link in the path can put another bench in the place of this one. */
function refuseForeignLinks(folder: string): void {
  const { root } = parse(folder);
  for (let path = folder; path !== root; path = dirname(path)) {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    const others = stat.uid !== 0 && stat.uid !== process.geteuid!();
    if (stat.isSymbolicLink() && others && process.geteuid!() !== 0)
      throw refused(
        `${path} is a symbolic link of another user, to ${readlinkSync(path)}`,
        `foblab --bench ${shellWord(readlinkSync(path))}`,
      );
  }
}

function actAs({ uid, gid }: Stats): void {
  // The user may not read the folder of foblab: SQLite is loaded first.
  sqliteLibrary();
  // It is root's: sockets belong in the user's.
  delete process.env.XDG_RUNTIME_DIR;
  process.setegid!(gid);
  process.seteuid!(uid);
}

function refused(what: string, fix: string): OperationError {
  return new OperationError('permission', `${what}: ${fix}`);
}
