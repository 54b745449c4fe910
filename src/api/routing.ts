// The routes of the operations on the server, who is admitted to a mount, and what is said where there is no route.
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { seedLikeness } from '../serials/index.js';
import { admit } from './caller.js';
import type { Mount, ServerEnvironment } from './mount.js';
import type { OperationHandler, RequestedBench } from './operation-handler.js';
import { RequestRefused } from './problem.js';
import { pathPattern } from './route.js';
import type { ServedOperation } from './served-operation.js';

/** A step of the router, so that no spelling of a path avoids it. The API's routes check access themselves. */
export function admitted({ access = 'look', path }: Mount): MiddlewareHandler<ServerEnvironment> {
  return async (c, next) => {
    if (path !== '/' || !isOfTheApi(c.req.path)) admit(c.env.caller, access, `a page of ${path}`);
    await next();
  };
}

/** Answers a path that is neither a route nor a page. */
function isOfTheApi(path: string): boolean {
  return path === '/v1' || (path.startsWith('/v1/') && !path.startsWith('/v1/labs/'));
}

/** Routes with a fixed last segment come first, so that `/credentials/window` is no serial. */
export function serve(
  app: Hono<ServerEnvironment>,
  base: string,
  handlers: readonly { one: ServedOperation; handle: OperationHandler }[],
  benchFor: (one: ServedOperation) => (c: Context) => RequestedBench,
  leaves: (c: Context) => boolean = () => false,
): void {
  const fixedFirst = [...handlers].sort((a, b) => a.one.route.inPath.length - b.one.route.inPath.length);
  for (const { one, handle } of fixedFirst) {
    const benchOf = benchFor(one);
    app.on(one.route.method, base + pathPattern(one.route), (c, next) =>
      leaves(c) ? next() : handle(c, benchOf(c), c.env.caller),
    );
  }
}

export function asksForPage(c: Context): boolean {
  return /\btext\/html\b/.test(c.req.header('accept') ?? '');
}

/** @returns 405 with the methods that the path has, 404 where it has none. */
export function notServed(c: Context, served: readonly ServedOperation[]): RequestRefused {
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
      `there is nothing at ${shownPath(path)}; GET /openapi.json lists what there is`,
    );
  const allow = [...methods].sort().join(', ');
  return new RequestRefused(405, 'usage', `${c.req.method} is not served here; ${allow} is`, { allow });
}

/** The path, without the parts that could be seeds. */
function shownPath(path: string): string {
  const parts = path.split('/').map((part) => (seedLikeness(part) === undefined ? part : '…'));
  return JSON.stringify(parts.join('/').slice(0, 200));
}

function matches(template: string, path: string): boolean {
  const [wanted, given] = [`/v1${template}`.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => (part.startsWith('{') ? given[i] !== '' : part === given[i]))
  );
}

function pathOf(target: string): string {
  const mark = target.search(/[?#]/);
  return mark < 0 ? target : target.slice(0, mark);
}
