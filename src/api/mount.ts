// What other parts of foblab serve beside the API, such as web pages or a relying party.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hono } from 'hono';
import type { Access } from '../contract/operation.js';
import type { Caller } from './caller.js';
import type { RequestedBench } from './operation-handler.js';

/**
 * A part that is mounted on the server.
 *
 * @example
 * createServer({ client, version, mounts: [{ path: '/epcs', access: 'anyone', app: ({ bench }) => epcsApp(bench) }] });
 */
export interface Mount {
  /** Where it begins, such as `/epcs`; `/` for what no other path has. */
  path: string;
  /** Called once for the server's bench, and once for each lab, below which it is served at the same path. */
  app(place: MountPlace): Hono<ServerEnvironment>;
  /** What a token must allow; `anyone` where the mount checks its own sessions. `look` where left out. */
  access?: Access;
  /** True where browsers may come from other sites, as relying parties redirect them. The mount guards its own forms. */
  crossOrigin?: boolean;
}

export interface MountPlace {
  bench: RequestedBench;
  /** Absolute path of the mount, without a slash at its end. */
  base: string;
  /** Ends when the server, or the lab, ends. */
  ending: AbortSignal;
}

export interface ServerEnvironment {
  Bindings: { incoming: IncomingMessage; outgoing: ServerResponse; caller?: Caller | undefined };
}
