// The name of a device without a serial number, chosen by its user.

import { drawDigits, SerialError, type SerialGrammar } from './grammar.js';

const LONGEST = 40;

/** @param stem the beginning of generated names: `stem-4821` */
export function nickname(stem: string): SerialGrammar {
  const name = 'Device name';
  const example = `${stem}-4821`;
  const fix = `give 1 to ${LONGEST} letters, digits, blanks or . _ ' + -, such as ${example}`;
  return {
    name,
    expected: `a name of 1 to ${LONGEST} letters, digits, blanks or . _ ' + -`,
    example: { printed: example, typed: example },
    generate: (random) => `${stem}-${drawDigits(random, 4)}`,
    read(given) {
      const serial = given.trim();
      if (serial === '') throw new SerialError(name, given, 'is empty', fix);
      if ([...serial].length > LONGEST)
        throw new SerialError(name, given, `has ${[...serial].length} characters, not 1 to ${LONGEST}`, fix);
      const stranger = /[^\p{L}\p{M}\p{N} ._'’+-]/u.exec(serial);
      if (stranger) throw new SerialError(name, given, `holds ${JSON.stringify(stranger[0])}`, fix);
      if (!/^[\p{L}\p{N}+]/u.test(serial))
        throw new SerialError(name, given, 'does not begin with a letter or a digit', fix);
      return { serial, warnings: [] };
    },
    print: (serial) => serial,
  };
}
