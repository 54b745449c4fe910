// The size limit of a file's content. A parser that holds a whole file in memory declares its limit here, so that a wrong
// file, a device or an endless pipe is refused before it fills the memory.

export interface ContentSize {
  readonly mostBytes: number;
  /** The end of the error message: what is expected instead. */
  readonly expected: string;
}

/** A seed, a key, a password or an activation image. */
export const secretSize: ContentSize = {
  mostBytes: 1 << 20,
  expected: 'expected one secret and nothing else',
};

export function sizeText(bytes: number): string {
  return bytes >= 1 << 20 ? `${bytes >> 20} MB` : `${bytes >> 10} KB`;
}
