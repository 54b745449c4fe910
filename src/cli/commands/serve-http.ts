// The HTTP part of `foblab serve`: listens, says where, and ends with the signal.
import { renameSync, writeFileSync } from 'node:fs';
import { createServer, isLoopback } from '../../api/index.js';
import { AccessTokens } from '../../host/access-tokens.js';
import type { BenchClient } from '../../host/bench-client.js';
import { webPages } from '../../web/mount.js';
import type { GlobalOptions } from '../command-line.js';
import { write, writeBeside } from '../output.js';
import { version } from '../version.js';
import { type OpenIdServeOptions, serveOpenId } from './serve-openid.js';

export interface HttpOptions extends OpenIdServeOptions {
  port: number | undefined;
  listen: string | undefined;
  portFile: string | undefined;
  hostName: string | undefined;
  requireToken: boolean;
  showSecrets: boolean;
  connections: number | undefined;
  rateLimit: number | undefined;
}

/** Returns once `signal` has ended and every client has been let go of. */
export async function serveHttp(
  client: BenchClient,
  output: GlobalOptions,
  options: HttpOptions,
  signal: AbortSignal,
): Promise<void> {
  const { port = 0, listen = '127.0.0.1', portFile, hostName, requireToken, showSecrets } = options;
  const onLoopback = isLoopback(listen);
  const openId = serveOpenId(client, options, onLoopback);
  const hostNames = [...(hostName === undefined ? [] : [hostName]), ...openId.hostNames];
  const server = await createServer({
    client,
    version,
    tokens: new AccessTokens(client.directory),
    requireToken,
    showSecrets,
    hostNames,
    mounts: [...openId.mounts, webPages],
    ...(openId.tls === undefined ? {} : { tls: openId.tls }),
    ...(options.connections === undefined ? {} : { mostConnections: options.connections }),
    ...(options.rateLimit === undefined ? {} : { requestsPerSecond: options.rateLimit }),
  });
  try {
    const url = await server.listen({ host: listen, port });
    openId.listening(url);
    if (portFile !== undefined) writePort(portFile, new URL(url).port || '80');
    if (output.json) write(JSON.stringify({ schema: 'foblab.http/1', url, openapi: `${url}/openapi.json` }));
    else if (output.plain) write(url);
    else writeBeside(`Serving ${client.directory} on ${url} (${url}/docs lists what it offers). ^C ends it.`);
    if (!onLoopback && openId.tls === undefined)
      writeBeside(
        `foblab: ${listen} is no loopback address: tokens and codes cross the network in clear. Give --tls-cert and --tls-key, or put a proxy with TLS in front.`,
      );
    await ended(signal);
  } finally {
    await server.close();
    await openId.close();
  }
}

/** Put in place whole: a script that waits for the file finds the port in it. */
function writePort(file: string, port: string): void {
  const next = `${file}.${process.pid}.new`;
  writeFileSync(next, `${port}\n`);
  renameSync(next, file);
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
