// Addresses of messages: reserved ones that belong to nobody (RFC 2606 §2; 555-0100 to 555-0199 are kept for fiction).

/** The address in lower case, or null if it is not under example.test. */
export function fictionalEmail(typed: string): string | null {
  const email = typed.toLowerCase();
  return email.length <= 100 && /^[a-z0-9][a-z0-9._+-]*@(?:[a-z0-9-]+\.)*example\.test$/.test(email)
    ? email
    : null;
}

/** `+1AAA55501NN`, or null if the number is not reserved for fiction. Ignores spaces, dots, dashes and brackets. */
export function fictionalPhone(typed: string): string | null {
  if (typed.length > 30) return null;
  const digits = /^(?:1)?([2-9][0-9]{2}55501[0-9]{2})$/.exec(typed.replace(/[ .()+-]/g, ''));
  return digits === null ? null : `+1${digits[1]}`;
}

/** The masked number on pages (002:34): only the last digits. */
export function maskedPhone(phone: string): string {
  return `(***) *** *${phone.slice(-3)}`;
}
