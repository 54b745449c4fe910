// Characters that no serial number and no name has, and that do something to a terminal or a page: controls (C0 with NUL,
// DEL, C1), line and paragraph separators, and what turns the direction of text (Unicode UAX #9: embeddings, overrides,
// isolates).

const foreign = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** The first of them as `U+009B`; undefined where a text has none. */
export function foreignCharacter(text: string): string | undefined {
  const found = foreign.exec(text)?.[0];
  return found && `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
