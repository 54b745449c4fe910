// Which bench a command means: --bench, FOBLAB_BENCH, or the user's own under the XDG state folder.
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** A word without a slash is a name; anything else is a folder. */
export function benchPath(given: string | undefined): { path: string; isDefault: boolean } {
  const wanted = given ?? process.env.FOBLAB_BENCH;
  if (wanted === undefined || wanted === '') return { path: named('default'), isDefault: true };
  const folder = isAbsolute(wanted) || /[/\\]/.test(wanted) || wanted.startsWith('.');
  return { path: folder ? resolve(wanted) : named(wanted), isDefault: false };
}

function named(name: string): string {
  const state = process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state');
  return join(state, 'foblab', 'benches', name);
}
