// The 45 keys that a YubiKey types, and their characters on a US keyboard.
import { modhexAlphabet } from './modhex.js';

/** Or-ed onto a HID usage: with Shift. */
export const shiftFlag = 0x80;
export const returnUsage = 0x28;
export const tabUsage = 0x2b;
const keypadUsages = [0x62, 0x59, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f, 0x60, 0x61] as const;

/** Order: modhex lower case, modhex upper case, digits, exclamation mark, tab, return. */
export const scanMapCharacters = `${modhexAlphabet}${modhexAlphabet.toUpperCase()}0123456789!\t\r`;

export const defaultScanMap = Uint8Array.from(scanMapCharacters, (character) => usageOf(character));

/** The usage of a character on a US keyboard. @throws RangeError for one that a token does not type */
export function usageOf(character: string): number {
  const lower = character.toLowerCase();
  const letter = lower.charCodeAt(0) - 97;
  if (letter >= 0 && letter < 26) return (lower === character ? 0 : shiftFlag) | (0x04 + letter);
  if (character === '0') return 0x27;
  if (character >= '1' && character <= '9') return 0x1d + Number(character);
  if (character === '!') return shiftFlag | 0x1e;
  if (character === '\t') return tabUsage;
  if (character === '\r' || character === '\n') return returnUsage;
  throw new RangeError('a character outside of letters, digits, exclamation mark, tab and return');
}

/** Without and with Shift, of a US keyboard; then the keypad's (HID Usage Tables, page 0x07). */
const signs: Readonly<Record<number, string>> = {
  44: '  ',
  45: '-_',
  46: '=+',
  47: '[{',
  48: ']}',
  49: '\\|',
  50: '\\|',
  51: ';:',
  52: '\'"',
  53: '`~',
  54: ',<',
  55: '.>',
  56: '/?',
  84: '//',
  85: '**',
  86: '--',
  87: '++',
  99: '..',
  100: '\\|',
  103: '==',
};

/** The character of a usage on a US keyboard; '' if it is none that a token types. */
export function characterOf(usageWithShift: number): string {
  const shifted = (usageWithShift & shiftFlag) !== 0;
  const usage = usageWithShift & ~shiftFlag;
  if (usage >= 0x04 && usage <= 0x1d) {
    const letter = String.fromCharCode(97 + usage - 0x04);
    return shifted ? letter.toUpperCase() : letter;
  }
  const keypad = (keypadUsages as readonly number[]).indexOf(usage);
  if (keypad >= 0) return String(keypad);
  if (usage >= 0x1e && usage <= 0x27) {
    const digit = usage === 0x27 ? 0 : usage - 0x1d;
    return shifted ? ')!@#$%^&*('.charAt(digit) : String(digit);
  }
  const sign = signs[usage];
  if (sign !== undefined) return sign.charAt(shifted ? 1 : 0);
  if (usage === tabUsage) return '\t';
  return usage === returnUsage ? '\r' : '';
}

/** The usages for a text of scan-map characters, with digits from the keypad if asked for. */
export function typeWithScanMap(text: string, map: Uint8Array, numericKeypad = false): Uint8Array {
  return Uint8Array.from(text, (character) => {
    if (numericKeypad && character >= '0' && character <= '9') return keypadUsages[Number(character)]!;
    return map[scanMapCharacters.indexOf(character)] ?? usageOf(character);
  });
}
