// The messages in a key's feature reports, in a form that anybody may see. Bytes that may belong to a key, a PIN or an
// access code are left out.

export interface FeatureMessage {
  towardsKey: boolean;
  /** The bytes of the message; null stands for a hidden byte. */
  bytes: readonly (number | null)[];
  /** What the message is, in words, if it has hidden bytes. */
  keptBack?: string;
}

/**
 * Follows the reports of one key. It gives a message after its last report, since only then it knows what may be shown. It
 * hides bytes of unknown meaning. A status that a host reads repeatedly without a change is given once.
 */
export interface FeatureMessages {
  /** A SET_REPORT that the key has accepted. */
  written(report: Uint8Array): FeatureMessage[];
  /** A GET_REPORT that the key has answered. */
  read(report: Uint8Array): FeatureMessage[];
  /** The unfinished messages, when the key is unplugged or its host is gone. */
  unfinished(): FeatureMessage[];
}

/** Hides the bytes for which `isShown` is false, unless they are all zero. */
export function feature(
  towardsKey: boolean,
  bytes: Uint8Array,
  what: string,
  isShown: (index: number) => boolean,
): FeatureMessage {
  if (bytes.every((byte, index) => byte === 0 || isShown(index))) return { towardsKey, bytes: [...bytes] };
  return {
    towardsKey,
    bytes: Array.from(bytes, (byte, index) => (isShown(index) ? byte : null)),
    keptBack: what,
  };
}
