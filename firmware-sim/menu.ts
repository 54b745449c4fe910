// The information menu of a GO 7: 1 Time (a flat number), 2 Battery, 3 Serial. A value longer than the glass goes on to
// the next page: the item's number stands at the left, a blank, then as many characters as fit (layout assumed).

export interface MenuValues {
  unixSeconds: number;
  millivolts: number;
  serial: string;
}

export function menuPages(values: MenuValues, positions: number): string[] {
  const items = [String(values.unixSeconds), String(values.millivolts), values.serial];
  const room = positions - 2;
  return items.flatMap((value, item) => {
    const pages: string[] = [];
    for (let at = 0; at < value.length; at += room) pages.push(`${item + 1} ${value.slice(at, at + room)}`);
    return pages;
  });
}
