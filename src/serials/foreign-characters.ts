// Characters that have no place in a serial number or a name, since a person cannot see what they do.

/** Controls (C0 with NUL, DEL, C1), line and paragraph separators, and what turns the direction of text (UAX #9). */
const foreign = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** White space other than the space, format characters, and characters that are drawn as nothing. */
const invisible =
  /\p{Cf}|\p{Variation_Selector}|\u034f|\u17b4|\u17b5|[\u00a0\u115f\u1160\u1680\u2000-\u200f\u202f\u205f\u2060-\u206f\u3000\u3164\uffa0]/u;

const names: Readonly<Record<string, string>> = {
  '\u00a0': 'no-break space',
  '\u00ad': 'soft hyphen',
  '\u061c': 'Arabic letter mark',
  '\u200b': 'zero width space',
  '\u200c': 'zero width non-joiner',
  '\u200d': 'zero width joiner',
  '\u200e': 'left-to-right mark',
  '\u200f': 'right-to-left mark',
  '\u202f': 'narrow no-break space',
  '\u2060': 'word joiner',
  '\u3000': 'ideographic space',
  '\ufeff': 'byte order mark',
};

/** The first character that does something to a terminal, as `U+009B`; undefined where a text has none. */
export function foreignCharacter(text: string): string | undefined {
  const found = foreign.exec(text)?.[0];
  return found && codePoint(found);
}

/** The first character that nobody sees, as `U+200B (zero width space)`; undefined where a text has none. */
export function invisibleCharacter(text: string): string | undefined {
  const found = invisible.exec(text)?.[0];
  if (found === undefined) return undefined;
  const name = names[found];
  return name === undefined ? codePoint(found) : `${codePoint(found)} (${name})`;
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
