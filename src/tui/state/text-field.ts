// One line of text with a cursor, as a person edits it.
import type { KeyPress } from '../keys/key-press.js';

export interface TextField {
  text: string;
  /** Where the next character goes, from 0. */
  cursor: number;
}

const longestText = 4096;

/** The field after an editing key; undefined for any other key. */
export function applyTextKey({ text, cursor }: TextField, key: KeyPress): TextField | undefined {
  const before = text.slice(0, cursor);
  const after = text.slice(cursor);
  switch (key.name) {
    case 'backspace':
      return { text: before.slice(0, -1) + after, cursor: Math.max(0, cursor - 1) };
    case 'delete':
      return { text: before + after.slice(1), cursor };
    case 'left':
      return { text, cursor: Math.max(0, cursor - 1) };
    case 'right':
      return { text, cursor: Math.min(text.length, cursor + 1) };
    case 'home':
    case 'C-a':
      return { text, cursor: 0 };
    case 'end':
    case 'C-e':
      return { text, cursor: text.length };
    case 'C-u':
      return { text: after, cursor: 0 };
    case 'C-w': {
      const kept = before.replace(/\S+\s*$/, '');
      return { text: kept + after, cursor: kept.length };
    }
  }
  if (key.character === undefined || text.length >= longestText) return undefined;
  return { text: before + key.character + after, cursor: cursor + key.character.length };
}
