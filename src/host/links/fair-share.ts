// Shortens a list that has grown too long. It keeps the newest items of every stream, so a busy stream, such as a program
// that polls a key all day, pushes out only its own past.

/** Keeps at most `room` of `items`, in their order; drops the oldest items of the longest streams first. */
export function keepFairly<T>(items: readonly T[], room: number, streamOf: (item: T) => string): T[] {
  if (items.length <= room) return [...items];
  const lengths = new Map<string, number>();
  for (const item of items) lengths.set(streamOf(item), (lengths.get(streamOf(item)) ?? 0) + 1);
  const share = shareOf([...lengths.values()], room);
  const keptOf = new Map<string, number>();
  const newest: T[] = [];
  for (let i = items.length - 1; i >= 0 && newest.length < room; i--) {
    const stream = streamOf(items[i]!);
    const already = keptOf.get(stream) ?? 0;
    if (already >= share) continue;
    keptOf.set(stream, already + 1);
    newest.push(items[i]!);
  }
  return newest.reverse();
}

/** The most items that a stream may keep so that all fit. Short streams leave their unused share to the others. */
function shareOf(lengths: number[], room: number): number {
  const ascending = lengths.sort((a, b) => a - b);
  let left = room;
  for (const [i, length] of ascending.entries()) {
    const equal = Math.floor(left / (ascending.length - i));
    if (length > equal) return Math.max(1, equal);
    left -= length;
  }
  return room;
}
