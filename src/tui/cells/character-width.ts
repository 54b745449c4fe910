// How many columns a character takes. Labels come from users: what a terminal would draw in an unknown width, or act
// upon, never reaches it.

/** 0, 1 or 2 columns. East Asian wide and fullwidth ranges of Unicode (UAX #11) below the emoji planes. */
export function characterWidth(character: string): 0 | 1 | 2 {
  const point = character.codePointAt(0)!;
  if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return 0;
  if (point < 0x300) return 1;
  if (point <= 0x36f || (point >= 0x200b && point <= 0x200f) || (point >= 0xfe00 && point <= 0xfe0f))
    return 0;
  return wide.some(([from, to]) => point >= from && point <= to) ? 2 : 1;
}

/**
 * The characters of a text, each with its width. Control characters go, and what has no certain width (emoji, private
 * planes, combining marks) becomes a question mark: one wrong guess would shift the rest of the row.
 */
export function columnsOf(text: string): { character: string; width: 1 | 2 }[] {
  const columns: { character: string; width: 1 | 2 }[] = [];
  for (const character of text) {
    const width = character.codePointAt(0)! > 0xffff ? 1 : characterWidth(character);
    if (width === 0) continue;
    columns.push({ character: character.codePointAt(0)! > 0xffff ? '?' : character, width });
  }
  return columns;
}

export function textWidth(text: string): number {
  let width = 0;
  for (const column of columnsOf(text)) width += column.width;
  return width;
}

/** Cuts to `width` columns with an ellipsis where something was cut. */
export function fitted(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let used = 0;
  let kept = '';
  for (const column of columnsOf(text)) {
    if (used + column.width > width - 1) break;
    kept += column.character;
    used += column.width;
  }
  return width > 0 ? `${kept}…` : '';
}

/** Fills up with blanks on the right, or cuts. */
export function padded(text: string, width: number): string {
  const cut = fitted(text, width);
  return cut + ' '.repeat(Math.max(0, width - textWidth(cut)));
}

/** Fills up with blanks on the left, or cuts. */
export function rightAligned(text: string, width: number): string {
  const cut = fitted(text, width);
  return ' '.repeat(Math.max(0, width - textWidth(cut))) + cut;
}

const wide: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
];
