// The provider's needs of the server that runs it.
import type { Context } from '../epcs/index.js';
import type { ProviderModule } from './load-provider.js';
import type { OpenIdTime } from './provider-clock.js';
import type { RegisteredClient } from './registered-client.js';

export interface OpenIdOptions {
  /** The relying parties of the bench; asked for at each request. */
  context(): Promise<Context>;
  /** Where clients and browsers reach the server, such as `http://127.0.0.1:8080`; read at the first request, so that a
   *  server which is given port 0 knows it by then. */
  publicUrl(): string;
  /** Where the server reaches itself; the public address where left out. */
  ownAddress?(): string;
  /** Besides foblab's own, iPrescribe and DrChrono. */
  readonly clients: readonly RegisteredClient[];
  /** What tokens, cookies and keys live in; `wall` where left out. */
  readonly time?: OpenIdTime;
  /** Called after each step that may have sent a message, so that it reaches the bench's phones. */
  deliver?(): Promise<void>;
  /** Told of a defect or a database that fails; the client only learns `server_error`. Standard error where left out. */
  report?(error: Error): void;
  /** Of a bundle; the package where left out. */
  load?(): Promise<ProviderModule>;
}
