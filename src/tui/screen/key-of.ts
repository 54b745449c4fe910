// From the keys that blessed reports to the names of the key table.
import type { KeyPress } from '../keys/key-press.js';

export interface BlessedKey {
  full?: string;
  name?: string;
  ctrl?: boolean;
  meta?: boolean;
  sequence?: string;
}

/** Undefined for what is no key of its own: the `return` that doubles every `enter`, an unknown sequence. */
export function keyOf(character: string | undefined, key: BlessedKey): KeyPress | undefined {
  const full = key.full ?? character ?? '';
  if (full === 'return' || full === '' || full === 'undefined') return undefined;
  if (full === 'linefeed') return { name: 'enter' };
  const printing =
    character !== undefined && !key.ctrl && !key.meta && character >= ' ' && character !== '\u007f'
      ? character
      : undefined;
  if (printing === ' ') return { name: 'space', character: ' ' };
  if (printing !== undefined) return { name: printing, character: printing };
  return { name: full };
}
