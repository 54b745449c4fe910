// The HTTP server: the operations of a bench and of its labs, and what other parts of foblab mount beside them.
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { OperationError } from '../contract/operation-error.js';
import type { AccessTokens } from '../host/access-tokens.js';
import type { BenchClient } from '../host/bench-client.js';
import { runOperation } from '../host/run-operation.js';
import { allOperations } from '../operations/index.js';
import { admit, callerOf } from './caller.js';
import { KeptResponses } from './idempotency.js';
import { labOperations } from './lab-operations.js';
import { Labs } from './labs.js';
import type { Mount, ServerEnvironment } from './mount.js';
import { openApi } from './openapi.js';
import { openApiPage } from './openapi-page.js';
import {
  type HandlerOptions,
  type OperationHandler,
  operationHandler,
  problemFrom,
  type RequestedBench,
} from './operation-handler.js';
import { checkHost, checkOrigin, loopbackHosts } from './origin-guard.js';
import { problemResponse, RequestRefused } from './problem.js';
import { RateLimit } from './rate-limit.js';
import { pathPattern } from './route.js';
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

/** Of one client, where the server listens beyond loopback. */
const requestsPerSecondBeyond = 1000;

export async function createServer(options: ServerOptions): Promise<ApiServer> {
  const { client, version, tokens, showSecrets = false, mounts = [] } = options;
  const ending = new AbortController();
  const labs = new Labs(mounts);
  let url = '';
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
  const authentication = { tokens, required: options.requireToken ?? false };
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
  for (const base of ['/v1/labs/:lab', '/v1/labs/:lab/v1'])
    serve(
      app,
      base,
      handlers.filter(({ one }) => !isOwn(one)),
      () => (c) => labs.take(c.req.param('lab')!).bench,
    );
  app.get('/v1/labs/:lab/openapi.json', () => documentResponse());
  for (const mount of mounts) {
    const base = mount.path === '/' ? '' : mount.path;
    app.all(`/v1/labs/:lab${base}/*`, (c) => {
      const lab = labs.take(c.req.param('lab')!);
      return lab.mounted(mount).fetch(c.req.raw, c.env);
    });
  }
  for (const mount of mounts) {
    const base = mount.path === '/' ? '' : mount.path;
    app.route(mount.path, mount.app({ bench, base, ending: ending.signal }));
  }
  if (!mounts.some(({ path }) => path === '/')) app.get('/', showPage);
  app.notFound((c) => {
    throw notServed(c, served);
  });

  const hosts = new Set<string>([
    ...loopbackHosts,
    ...(options.hostNames ?? []).map((name) => name.toLowerCase()),
  ]);
  const limitTo = (perSecond: number): RateLimit => new RateLimit(perSecond, 2 * perSecond);
  let rate = options.requestsPerSecond === undefined ? undefined : limitTo(options.requestsPerSecond);
  const wrongTokens = new RateLimit(0.2, 10);

  const fetch = (request: Request, env: ServerEnvironment['Bindings']): Response | Promise<Response> => {
    const { headers, socket, url: target = '/' } = env.incoming;
    try {
      const path = pathOf(target);
      if (path === '/healthz') return app.fetch(request, env);
      checkHost(headers, { hosts });
      const mount = mounts.find((one) => isBelow(path, one.path));
      if (!mount?.crossOrigin) checkOrigin(headers);
      const address = socket.remoteAddress ?? '';
      // A mount for anyone has tokens and passwords of its own in this header.
      if (mount?.access === 'anyone') {
        rate?.take(address);
        return app.fetch(request, env);
      }
      if (headers.authorization !== undefined && !wrongTokens.allows(address)) wrongTokens.take(address);
      try {
        env.caller = callerOf(headers, authentication);
      } catch (error) {
        wrongTokens.take(address);
        throw error;
      }
      rate?.take(env.caller?.token ?? address);
      if (mount !== undefined) admit(env.caller, mount.access ?? 'look', mount.path);
      return app.fetch(request, env);
    } catch (error) {
      return refusal(error);
    }
  };
  const limits = { requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 30_000 };
  const listener = getRequestListener(fetch as never, {
    errorHandler: (error) =>
      refusal(new RequestRefused(400, 'usage', error instanceof Error ? error.message : 'not a request')),
  });
  const { tls } = options;
  const server: Server =
    tls === undefined
      ? createHttpServer(limits, listener)
      : createHttpsServer({ ...limits, cert: Buffer.from(tls.cert), key: Buffer.from(tls.key) }, listener);
  boundConnections(server, options.mostConnections ?? 256);

  return {
    app,
    async listen({ host = '127.0.0.1', port = 0 } = {}) {
      if (!isLoopback(host)) {
        authentication.required = true;
        rate ??= limitTo(requestsPerSecondBeyond);
        if (tokens === undefined || tokens.list().length === 0)
          throw new OperationError(
            'permission',
            `a server on ${host} needs a token for its clients, and there is none`,
            { remedy: { operation: 'token.add', arguments: { name: '<name>', access: 'operate' } } },
          );
        for (const name of await ownNames(host)) hosts.add(name);
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
      server.closeIdleConnections();
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

/** What a client without a token may see: that the server is there, and how it is used. */
const openPaths = new Set(['/healthz', '/readyz', '/openapi.json', '/docs', '/']);

/** Routes with a fixed last segment come first, so that `/credentials/window` is no serial. */
function serve(
  app: Hono<ServerEnvironment>,
  base: string,
  handlers: readonly { one: ServedOperation; handle: OperationHandler }[],
  benchFor: (one: ServedOperation) => (c: Context) => RequestedBench,
): void {
  const fixedFirst = [...handlers].sort((a, b) => a.one.route.inPath.length - b.one.route.inPath.length);
  for (const { one, handle } of fixedFirst) {
    const benchOf = benchFor(one);
    app.on(one.route.method, base + pathPattern(one.route), (c) => handle(c, benchOf(c), c.env.caller));
  }
}

/** @returns 405 with the methods that the path has, 404 where it has none. */
function notServed(c: Context, served: readonly ServedOperation[]): RequestRefused {
  const path = pathOf(c.req.url.replace(/^https?:\/\/[^/]*/, '')).replace(
    /^\/v1\/labs\/[^/]+(?:\/v1)?(?=\/)/,
    '/v1',
  );
  const methods = new Set(
    served.filter(({ route }) => matches(route.path, path)).map(({ route }) => route.method),
  );
  if (methods.size === 0)
    return new RequestRefused(
      404,
      'not-found',
      `there is nothing at ${JSON.stringify(path.slice(0, 200))}; GET /openapi.json lists what there is`,
    );
  const allow = [...methods].sort().join(', ');
  return new RequestRefused(405, 'usage', `${c.req.method} is not served here; ${allow} is`, { allow });
}

function matches(template: string, path: string): boolean {
  const [wanted, given] = [`/v1${template}`.split('/'), path.split('/')];
  return (
    wanted.length === given.length && wanted.every((part, i) => part.startsWith('{') || part === given[i])
  );
}

function pathOf(target: string): string {
  const mark = target.search(/[?#]/);
  return mark < 0 ? target : target.slice(0, mark);
}

function isBelow(path: string, base: string): boolean {
  if (base === '/') return !path.startsWith('/v1') && !openPaths.has(path);
  const below = path.replace(/^\/v1\/labs\/[^/]+(?=\/)/, '');
  return below === base || below.startsWith(`${base}/`);
}

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

/** One connection too many is told so; Node's own bound closes it without a word. */
function boundConnections(server: Server, most: number): void {
  let open = 0;
  server.prependListener('connection', (socket: Socket) => {
    open++;
    socket.once('close', () => open--);
    if (open <= most) return;
    const body = JSON.stringify({
      type: 'urn:foblab:error:busy',
      title: 'busy',
      status: 503,
      detail: `${most} connections are open; close some, or start the server with more: --connections`,
      code: 'busy',
    });
    socket.end(
      `HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/problem+json\r\nretry-after: 1\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
}
