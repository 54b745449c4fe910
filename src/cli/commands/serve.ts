// `foblab serve`: the fobs of a bench on serial ports, TCP and USB (the operation `link.serve`), and the bench over
// HTTP, until interrupted. The bench may be held by this process or by another one.

import { OperationError } from '../../contract/operation-error.js';
import { choice, flag, number, optional, readArguments, text } from '../../contract/parameter.js';
import type { Link } from '../../contract/results/link.js';
import { type BenchClient, openBenchClient } from '../../host/bench-client.js';
import type { Operation } from '../../host/operation.js';
import { findOperation } from '../../operations/index.js';
import { serve as operation } from '../../operations/link/serve.js';
import { benchPath } from '../bench-path.js';
import type { CommandLine } from '../command-line.js';
import { write, writeBeside } from '../output.js';
import { startDefaultBench } from '../run-command.js';
import type { Command } from './command.js';
import type { HttpOptions } from './serve-http.js';

type Item = Link | { ready: true; fobs: number } | { problem: string };

/** What `--http` takes besides `--port` and `--listen`. */
const httpParameters = {
  http: flag('the bench over HTTP: every operation, events as a stream, OpenAPI at /openapi.json'),
  portFile: optional(text('write the port of HTTP into this file once it listens', 'file')),
  hostName: optional(text('a name besides its address that clients reach HTTP by', 'name')),
  requireToken: flag('HTTP asks for a token on loopback, too; beyond loopback it always does'),
  showSecrets: flag('HTTP answers seeds, PINs and backup codes, to a token that may administer'),
  connections: optional(
    number('open HTTP connections at once; 256 where left out', {
      minimum: 1,
      maximum: 100_000,
      unit: 'connections',
      whole: true,
    }),
  ),
  publicUrl: optional(
    text(
      'where clients and browsers reach HTTP, such as https://idme.example.test; its own address where left out',
      'url',
    ),
  ),
  tlsCert: optional(text('certificate in PEM: HTTP speaks TLS', 'file')),
  tlsKey: optional(text('key of the certificate in PEM', 'file')),
  oidcClients: optional(text('programs that log in with ID.me, in YAML or JSON (docs/openid.md)', 'file')),
  oidcTime: optional(
    choice('what tokens and cookies of ID.me live in; wall time where left out', ['wall', 'bench']),
  ),
  rateLimit: optional(
    number('HTTP requests a second of one client; 1000 beyond loopback, any number on it, where left out', {
      minimum: 1,
      maximum: 1_000_000,
      unit: 'requests',
      whole: true,
    }),
  ),
};

const { pty, tcp, port: _, ...otherParameters } = operation.parameters;

const parameters = {
  pty,
  tcp,
  ...httpParameters,
  port: optional(
    number('of HTTP; without --http the first TCP port; any free one where left out or 0', {
      minimum: 0,
      maximum: 65_535,
      unit: 'port',
      whole: true,
    }),
  ),
  ...otherParameters,
};

export const serve: Command = {
  operation: {
    ...operation,
    summary:
      'put the fobs of the bench on serial ports, TCP or USB, and the bench on HTTP, until interrupted',
    help: 'Other commands, other serves and the lab go on working on the same bench meanwhile. Fobs that are added get a port, too. With --json: one line a fob, with the path that a client opens, and one line with the url of HTTP. Beyond loopback HTTP takes only requests with a token: foblab token add.',
    examples: [
      ...operation.examples,
      'foblab serve --http --port 8080',
      'foblab serve --http --port 0 --json --port-file port.txt',
    ],
    parameters,
  } as unknown as Operation,
  async run(line) {
    const { path, isDefault } = benchPath(line.options.bench);
    if (isDefault) startDefaultBench(path);
    const { http, ...given } = readArguments('serve', parameters, line.arguments);
    if (!http) refuseWithoutHttp(line.arguments);
    const interrupted = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => interrupted.abort());
    const client = await openBenchClient(path, findOperation);
    try {
      const serving: Promise<void>[] = [];
      if (http) serving.push(serveHttp(client, line, given, interrupted.signal));
      if (!http || given.pty || given.tcp || given.usbip)
        serving.push(serveLinks(client, line, http, interrupted.signal));
      // One that cannot be served ends the others.
      for (const one of serving) one.catch(() => interrupted.abort());
      await Promise.all(serving);
    } finally {
      await client.close();
    }
    return 0;
  },
};

async function serveHttp(
  client: BenchClient,
  line: CommandLine,
  options: HttpOptions,
  signal: AbortSignal,
): Promise<void> {
  await (await import('./serve-http.js')).serveHttp(client, line.options, options, signal);
}

async function serveLinks(
  client: BenchClient,
  line: CommandLine,
  besideHttp: boolean,
  signal: AbortSignal,
): Promise<void> {
  const given = Object.fromEntries(
    Object.entries(line.arguments).filter(
      ([name]) => !Object.hasOwn(httpParameters, name) && !(besideHttp && name === 'port'),
    ),
  );
  const warning = given.tcp || given.usbip ? await warningBeyondLoopback(given.listen) : undefined;
  await client.run('link.serve', given, {
    item: (value) => {
      // Only what listens can be reached.
      if (warning !== undefined && 'ready' in (value as Item)) writeBeside(warning);
      show(line, client.directory, value as Item);
    },
    signal,
  });
}

/** Neither the console nor USB/IP has a password or encryption. */
async function warningBeyondLoopback(listen: unknown): Promise<string | undefined> {
  if (typeof listen !== 'string') return undefined;
  const { isLoopback } = await import('../../api/index.js');
  if (isLoopback(listen)) return undefined;
  return `foblab: ${listen} is no loopback address: whoever reaches it can press these fobs, read their codes and set their faults, since consoles and USB/IP have no password. Leave --listen out to stay on this machine.`;
}

function refuseWithoutHttp(given: Readonly<Record<string, unknown>>): void {
  const [first] = Object.keys(httpParameters).filter((name) => name !== 'http' && given[name] !== undefined);
  if (first === undefined) return;
  const option = `--${first.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new OperationError('usage', `${option} is for HTTP: give --http, too`, { parameter: first });
}

function show({ options }: CommandLine, path: string, item: Item): void {
  if ('problem' in item) writeBeside(`foblab: ${item.problem}`);
  else if ('ready' in item) {
    if (options.json || options.plain) return;
    const empty = item.fobs === 0 ? ' (empty: foblab add <model>)' : '';
    writeBeside(`Serving ${path}${empty}. Other commands work on it meanwhile; ^C ends it.`);
  } else if (options.json) write(JSON.stringify({ schema: 'foblab.link/1', ...item }));
  else if (options.plain) write(item.path);
  else if ('attach' in item) write(`${item.serial}  ${item.attach}`);
  else write(`${item.serial}  ${item.path}${item.device ? `  (${item.device})` : ''}`);
}
