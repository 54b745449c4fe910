// Reads the text that a token has typed: a token identifier with a code, a Yubico OTP, or only digits.
import { decodeTokenIdentifier, fromModhex, toHex } from '../../firmware-sim/wire/index.js';
import { keyboardLayouts, undoLayout } from './keyboard-layouts.js';

export type TypedCode =
  | { kind: 'hotp'; tokenIdentifier: string; serial: number; code: string; notes: string[] }
  | { kind: 'yubico-otp'; publicId: string; publicIdHex: string; otp: string; notes: string[] }
  | { kind: 'digits'; code: string; notes: string[] }
  | { kind: 'unreadable'; problem: string };

const longestText = 128;

/**
 * Reads one typed line in upper or lower case, and ignores Tab, Return and blanks around it. If the computer's keyboard
 * layout has changed the characters, the original code is restored and a note names the layout.
 */
export function parseTyped(text: string): TypedCode {
  const trimmed = text.normalize('NFC').trim();
  if (trimmed === '') return unreadable('nothing was typed');
  if (trimmed.length > longestText)
    return unreadable(`${trimmed.length} characters: no token types that many`);
  const plain = read(trimmed, []);
  if (plain !== undefined) return plain;
  for (const layout of keyboardLayouts) {
    const undone = undoLayout(trimmed, layout);
    const note = `typed under ${layout.name}; switch the layout to US while a token types`;
    const repaired = undone === undefined ? undefined : read(undone, [note]);
    if (repaired !== undefined) return repaired;
  }
  return unreadable(explain(trimmed));
}

function read(text: string, notes: string[]): TypedCode | undefined {
  const lower = text.toLowerCase();
  const capsNotes = text !== lower ? [...notes, 'typed in capitals: Caps Lock was on'] : notes;
  const hotp = /^([a-z]{4}\d{8})(\d{6}|\d{8})$/.exec(lower);
  const identifier = hotp === null ? undefined : decodeTokenIdentifier(hotp[1]!);
  if (hotp !== null && identifier !== undefined) {
    const tokenIdentifier = hotp[1]!.toUpperCase();
    return { kind: 'hotp', tokenIdentifier, serial: identifier.serial, code: hotp[2]!, notes: capsNotes };
  }
  if (/^\d{6,10}$/.test(lower)) return { kind: 'digits', code: lower, notes };
  if (/^[cbdefghijklnrtuv]{32,64}$/.test(lower)) {
    const publicId = lower.slice(0, -32);
    const publicBytes = fromModhex(publicId);
    if (publicBytes === undefined) return undefined;
    const publicIdHex = toHex(publicBytes);
    return { kind: 'yubico-otp', publicId, publicIdHex, otp: lower.slice(-32), notes: capsNotes };
  }
  return undefined;
}

function explain(text: string): string {
  if (/^\d+$/.test(text))
    return `${text.length} digits: a code has 6 to 10, so keystrokes were lost or doubled`;
  if (/^[cbdefghijklnrtuv]+$/i.test(text)) {
    return `${text.length} modhex letters: a Yubico OTP has 32 to 64, an even number of them; keystrokes were lost`;
  }
  if (/^[a-z]{4}\d+$/i.test(text)) {
    return 'a token identifier without a whole code: four letters and eight digits, then six or eight more';
  }
  return 'neither digits, nor a token identifier with a code, nor a Yubico OTP, under any layout known here';
}

function unreadable(problem: string): TypedCode {
  return { kind: 'unreadable', problem };
}
