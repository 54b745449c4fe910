// Made-up social security numbers only: area 666 has never been issued, so no person has such a number.

/** The nine digits, or null if `typed` is not a number of area 666. Dashes at the usual places are allowed. */
export function fictionalSocialSecurityNumber(typed: string): string | null {
  const digits = /^(666)-?([0-9]{2})-?([0-9]{4})$/.exec(typed);
  return digits === null ? null : `${digits[1]}${digits[2]}${digits[3]}`;
}
