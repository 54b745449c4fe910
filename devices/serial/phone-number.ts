// A telephone number as ITU-T E.164 writes it: a plus sign, country code and number.

import { drawDigits, SerialError, type SerialGrammar, withoutGrouping } from './grammar.js';

const NAME = 'Phone number';
const MEND = 'type it with its country code, such as +1 202-555-0143';

export const phoneNumber: SerialGrammar = {
  name: NAME,
  expected: 'a number with country code, 8 to 15 digits; ten digits alone are taken as North American',
  example: { printed: '+1 202-555-0143', typed: '+12025550143' },

  // The North American Numbering Plan reserves 555-0100 to 555-0199 for fiction: no code can reach a person.
  generate: (random) => `+120255501${drawDigits(random, 2)}`,

  read(given) {
    const bare = withoutGrouping(given).replace(/[().]/g, '');
    const serial = /^[2-9][0-9]{9}$/.test(bare) ? `+1${bare}` : bare;
    const stranger = /[^0-9+]/u.exec(serial);
    if (stranger)
      throw new SerialError(NAME, given, `holds ${JSON.stringify(stranger[0])}, which is no digit`, MEND);
    if (!/^\+[1-9][0-9]*$/.test(serial)) throw new SerialError(NAME, given, 'has no country code', MEND);
    const digits = serial.length - 1;
    if (digits < 8 || digits > 15)
      throw new SerialError(NAME, given, `has ${digits} digits, not 8 to 15`, MEND);
    return { serial, warnings: [] };
  },

  print: (serial) =>
    /^\+1[0-9]{10}$/.test(serial)
      ? `+1 ${serial.slice(2, 5)}-${serial.slice(5, 8)}-${serial.slice(8)}`
      : serial,
};
