// A byte stream in both directions between a device and the code behind it, such as a fob's console.

export interface ByteChannel {
  /** Returns false, and queues nothing, if there is no host or too many bytes wait for it. */
  write(bytes: Uint8Array): boolean;
  /** The number of written bytes that the host has not taken yet. */
  readonly waitingBytes: number;
  /** Calls `listener` whenever the host has taken all waiting bytes. The result ends that. */
  onDrain(listener: () => void): () => void;
  /** Calls `listener` with the bytes that the host sends, in pieces of any length. The result ends that. */
  onData(listener: (bytes: Uint8Array) => void): () => void;
  /** Calls `listener` when the program has closed the port or its host is gone. The result ends that. */
  onHangUp(listener: () => void): () => void;
  /** While paused, the host's writes wait on its side, as if a busy device answered NAK. */
  pause(paused: boolean): void;
}
