// The options of the provider.
import type { Context } from '../epcs/index.js';
import type { ProviderModule } from './load-provider.js';
import type { OpenIdTime } from './provider-clock.js';
import type { RegisteredClient } from './registered-client.js';

export interface OpenIdOptions {
  /** The relying parties of the bench. Called for each request. */
  context(): Promise<Context>;
  /**
   * The address at which clients and browsers reach the server, such as `http://127.0.0.1:8080`. Called at the first
   * request, when a server with port 0 knows its port.
   */
  publicUrl(): string;
  /** The address at which the server reaches itself. Default: the public address. */
  ownAddress?(): string;
  /** The clients besides foblab's own, iPrescribe and DrChrono. */
  readonly clients: readonly RegisteredClient[];
  /** The time of tokens, cookies and keys. Default: `wall`. */
  readonly time?: OpenIdTime;
  /** Called after each step that may have sent a message, so that it reaches the bench's phones. */
  deliver?(): Promise<void>;
  /** Called with a defect or a database error; the client gets only `server_error`. Default: standard error. */
  report?(error: Error): void;
  /** Loads the package from a bundle. Default: the installed package. */
  load?(): Promise<ProviderModule>;
}
