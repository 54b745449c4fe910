// Debian's Apache with mod_auth_openidc as a program that logs in by ID.me: on loopback, with a folder of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const program = '/usr/sbin/apache2';
const modules = '/usr/lib/apache2/modules';

/** Why there is none, for a visible skip; undefined where it is there. */
export function missingApache(): string | undefined {
  const files = [program, join(modules, 'mod_auth_openidc.so')];
  if (files.every((file) => existsSync(file))) return undefined;
  return 'no Apache with mod_auth_openidc here (Debian packages apache2-bin and libapache2-mod-auth-openidc)';
}

export interface ApacheServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface ApacheClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export function redirectUriOf(port: number): string {
  return `http://127.0.0.1:${port}/protected/callback`;
}

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Answers `/protected/` with the claims in its headers, to whoever has logged in at `issuer`. */
export async function startApache(port: number, issuer: string, client: ApacheClient): Promise<ApacheServer> {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-apache-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'htdocs/protected'), { recursive: true });
  writeFileSync(join(folder, 'htdocs/protected/index.html'), 'logged in\n');
  const file = join(folder, 'apache.conf');
  writeFileSync(file, configuration(folder, port, issuer, client), { mode: 0o600 });
  const child = spawn(program, ['-f', file, '-DFOREGROUND'], { stdio: 'ignore' });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  const close = async (): Promise<void> => {
    await ended(child);
    process.off('exit', kill);
    rmSync(folder, { recursive: true });
  };
  try {
    await answers(`http://127.0.0.1:${port}/`, child, join(folder, 'error.log'));
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, close };
}

async function answers(url: string, child: ChildProcess, log: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) break;
    if (await fetch(url).catch(() => undefined)) return;
    await pause(50);
  }
  throw new Error(`Apache did not start: ${existsSync(log) ? readFileSync(log, 'utf8') : 'it wrote no log'}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

function configuration(folder: string, port: number, issuer: string, client: ApacheClient): string {
  const load = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'dir', 'headers', 'auth_openidc'];
  return `ServerRoot ${folder}
ServerName 127.0.0.1:${port}
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
DefaultRuntimeDir ${folder}
Mutex file:${folder}
${load.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
StartServers 1
ServerLimit 1
ThreadsPerChild 8
MaxRequestWorkers 8
DocumentRoot ${folder}/htdocs
DirectoryIndex index.html
OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCClientID ${client.clientId}
OIDCClientSecret ${client.clientSecret}
OIDCProviderTokenEndpointAuth client_secret_post
OIDCRedirectURI ${redirectUriOf(port)}
OIDCScope "openid medical_provider"
OIDCResponseType code
OIDCPKCEMethod S256
OIDCRemoteUserClaim npi
OIDCCryptoPassphrase for-this-test-only
<Location /protected>
  AuthType openid-connect
  Require valid-user
  Header always set X-Remote-User "expr=%{REMOTE_USER}"
  Header always set X-Claim-Fname "%{OIDC_CLAIM_fname}e"
</Location>
`;
}
