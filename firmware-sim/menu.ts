// The information menu of a GO 7: 1 Time (a plain number), 2 Battery, 3 Serial. A page has the number of the item at the
// left, a blank, and as many characters of the value as fit. The rest is on the next page (layout assumed).

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
