// Bytes both ways between a device and whatever speaks behind it, such as a fob's console.

export interface ByteChannel {
  /** False where no host is there or it has not taken what came before: these bytes were not queued. */
  write(bytes: Uint8Array): boolean;
  /** Calls back with what the host sends, in pieces of any length; the result ends that. */
  onData(listener: (bytes: Uint8Array) => void): () => void;
}
