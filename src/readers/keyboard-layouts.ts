// What a token's keystrokes turn into under keyboard layouts that move its keys: data.
// A key sends positions, not letters. Position order: 1 2 3 4 5 6 7 8 9 0, then c b d e f g h i j k l n r t u v.

export interface KeyboardLayout {
  name: string;
  /** What the keys 1 to 9 and 0 give without Shift. */
  digits: string;
  /** What the modhex keys cbdefghijklnrtuv give. */
  modhex: string;
}

const latinModhex = 'cbdefghijklnrtuv';
const plainDigits = '1234567890';

export const keyboardLayouts: readonly KeyboardLayout[] = [
  { name: 'French AZERTY', digits: '&é"\'(-è_çà', modhex: latinModhex },
  { name: 'Belgian AZERTY', digits: '&é"\'(§è!çà', modhex: latinModhex },
  { name: 'Czech QWERTZ', digits: '+ěščřžýáíé', modhex: latinModhex },
  { name: 'Slovak QWERTZ', digits: '+ľščťžýáíé', modhex: latinModhex },
  { name: 'a layout with shifted digits (US symbols)', digits: '!@#$%^&*()', modhex: latinModhex },
  { name: 'Dvorak', digits: plainDigits, modhex: 'jxe.uidchtnbpygk' },
  { name: 'Russian ЙЦУКЕН', digits: plainDigits, modhex: 'сивуапршолдткегм' },
  { name: 'Greek', digits: plainDigits, modhex: 'ψβδεφγηιξκλνρτθω' },
];

/** The text as a US layout would have given it, or undefined where the layout does not explain every character. */
export function undoLayout(text: string, layout: KeyboardLayout): string | undefined {
  let undone = '';
  for (const character of text) {
    const letter = layout.modhex.indexOf(character.toLowerCase());
    const digit = layout.digits.indexOf(character);
    if (digit >= 0) undone += plainDigits.charAt(digit);
    else if (letter >= 0) undone += latinModhex.charAt(letter);
    else if (character >= '0' && character <= '9') undone += character;
    else return undefined;
  }
  return undone;
}
