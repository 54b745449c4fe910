// Two spellings of one serial number are one serial number.

/**
 * Spaces and dashes of any script, and format characters, such as the direction marks that a chat puts around a code.
 * Includes the minus sign and other characters that look like dashes and are none in Unicode.
 */
export const groupingCharacters = /[\s\p{Pd}\p{Cf}\u2212\u2043\u02d7]/gu;

/** The same of ASCII: the table of all of Unicode takes longer than a short command has. */
const plainGrouping = /[\s-]/g;
const plain = /^[\x20-\x7e]*$/;

/**
 * The form in which serial numbers and credential IDs are compared: without spaces, dashes and invisible characters,
 * in upper case, full-width digits as plain ones. `33-1551111-1` and `3315511111` fold to the same text. Look-alikes
 * (O and 0) stay apart. A text of nothing but dashes folds to itself.
 */
export function foldedSerial(text: string): string {
  const folded = plain.test(text)
    ? text.replace(plainGrouping, '').toUpperCase()
    : text.normalize('NFKC').replace(groupingCharacters, '').toUpperCase();
  return folded === '' ? text : folded;
}

const lookAlikes: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  B: '8',
};

/** The folded form with letters that look like a digit as that digit: for suggestions, never for a comparison. */
export function lookAlikeSerial(text: string): string {
  return foldedSerial(text).replace(/[OQILZSB]/g, (letter) => lookAlikes[letter]!);
}
