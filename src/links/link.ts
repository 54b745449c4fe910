// How a fob's console reaches a program: the two ends of a link, without code.

/** The client, as a session sees it. */
export interface ClientEnd {
  /** Bytes on their way to the client. False asks the session to hold back until its `resume`. */
  send(bytes: Uint8Array): boolean;
  /** The session's `feed` answered false and now takes more. */
  ready(): void;
  /** Pulls the plug on the client. */
  disconnect(): void;
}

/** What a client talks to. */
export interface Session {
  /** Takes bytes in any pieces. False asks the link to read no more until `ready`. */
  feed(bytes: Uint8Array): boolean;
  /** The client takes bytes again. */
  resume(): void;
  /** Calls back once, when all that was fed has been answered. */
  whenIdle(run: () => void): void;
  /**
   * The client has gone: what it left half said, and what is still to be answered, goes with it. What is fed after
   * that is said by another client.
   */
  hangUp(): void;
}

/** Starts a session for a client that has connected. */
export type OpenSession = (client: ClientEnd) => Session;

/** A way of disturbing or slowing what passes between a client and its session. */
export type SessionLayer = (open: OpenSession) => OpenSession;

export interface Link {
  readonly kind: 'memory' | 'pty' | 'tcp';
  /** What a client opens: a serial path, or `host:port`. */
  readonly path: string;
  /** Bytes that a client did not take in time, lost as a UART without flow control loses them. */
  readonly droppedBytes: number;
  /** Disconnects the client and takes the link away. */
  close(): Promise<void>;
}
