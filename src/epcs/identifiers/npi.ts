// The National Provider Identifier: 10 digits, the first 1 or 2, the last a check digit (69 FR 3434).

/** What is wrong with `typed` as an NPI, or null. A right check digit does not mean that the NPI is assigned. */
export function npiFault(typed: string): NpiFault | null {
  if (!/^[0-9]{10}$/.test(typed)) return 'not-ten-digits';
  if (typed[0] !== '1' && typed[0] !== '2') return 'first-digit';
  return luhnSum(`80840${typed}`) % 10 === 0 ? null : 'check-digit';
}

export type NpiFault = 'not-ten-digits' | 'first-digit' | 'check-digit';

/** The NPI that begins with these nine digits. Source: 69 FR 3434, Luhn over 80840 and the number. */
export function npiWithCheckDigit(nineDigits: string): string {
  const sum = luhnSum(`80840${nineDigits}0`);
  return `${nineDigits}${(10 - (sum % 10)) % 10}`;
}

/** The Luhn sum (ISO/IEC 7812-1 annex B): from the right, every second digit doubled. */
function luhnSum(digits: string): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    sum += i % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9;
  }
  return sum;
}
