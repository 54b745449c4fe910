// Keyboard layouts that change the text of a token that types. A token sends key positions, not letters. The order of
// positions here: 1 2 3 4 5 6 7 8 9 0, then c b d e f g h i j k l n r t u v.

export interface KeyboardLayout {
  name: string;
  /** The characters of the keys 1 to 9 and 0 without Shift. */
  digits: string;
  /** The characters of the modhex keys cbdefghijklnrtuv. */
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

/** The text on a US layout, or undefined if `layout` cannot have typed every character. */
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
