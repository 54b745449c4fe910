// The HTTP server: the operations of a bench and of its labs, and what other parts of foblab mount beside them.
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { OperationError } from '../contract/operation-error.js';
import type { AccessTokens } from '../host/access-tokens.js';
import type { BenchClient } from '../host/bench-client.js';
import { runOperation } from '../host/run-operation.js';
import { allOperations } from '../operations/index.js';
import { Connections } from './connections.js';
import { KeptResponses } from './idempotency.js';
import { labOperations } from './lab-operations.js';
import { Labs } from './labs.js';
import type { Mount, ServerEnvironment } from './mount.js';
import { openApi } from './openapi.js';
import { openApiPage } from './openapi-page.js';
import {
  type HandlerOptions,
  operationHandler,
  problemFrom,
  type RequestedBench,
} from './operation-handler.js';
import { problemResponse, RequestRefused } from './problem.js';
import { RequestGuard } from './request-guard.js';
import { admitted, asksForPage, notServed, serve } from './routing.js';
import { type ServedOperation, servedOperations } from './served-operation.js';

export interface ServerOptions {
  client: BenchClient;
  version: string;
  /** The tokens that clients may send. */
  tokens?: AccessTokens;
  /** True where every request needs a token; so does every server that listens beyond loopback. */
  requireToken?: boolean;
  /** True where answers may hold secrets, for a token that may administer. */
  showSecrets?: boolean;
  /** Names besides its address that clients reach the server by. */
  hostNames?: readonly string[];
  mounts?: readonly Mount[];
  /** Certificate and key in PEM: the server speaks TLS. */
  tls?: { readonly cert: Uint8Array; readonly key: Uint8Array };
  /** Open connections at once; 256 where left out. */
  mostConnections?: number;
  /** Requests a second of one client; where left out, any number on loopback and 1000 beyond. */
  requestsPerSecond?: number;
}

export interface ApiServer {
  readonly app: Hono<ServerEnvironment>;
  /** @returns the server's address, such as `http://127.0.0.1:8080` */
  listen(where?: { host?: string; port?: number }): Promise<string>;
  /** Ends streams and labs, and waits for requests that run, within a bound. */
  close(): Promise<void>;
}

const closesWithinMs = 5000;

export async function createServer(options: ServerOptions): Promise<ApiServer> {
  const { client, version, tokens, showSecrets = false, mounts = [] } = options;
  const ending = new AbortController();
  let url = '';
  const notFound = (c: Context): never => {
    throw notServed(c, served);
  };
  const labs = new Labs(mounts, notFound);
  const own = labOperations(labs, () => url);
  const served = servedOperations([...(await allOperations()), ...own]);
  const requests = new Map(
    served.map(({ operation, route }) => [operation.name, `${route.method} /v1${route.path}`]),
  );
  const handlerOptions: HandlerOptions = {
    showSecrets,
    kept: new KeptResponses(),
    ending: ending.signal,
    requestOf: (name) => requests.get(name),
  };
  const bench: RequestedBench = {
    name: '',
    run: (name, given, more) => client.run(name, given, more),
  };
  const serverBench: RequestedBench = {
    name: 'server',
    async run(name, given, { item = () => {}, signal, id = '' }) {
      const operation = own.find((one) => one.name === name)!;
      return runOperation(operation, undefined, { id, operation: name, arguments: given }, item, signal);
    },
  };
  const guard = new RequestGuard({
    tokens,
    requireToken: options.requireToken ?? false,
    hostNames: options.hostNames ?? [],
    mounts,
    requestsPerSecond: options.requestsPerSecond,
  });
  const app = new Hono<ServerEnvironment>();
  app.onError((error, c) => refusal(error, c));
  const refusal = (error: unknown, _c?: Context): Response =>
    problemResponse(problemFrom(error, handlerOptions), error instanceof RequestRefused ? error.headers : {});

  app.get('/healthz', () => Response.json({ healthy: true }));
  app.get('/readyz', async () => {
    await client.run('bench.status', {});
    return Response.json({ ready: true });
  });
  app.get('/openapi.json', () => documentResponse());
  const page = openApiPage();
  const showPage = (): Response =>
    new Response(page.html, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': page.policy,
        ...pageHeaders,
      },
    });
  app.get('/docs', showPage);
  let document: string | undefined;
  const documentResponse = (): Response => {
    document ??= JSON.stringify(openApi(served, { version }));
    return new Response(document, { headers: { 'content-type': 'application/json' } });
  };

  const handlers = served.map((one) => ({ one, handle: operationHandler(one, handlerOptions) }));
  const isOwn = (one: ServedOperation): boolean => own.includes(one.operation);
  serve(app, '/v1', handlers, (one) => () => (isOwn(one) ? serverBench : bench));
  const ofLabs = handlers.filter(({ one }) => !isOwn(one));
  const benchOfLab = () => (c: Context) => labs.take(c.req.param('lab')!).bench;
  serve(app, '/v1/labs/:lab/v1', ofLabs, benchOfLab);
  // A browser gets the page if a page has the same path.
  const hasPages = mounts.some(({ path }) => path === '/');
  serve(app, '/v1/labs/:lab', ofLabs, benchOfLab, (c) => hasPages && asksForPage(c));
  app.get('/v1/labs/:lab/openapi.json', () => documentResponse());
  for (const mount of mounts) {
    const base = mount.path === '/' ? '' : mount.path;
    app.all(`/v1/labs/:lab${base}/*`, admitted(mount), (c) => {
      const lab = labs.take(c.req.param('lab')!);
      return lab.mounted(mount).fetch(c.req.raw, c.env);
    });
  }
  for (const mount of mounts) {
    const base = mount.path === '/' ? '' : mount.path;
    app.use(`${base}/*`, admitted(mount));
    app.route(mount.path, mount.app({ bench, base, ending: ending.signal }));
  }
  if (!hasPages) app.get('/', showPage);
  app.notFound(notFound);

  const fetch = (request: Request, env: ServerEnvironment['Bindings']): Response | Promise<Response> => {
    try {
      guard.check(request, env);
      return app.fetch(request, env);
    } catch (error) {
      return refusal(error);
    }
  };
  const limits = {
    requireHostHeader: false,
    requestTimeout: 60_000,
    headersTimeout: 20_000,
    keepAliveTimeout: 30_000,
  };
  const listener = getRequestListener(fetch as never, {
    errorHandler: (error) =>
      refusal(new RequestRefused(400, 'usage', error instanceof Error ? error.message : 'not a request')),
  });
  const { tls } = options;
  const server: Server =
    tls === undefined
      ? createHttpServer(limits, listener)
      : createHttpsServer({ ...limits, cert: Buffer.from(tls.cert), key: Buffer.from(tls.key) }, listener);
  const connections = new Connections(server, options.mostConnections ?? 256);

  return {
    app,
    async listen({ host = '127.0.0.1', port = 0 } = {}) {
      if (!isLoopback(host)) {
        if (tokens === undefined || tokens.list().length === 0)
          throw new OperationError(
            'permission',
            `a server on ${host} needs a token for its clients, and there is none`,
            { remedy: { operation: 'token.add', arguments: { name: '<name>', access: 'operate' } } },
          );
        guard.listensBeyond(await ownNames(host));
      }
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, resolve);
      });
      const { port: taken } = server.address() as AddressInfo;
      const name =
        host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
      url = `${tls === undefined ? 'http' : 'https'}://${name}:${taken}`;
      return url;
    },
    async close() {
      ending.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      connections.closeIdle();
      const late = setTimeout(() => server.closeAllConnections(), closesWithinMs);
      await closed;
      clearTimeout(late);
      await labs.close();
    },
  };
}

const pageHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
};

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** The names of this machine that a client may put into its Host header. */
async function ownNames(host: string): Promise<string[]> {
  const { hostname, networkInterfaces } = await import('node:os');
  const addresses =
    host === '0.0.0.0' || host === '::'
      ? Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address))
      : [host];
  return [
    hostname().toLowerCase(),
    ...addresses.map((address) => (address.includes(':') ? `[${address}]` : address)),
  ];
}
