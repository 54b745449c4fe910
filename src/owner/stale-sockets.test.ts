// What killed processes leave in the folder of sockets and ports: it goes, and nothing that lives goes with it.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { claimFolder, giveUpFolder, removeLeftovers } from './stale-sockets.js';

const staleSockets = suite('stale sockets');
let root = '';
staleSockets.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-left-'));
});
staleSockets.after.each(() => rmSync(root, { recursive: true }));

const listening = (path: string): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy()).listen(path, () => resolve(server));
  });

/** A socket file that nobody listens on. */
async function deadSocket(name: string): Promise<string> {
  const path = join(root, name);
  const server = await listening(`${path}.live`);
  linkSync(`${path}.live`, path);
  await new Promise((resolve) => server.close(resolve));
  return path;
}

function ago(path: string): void {
  const then = Date.now() / 1000 - 3600;
  utimesSync(path, then, then);
}

const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

staleSockets('sockets: those that nobody listens on any more', async () => {
  const dead = await deadSocket('dead.sock');
  ago(dead);
  const live = await listening(join(root, 'live.sock'));
  ago(join(root, 'live.sock'));
  // Its owner may be about to listen.
  await deadSocket('young.sock');
  writeFileSync(join(root, 'file.sock'), 'mine');
  ago(join(root, 'file.sock'));
  await removeLeftovers(root);
  assert.deepEqual(readdirSync(root).sort(), ['file.sock', 'live.sock', 'young.sock']);
  await new Promise((resolve) => live.close(resolve));
});

staleSockets('ports: those of a process that is gone, and no file of anybody’s', async () => {
  const folder = (name: string, pid?: number): string => {
    const path = join(root, name);
    mkdirSync(path);
    symlinkSync('/dev/null', join(path, '3315511111'));
    if (pid !== undefined) claimFolder(path, pid);
    if (pid !== undefined) symlinkSync('/dev/null', join(path, '3315511112'));
    ago(path);
    return path;
  };
  folder('living', process.pid);
  folder('dead', deadPid());
  folder('unmarked');
  const kept = folder('dead-with-a-file', deadPid());
  writeFileSync(join(kept, 'notes'), 'mine');
  const elsewhere = mkdtempSync(join(tmpdir(), 'foblab-left-'));
  symlinkSync(elsewhere, join(root, 'link'));
  await removeLeftovers(root);
  assert.deepEqual(readdirSync(root).sort(), ['dead-with-a-file', 'link', 'living', 'unmarked']);
  assert.deepEqual(readdirSync(kept).sort(), ['.holder', 'notes']);
  assert.ok(existsSync(elsewhere));
  rmSync(elsewhere, { recursive: true });
});

staleSockets('ports of no known process go once each leads nowhere', async () => {
  const path = join(root, 'unmarked');
  mkdirSync(path);
  symlinkSync('/dev/pts/none', join(path, '3315511111'));
  await removeLeftovers(root);
  assert.ok(existsSync(path), 'somebody may be at work there');
  ago(path);
  await removeLeftovers(root);
  assert.ok(!existsSync(path));
});

staleSockets(
  'who takes a folder of ports over clears what a dead holder of the same bench left there',
  () => {
    const path = join(root, 'ports');
    claimFolder(path, deadPid());
    symlinkSync('/dev/null', join(path, '3315511111'));
    claimFolder(path);
    assert.equal(lstatSync(path).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(path), ['.holder']);
    symlinkSync('/dev/null', join(path, '3315511112'));
    claimFolder(path);
    giveUpFolder(path);
    assert.deepEqual(readdirSync(path).sort(), ['.holder', '3315511112']);
    rmSync(join(path, '3315511112'));
    giveUpFolder(path);
    giveUpFolder(path);
    assert.ok(!existsSync(path));
  },
);

staleSockets('a folder that is not there, or is a file, is none to clean', async () => {
  await removeLeftovers(join(root, 'none'));
  writeFileSync(join(root, 'file'), '');
  await removeLeftovers(join(root, 'file'));
});

staleSockets.run();
