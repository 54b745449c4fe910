// What a form posts, as text, and only where this browser was shown the form.
import type { Context } from 'hono';
import { isOwnForm } from './visitor.js';

const mostBytes = 64 << 10;

export type Posted = Readonly<Record<string, string>>;

/** Undefined where the form is not this browser's, or too large: then nothing is done. */
export async function posted(c: Context): Promise<Posted | undefined> {
  if (Number(c.req.header('content-length') ?? 0) > mostBytes) return undefined;
  const body = await c.req.parseBody();
  const fields = Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  return isOwnForm(c, fields.form) ? fields : undefined;
}

/** Spaces that a person types or pastes into a code are no part of it. */
export function codeOf(text: string | undefined): string {
  return (text ?? '').replace(/\s/g, '');
}
