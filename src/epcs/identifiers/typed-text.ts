// Checks typed text: its length, one line, and no characters that control a page or a terminal.

export type TextFault = 'empty' | 'too-long' | 'control-character';

/** Control and format characters (bidi overrides too), line and paragraph separators, and characters without a glyph. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/u;

export function hasUnseen(text: string): boolean {
  return unseen.test(text);
}

export function textFault(typed: string, longest: number): TextFault | null {
  if (typed.trim() === '') return 'empty';
  if (typed.length > longest) return 'too-long';
  return hasUnseen(typed) ? 'control-character' : null;
}

/** A postal address that names a post office box (001:32). */
export function isPostOfficeBox(address: string): boolean {
  const plain = address
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.,#°-]+/g, ' ');
  return (
    /\b(?:p\s?o|post\s?office|postal)\s?(?:box|bx|drawer)\b/.test(plain) ||
    /\bpob\b/.test(plain) ||
    /(?:^|\s)box\s?\d+/.test(plain) ||
    /\bapartado postal\b/.test(plain)
  );
}
