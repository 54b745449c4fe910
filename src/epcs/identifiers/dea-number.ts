// The registration number of the Drug Enforcement Administration: two letters, six digits and a check digit.

/** True if `typed` is a DEA number. The second letter may be 9, and (d1+d3+d5) + 2(d2+d4+d6) must end in d7. */
export function isDeaNumber(typed: string): boolean {
  if (!/^[A-Z][A-Z9][0-9]{7}$/.test(typed)) return false;
  return deaCheckDigit(typed.slice(2, 8)) === typed[8];
}

/** The check digit for six digits. */
export function deaCheckDigit(sixDigits: string): string {
  const [d1, d2, d3, d4, d5, d6] = Array.from(sixDigits, Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return String((d1 + d3 + d5 + 2 * (d2 + d4 + d6)) % 10);
}
