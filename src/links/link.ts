// The interfaces of a link, which connects a fob's console to a program.

/** The client, as a session sees it. */
export interface ClientEnd {
  /** Sends bytes to the client. Returns false if the session should hold back until its `resume`. */
  send(bytes: Uint8Array): boolean;
  /** The session takes bytes again, after its `feed` returned false. */
  ready(): void;
  /** Disconnects the client. */
  disconnect(): void;
}

/** The fob's end of a connection. */
export interface Session {
  /** Takes bytes in pieces of any size. Returns false if the link should read no more until `ready`. */
  feed(bytes: Uint8Array): boolean;
  /** The client takes bytes again. */
  resume(): void;
  /** Calls `run` once, as soon as all bytes fed so far are answered. */
  whenIdle(run: () => void): void;
  /**
   * The client has gone. Drops its incomplete line and its pending answers. Bytes that are fed afterwards come from another
   * client.
   */
  hangUp(): void;
}

/** Starts a session for a client that has connected. */
export type OpenSession = (client: ClientEnd) => Session;

/** Disturbs or slows the bytes between a client and its session. */
export type SessionLayer = (open: OpenSession) => OpenSession;

export interface Link {
  readonly kind: 'memory' | 'pty' | 'tcp';
  /** The address that a client opens: a serial path, or `host:port`. */
  readonly path: string;
  /** The number of bytes lost because a client did not read them in time, as on a UART without flow control. */
  readonly droppedBytes: number;
  /** Disconnects the clients and removes the link. */
  close(): Promise<void>;
}
