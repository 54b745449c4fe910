// Turns what a person typed into digits, before it is compared or stored (CVE-2025-6014).
import { groupingCharacters } from '../serials/index.js';

const digit = /^\p{Nd}$/u;

/** The code as ASCII digits, or null if it does not have `digits` digits. Long input is not read to its end. */
export function normalizeCode(typed: string, digits: number): string | null {
  if (isPlain(typed, digits)) return typed;
  if (typed.length > 64) return null;
  let code = '';
  for (const character of typed.replace(groupingCharacters, '')) {
    const value = digitValue(character);
    if (value === null) return null;
    code += value;
  }
  return code.length === digits ? code : null;
}

/** The usual input: ASCII digits only. */
function isPlain(typed: string, digits: number): boolean {
  if (typed.length !== digits) return false;
  for (let i = 0; i < digits; i++) {
    const unit = typed.charCodeAt(i);
    if (unit < 48 || unit > 57) return false;
  }
  return true;
}

/** The value of a decimal digit of any script. The digits of a script are ten characters in a row, so the value is the
 *  distance to the first of them (Unicode §4.6). */
function digitValue(character: string): string | null {
  if (character >= '0' && character <= '9') return character;
  if (!digit.test(character)) return null;
  const point = character.codePointAt(0)!;
  if (point >= 0x1d7ce && point <= 0x1d7ff) return String((point - 0x1d7ce) % 10);
  let zero = point;
  while (point - zero < 9 && digit.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(point - zero);
}
