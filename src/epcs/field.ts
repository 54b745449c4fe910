// Readers for the fields of forms. Each refuses an invalid value and names the field.
import { Refused } from './answer.js';
import { isDate } from './identifiers/calendar-date.js';
import { fictionalEmail, fictionalPhone } from './identifiers/contact.js';
import { isDeaNumber } from './identifiers/dea-number.js';
import { npiFault } from './identifiers/npi.js';
import { textFault } from './identifiers/typed-text.js';

/** A text on one line, without spaces around it. `longest`: in characters. */
export function textField(field: string, typed: string, longest = 80): string {
  const text = typed.trim();
  const fault = textFault(text, longest);
  if (fault === null) return text;
  throw new Refused(`field-${fault}`, { field, values: { field, longest: String(longest) } });
}

export function optionalText(field: string, typed: string | undefined, longest = 80): string | null {
  return typed === undefined || typed.trim() === '' ? null : textField(field, typed, longest);
}

/** @throws Refused if it is no NPI, with the reason */
export function npiField(typed: string): string {
  const npi = typed.trim();
  const fault = npiFault(npi);
  if (fault === null) return npi;
  throw new Refused(`npi-${fault}`, { field: 'npi' });
}

export function emailField(field: string, typed: string): string {
  const email = fictionalEmail(typed.trim());
  if (email === null) throw new Refused('email-not-fictional', { field });
  return email;
}

export function phoneField(field: string, typed: string): string {
  const phone = fictionalPhone(typed.trim());
  if (phone === null) throw new Refused('phone-not-fictional', { field });
  return phone;
}

/** The name of the person who acts, for the audit. */
export function actorField(typed: string): string {
  return textField('by', typed, 80);
}

/** A day of the calendar, YYYY-MM-DD. */
export function dateField(field: string, typed: string): string {
  if (!isDate(typed)) throw new Refused('birth-date', { field });
  return typed;
}

export function deaField(field: string, typed: string): string {
  const number = typed.trim().toUpperCase();
  if (!isDeaNumber(number)) throw new Refused('dea-number', { field });
  return number;
}

/** A new secret: 8 to 128 characters, at least four of them different (SP 800-63B §5.1.1.2). */
export function newSecretField(field: string, typed: string): string {
  if (typed.length < 8 || typed.length > 128)
    throw new Refused('secret-length', { field, values: { field } });
  if (new Set(typed).size < 4) throw new Refused('secret-too-plain', { field, values: { field } });
  return typed;
}

/** A secret to compare. It is refused before it is hashed if it is too long. */
export function secretField(field: string, typed: string): string {
  if (typed === '') throw new Refused('field-empty', { field, values: { field } });
  return typed.slice(0, 1024);
}

export function choiceField<Choice extends string>(
  field: string,
  typed: string,
  choices: readonly Choice[],
): Choice {
  const found = choices.find((choice) => choice === typed.trim());
  if (found !== undefined) return found;
  throw new Refused('field-choice', { field, values: { field, choices: choices.join(', ') } });
}
