// The provider on a server of its own, on loopback, over a lab of the relying parties.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type OpenIdOptions, openIdApp, type RegisteredClient } from '../../src/openid/index.js';
import type { Lab } from '../epcs/lab.js';

export interface ProviderServer {
  readonly url: string;
  close(): Promise<void>;
}

/** `publicHost`: the name in the public address, where it is another than 127.0.0.1. */
export async function serveProvider(
  lab: Lab,
  options: Partial<OpenIdOptions> & {
    clients: readonly RegisteredClient[];
    publicHost?: string;
    port?: number;
  },
): Promise<ProviderServer> {
  const { publicHost = '127.0.0.1', port: wanted = 0, ...rest } = options;
  let url = '';
  const { app, close } = openIdApp({ context: async () => lab.context, publicUrl: () => url, ...rest });
  const server = createServer(getRequestListener(app.fetch as never));
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  url = `http://${publicHost}:${port}`;
  return {
    url,
    async close() {
      await closed(server);
      await close();
    },
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
