// What a person typed, as the digits that they meant, before anything is compared or remembered (CVE-2025-6014).

/** Spaces and dashes of any script, and format characters such as the direction marks that a chat puts around a code. */
const separators = /[\s\p{Pd}\p{Cf}]/gu;
const digit = /^\p{Nd}$/u;

/** The code as ASCII digits, or null where it is not `digits` digits. Never longer than it must be to say so. */
export function normalizeCode(typed: string, digits: number): string | null {
  if (isPlain(typed, digits)) return typed;
  if (typed.length > 64) return null;
  let code = '';
  for (const character of typed.replace(separators, '')) {
    const value = digitValue(character);
    if (value === null) return null;
    code += value;
  }
  return code.length === digits ? code : null;
}

/** What nearly everybody types. */
function isPlain(typed: string, digits: number): boolean {
  if (typed.length !== digits) return false;
  for (let i = 0; i < digits; i++) {
    const unit = typed.charCodeAt(i);
    if (unit < 48 || unit > 57) return false;
  }
  return true;
}

/** Decimal digits of every script come in runs of ten that begin at a multiple of ten above some zero: the
 *  value is the distance to the first of the run (Unicode §4.6). */
function digitValue(character: string): string | null {
  if (character >= '0' && character <= '9') return character;
  if (!digit.test(character)) return null;
  const point = character.codePointAt(0)!;
  if (point >= 0x1d7ce && point <= 0x1d7ff) return String((point - 0x1d7ce) % 10);
  let zero = point;
  while (point - zero < 9 && digit.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(point - zero);
}
