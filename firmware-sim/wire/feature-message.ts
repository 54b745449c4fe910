// What passes over a key's feature reports, message by message, as it may be shown to anybody: a byte that may be part
// of a key, a PIN or an access code is not in it.

export interface FeatureMessage {
  towardsKey: boolean;
  /** As they passed; null stands for a byte that is kept back. */
  bytes: readonly (number | null)[];
  /** What the message is, in words, where bytes of it are kept back. */
  keptBack?: string;
}

/**
 * Follows the reports of one key. A message is told when its last report has passed, for only then is it known what may
 * be shown. What nobody knows the meaning of is kept back, and what a host reads again and again unchanged is told once.
 */
export interface FeatureMessages {
  /** A SET_REPORT that the key took. */
  written(report: Uint8Array): FeatureMessage[];
  /** A GET_REPORT that the key answered. */
  read(report: Uint8Array): FeatureMessage[];
  /** What was begun and does not go on: the key is unplugged, or its host has lost interest. */
  unfinished(): FeatureMessage[];
}

/** Bytes that `isShown` refuses are kept back; a message of which that leaves nothing but zeros is shown as it is. */
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
