// The serial number on the back of a Digipass: ten digits, printed in groups of two, seven and one.

import { drawDigits, SerialError, type SerialGrammar, withoutGrouping } from './grammar.js';

const NAME = 'OneSpan serial number';

// docs.onespan.com "Digipass data model": ten digits on hardware that was provisioned in the factory. No public source
// documents a check digit, so none is checked.
export const oneSpanSerial: SerialGrammar = {
  name: NAME,
  expected: 'exactly 10 digits, with or without the dashes of the label',
  example: { printed: '33-1551111-1', typed: '3315511111' },

  generate: (random) => `${1 + Math.floor((random.nextUint32() / 4294967296) * 9)}${drawDigits(random, 9)}`,

  read(given) {
    const serial = withoutGrouping(given);
    const stranger = /[^0-9]/u.exec(serial);
    if (stranger)
      throw new SerialError(
        NAME,
        given,
        `holds ${JSON.stringify(stranger[0])}, which is no digit`,
        'type the 10 digits on the back, such as 33-1551111-1 or 3315511111',
      );
    if (serial.length !== 10)
      throw new SerialError(
        NAME,
        given,
        `has ${serial.length} digits, not 10`,
        'type all the digits on the back, such as 33-1551111-1 or 3315511111',
      );
    return { serial, warnings: [] };
  },

  print: (serial) => `${serial.slice(0, 2)}-${serial.slice(2, 9)}-${serial.slice(9)}`,
};
