// Runs a session, such as a console, behind a byte channel, such as the fob's serial port. Each program that opens the port
// gets its own session, with flow control both ways. The types are the parts of src/links/link.ts that this needs.
import type { ByteChannel } from './classes/byte-channel.js';

export interface ChannelSession {
  /** Returns false to get no more bytes until the client's `ready`. */
  feed(bytes: Uint8Array): boolean;
  /** The host takes bytes again. */
  resume(): void;
  /** The program has gone: drops its incomplete line. */
  hangUp(): void;
}

export interface ChannelClient {
  /** Returns false if the session should hold back until its `resume`. */
  send(bytes: Uint8Array): boolean;
  ready(): void;
  disconnect(): void;
}

export interface SessionsOnChannel {
  /** The number of bytes lost because a host did not read them in time, as on a UART without flow control. */
  readonly droppedBytes: number;
  /** Hangs up and stops listening. */
  close(): void;
}

/**
 * A session begins with the first bytes of a program and ends when it hangs up. It does not begin when DTR rises, since some
 * systems leave DTR low. `disconnect` is called when the session disconnects its client.
 */
export function serveSessions(
  channel: ByteChannel,
  open: (client: ChannelClient) => ChannelSession,
  disconnect: () => void = () => {},
): SessionsOnChannel {
  let session: ChannelSession | undefined;
  let droppedBytes = 0;
  const begin = (): ChannelSession => {
    const client: ChannelClient = {
      send: (bytes) => {
        if (session !== begun || !channel.write(bytes)) droppedBytes += bytes.length;
        return channel.waitingBytes === 0;
      },
      ready: () => {
        if (session === begun) channel.pause(false);
      },
      disconnect,
    };
    const begun = open(client);
    session = begun;
    return begun;
  };
  const end = (): void => {
    const ended = session;
    session = undefined;
    ended?.hangUp();
  };
  const stops = [
    channel.onData((bytes) => {
      if (!(session ?? begin()).feed(bytes)) channel.pause(true);
    }),
    channel.onDrain(() => session?.resume()),
    channel.onHangUp(end),
  ];
  return {
    get droppedBytes() {
      return droppedBytes;
    },
    close: () => {
      for (const stop of stops) stop();
      end();
    },
  };
}
