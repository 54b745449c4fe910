// Forms in a row: the form is free for the next one as soon as one is sent, and what was refused stands aside, whole,
// until it is taken back and fixed. Whoever types fifty codes never waits, and never loses one.
import type { Form, FormField, RowEntry } from './form.js';

/** Whether closing the form would lose something. */
export function holdsSomething(form: Form): boolean {
  const { row } = form;
  return row !== undefined && (row.sent.length > 0 || row.refused.length > 0 || !isBlank(form));
}

/** Nothing is typed yet of what changes from one to the next. */
export function isBlank({ fields, row }: Form): boolean {
  return fields.every(({ name, text }) => !row?.clears.includes(name) || text.trim() === '');
}

/**
 * The form ready for the next one, and the ticket by which the answer will be known. `at`: wall time, so that what
 * comes back to be fixed keeps the moment at which it was read.
 */
export function formAfterSending(form: Form, at: string): readonly [form: Form, ticket: number] {
  const row = form.row!;
  const ticket = row.nextTicket;
  const texts = textsOf(form);
  const entry = { ticket, texts: texts.at === '' ? { ...texts, at } : texts };
  return [{ ...emptied(form), row: { ...row, nextTicket: ticket + 1, sent: [...row.sent, entry] } }, ticket];
}

export function formAfterAnswer(form: Form, ticket: number): Form {
  const row = form.row!;
  return { ...form, row: { ...row, done: row.done + 1, sent: without(row.sent, ticket) } };
}

export function formAfterRefusal(form: Form, ticket: number, error: string): Form {
  const row = form.row!;
  const entry = row.sent.find((one) => one.ticket === ticket);
  if (entry === undefined) return { ...form, error };
  const refused = [...row.refused, { ...entry, error }];
  return { ...form, row: { ...row, sent: without(row.sent, ticket), refused } };
}

/** The oldest that was refused back in the fields; what was begun meanwhile changes places with it. */
export function formAfterTakingBack(form: Form): Form {
  const row = form.row!;
  const [entry, ...rest] = row.refused;
  if (entry === undefined) return form;
  const begun = isBlank(form)
    ? []
    : [{ ticket: row.nextTicket, texts: textsOf(form), error: form.error ?? 'begun, and not sent yet' }];
  return {
    ...withTexts(form, entry.texts),
    focus: firstCleared(form),
    error: entry.error,
    row: { ...row, nextTicket: row.nextTicket + 1, refused: [...rest, ...begun] },
  };
}

function emptied(form: Form): Form {
  const blank = Object.fromEntries(form.row!.clears.map((name) => [name, '']));
  return { ...withTexts(form, { ...textsOf(form), ...blank }), focus: firstCleared(form), error: undefined };
}

function firstCleared({ fields, row }: Form): number {
  return Math.max(
    0,
    fields.findIndex(({ name }) => row!.clears.includes(name)),
  );
}

function textsOf({ fields }: Form): Record<string, string> {
  return Object.fromEntries(fields.map(({ name, text }) => [name, text]));
}

function withTexts(form: Form, texts: Readonly<Record<string, string>>): Form {
  const fields = form.fields.map((field): FormField => {
    const text = texts[field.name] ?? '';
    return { ...field, text, cursor: text.length };
  });
  return { ...form, fields };
}

function without<Entry extends RowEntry>(entries: readonly Entry[], ticket: number): readonly Entry[] {
  return entries.filter((one) => one.ticket !== ticket);
}
