// Bytes both ways between a device and whatever speaks behind it, such as a fob's console.

export interface ByteChannel {
  /** False where no host is there or too much waits for it already: these bytes were not queued. */
  write(bytes: Uint8Array): boolean;
  /** Written, and not yet taken by the host. */
  readonly waitingBytes: number;
  /** Calls back whenever the host has taken all that waited; the result ends that. */
  onDrain(listener: () => void): () => void;
  /** Calls back with what the host sends, in pieces of any length; the result ends that. */
  onData(listener: (bytes: Uint8Array) => void): () => void;
  /** Calls back when the program at the other end has closed the port, or its host is gone; the result ends that. */
  onHangUp(listener: () => void): () => void;
  /** While paused the host's writes wait on its side, as a busy device NAKs them. */
  pause(paused: boolean): void;
}
