// The server's values for the routes of the provider.
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface OpenIdEnvironment {
  Bindings: { incoming: IncomingMessage; outgoing: ServerResponse };
}
