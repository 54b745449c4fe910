// Serial numbers of USB keys.

import { drawDigits, SerialError, type SerialGrammar, withoutGrouping } from './grammar.js';

/** A YubiKey's serial is a number; its token identifier holds eight digits of it. */
export const yubikeySerial: SerialGrammar = numbered({
  name: 'YubiKey serial number',
  shape: /^[0-9]{1,8}$/,
  expected: '1 to 8 digits',
  example: '7050602',
  generate: (random) => `7${drawDigits(random, 6)}`,
});

/** Hexadecimal, as the key gives it on USB: 24 characters that end in the card's eight. */
export const nitrokeySerial: SerialGrammar = numbered({
  name: 'Nitrokey serial number',
  shape: /^[0-9A-F]{8}([0-9A-F]{16})?$/,
  expected: '8 hexadecimal digits, or the 24 that the key gives on USB',
  example: '00005D19',
  generate: (random) => random.nextUint32().toString(16).toUpperCase().padStart(8, '0'),
});

function numbered(options: {
  name: string;
  shape: RegExp;
  expected: string;
  example: string;
  generate: SerialGrammar['generate'];
}): SerialGrammar {
  const { name, shape, expected, example, generate } = options;
  return {
    name,
    expected,
    example: { printed: example, typed: example },
    generate,
    read(given) {
      const serial = withoutGrouping(given).replace(/[a-f]/g, (digit) => digit.toUpperCase());
      if (!shape.test(serial))
        throw new SerialError(name, given, `is not ${expected}`, `type it as printed, such as ${example}`);
      return { serial, warnings: [] };
    },
    print: (serial) => serial,
  };
}
