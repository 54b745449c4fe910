// Where an owner listens, written into the folder of the bench for clients that would look elsewhere.
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { askOwner, OwnerGone } from './owner-client.js';
import { OwnerServer } from './owner-server.js';

const addresses = suite('owner address');
const { XDG_RUNTIME_DIR } = process.env;
let root = '';
let bench = '';
let file = '';
addresses.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-address-'));
  bench = join(root, 'bench');
  file = join(bench, 'owner.json');
  for (const name of ['bench', 'a', 'b']) mkdirSync(join(root, name));
  runAt('a');
});
addresses.after.each(() => {
  if (XDG_RUNTIME_DIR === undefined) delete process.env.XDG_RUNTIME_DIR;
  else process.env.XDG_RUNTIME_DIR = XDG_RUNTIME_DIR;
  rmSync(root, { recursive: true });
});

function runAt(name: string): void {
  process.env.XDG_RUNTIME_DIR = join(root, name);
}

const serve = (name: string, result: unknown, directory: string | undefined = bench) =>
  OwnerServer.listen(name, async ({ id }) => ({ id, result }), directory);
const request = { id: 'x', operation: 'fob.press', arguments: {} };
const ask = async (name: string, directory = bench): Promise<unknown> =>
  ((await askOwner(name, request, () => {}, undefined, directory)) as { result: unknown }).result;

addresses('a client with another folder for sockets finds the holder; nobody else reads where', async () => {
  const name = randomUUID();
  const server = await serve(name, 1);
  runAt('b');
  assert.equal(await ask(name), 1);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  await server.close();
  assert.ok(!existsSync(file));
  await assert.rejects(ask(name), (error) => error instanceof OwnerGone && !error.wasThere);
});

addresses('what a dead holder left is passed over, and goes with the next holder', async () => {
  const name = randomUUID();
  const dead = await leftSocket(name);
  writeFileSync(file, JSON.stringify({ socket: dead }));
  runAt('b');
  await assert.rejects(ask(name), (error) => error instanceof OwnerGone && !error.wasThere);
  // This one cannot write where it listens: the client looks where it would listen itself.
  const silent = await serve(name, 2, undefined);
  assert.equal(await ask(name), 2);
  await silent.close();
  const telling = await serve(name, 3);
  assert.ok(!existsSync(dead));
  runAt('a');
  assert.equal(await ask(name), 3);
  await telling.close();
});

addresses('the address in a copy of a bench is not the copy’s; garbage is none', async () => {
  const original = randomUUID();
  const copy = randomUUID();
  const server = await serve(original, 'original');
  await assert.rejects(ask(copy), OwnerGone);
  const other = await serve(copy, 'copy', undefined);
  for (const text of [
    readFileSync(file, 'utf8'),
    '',
    '{',
    'null',
    '7',
    '[]',
    '{"socket":7}',
    '{"socket":""}',
  ]) {
    writeFileSync(file, text);
    assert.equal(await ask(copy), 'copy', text);
  }
  await other.close();
  await server.close();
});

addresses('another bench’s socket stays where an address names it', async () => {
  const other = await serve(randomUUID(), 1, undefined);
  writeFileSync(file, JSON.stringify({ socket: other.path }));
  const server = await serve(randomUUID(), 2);
  assert.ok(existsSync(other.path));
  await server.close();
  await other.close();
});

addresses('a folder that takes no file: it listens all the same', async () => {
  chmodSync(bench, 0o500);
  const taken = join(root, 'taken');
  writeFileSync(taken, '');
  for (const directory of [bench, taken, join(root, 'none'), '/proc']) {
    const name = randomUUID();
    const server = await serve(name, 1, directory);
    assert.equal(await ask(name, directory), 1);
    await server.close();
  }
});

/** The socket file of a process that was killed. */
async function leftSocket(name: string): Promise<string> {
  const folder = join(root, 'a', 'foblab');
  mkdirSync(folder);
  const [path, linked] = [join(folder, `${name}.sock`), join(folder, 'linked')];
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(linked, () => resolve()));
  linkSync(linked, path);
  await new Promise((resolve) => server.close(resolve));
  return path;
}

addresses.run();
