// A PostgreSQL server for tests: the one FOBLAB_TEST_POSTGRES names, or a throw-away one from Debian's package.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

export interface PostgresServer {
  /** Creates an empty database and resolves to its address. */
  createDatabase(): Promise<string>;
  /** Drops the databases it created and ends the server where it is a throw-away one. */
  stop(): Promise<void>;
}

/** Why there is none, for a visible skip. */
export interface NoPostgres {
  readonly missing: string;
}

/** Found without starting anything, so that a test can be skipped where it is registered. */
export function findPostgres(): { address: string } | { binaries: string } | NoPostgres {
  const address = process.env.FOBLAB_TEST_POSTGRES;
  if (address !== undefined && address !== '') return { address };
  const root = '/usr/lib/postgresql';
  const binaries = versionsIn(root)
    .map((version) => join(root, version, 'bin'))
    .find((folder) => spawnSync(join(folder, 'postgres'), ['--version']).status === 0);
  if (binaries !== undefined) return { binaries };
  return {
    missing:
      'no PostgreSQL here (Debian package postgresql, or a postgres:// address in FOBLAB_TEST_POSTGRES)',
  };
}

/** `durable`: flushes for real, for tests that count flushes or race for them; the others need no disk. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const found = findPostgres();
  if ('missing' in found) throw new Error(found.missing);
  if ('address' in found) return databasesOn(found.address, (drop) => drop());
  return startServer(found.binaries, durable);
}

/** PostgreSQL refuses to run as root: there, Debian's own user for it takes over. */
async function startServer(binaries: string, durable: boolean): Promise<PostgresServer> {
  const account = process.getuid?.() === 0 ? accountIds('postgres') : null;
  const user = account ?? {};
  const folder = mkdtempSync(join(tmpdir(), 'foblab-postgres-'));
  if (account !== null) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TMPDIR: folder };
  const prepared = spawnSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'foblab', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    { ...user, env, cwd: folder, encoding: 'utf8' },
  );
  if (prepared.status !== 0) throw new Error(`initdb failed: ${prepared.stderr}`);
  // On a socket in the folder only: no port that another run could want.
  const server = spawn(
    join(binaries, 'postgres'),
    [
      '-D',
      data,
      '-k',
      folder,
      '-c',
      'listen_addresses=',
      '-c',
      'max_connections=100',
      '-c',
      `fsync=${durable ? 'on' : 'off'}`,
    ],
    { ...user, env, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const kill = (): void => {
    server.kill('SIGKILL');
  };
  process.once('exit', kill);
  await untilReady(server);
  return databasesOn(`postgres://foblab@/postgres?host=${encodeURIComponent(folder)}`, async () => {
    const ended = once(server, 'exit');
    // SIGINT is a fast shutdown: sessions are ended, what they had not committed is rolled back.
    server.kill('SIGINT');
    await ended;
    process.off('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  });
}

async function untilReady(server: ChildProcess): Promise<void> {
  const told: string[] = [];
  const lines = createInterface({ input: server.stderr! });
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      told.push(line);
      if (line.includes('ready to accept connections')) resolve();
    });
    server.once('exit', (code) =>
      reject(new Error(`PostgreSQL ended with ${code}:\n${told.slice(-20).join('\n')}`)),
    );
    server.once('error', reject);
  });
  server.stderr?.resume();
}

function databasesOn(address: string, end: (drop: () => Promise<void>) => Promise<void>): PostgresServer {
  const created: string[] = [];
  const administer = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  return {
    createDatabase: async () => {
      const name = `foblab_test_${randomBytes(6).toString('hex')}`;
      await administer(`CREATE DATABASE ${name}`);
      created.push(name);
      return address.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
    },
    stop: () =>
      end(async () => {
        for (const name of created) await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

function versionsIn(root: string): string[] {
  try {
    return readdirSync(root).sort((a, b) => Number(b) - Number(a));
  } catch {
    return [];
  }
}

function accountIds(name: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error(
      `PostgreSQL does not run as root and there is no user ${name}; name a server in FOBLAB_TEST_POSTGRES`,
    );
  return { uid: Number(uid), gid: Number(gid) };
}
