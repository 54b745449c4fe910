// A session behind a byte channel, such as a console behind the fob's serial port: one for each program that opens it,
// each side kept to the other's pace. The types are those of a link, said in as much as is needed here.
import type { ByteChannel } from './classes/byte-channel.js';

export interface ChannelSession {
  /** False asks to be fed no more until the client's `ready`. */
  feed(bytes: Uint8Array): boolean;
  /** The host takes bytes again. */
  resume(): void;
  /** The program has gone: what it left half said goes with it. */
  hangUp(): void;
}

export interface ChannelClient {
  /** False asks the session to hold back until its `resume`. */
  send(bytes: Uint8Array): boolean;
  ready(): void;
  disconnect(): void;
}

export interface SessionsOnChannel {
  /** What a host did not take in time, lost as a UART without flow control loses it. */
  readonly droppedBytes: number;
  /** Hangs up, and listens no more. */
  close(): void;
}

/**
 * A session begins with the first bytes of a program and ends when it hangs up, not when DTR rises:
 * there are systems that leave DTR low. `disconnect` is what the session's pulling of the plug means here.
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
