// A Symantec VIP credential ID: a prefix that names the kind of token, then digits or letters.

import { drawDigits, SerialError, type SerialGrammar, withoutGrouping } from './grammar.js';
import { VIP_PREFIXES } from './vip-prefix-table.js';

/** OATH Class A: twelve characters in all (openauthentication.org/oath-id). */
const USUAL_LENGTH = 12;
const SHORTEST = 9;
/** vip_common_auth.xsd: 40 bytes including the prefix. */
const LONGEST = 40;

/** The grammar of a model with these prefixes. Generated IDs begin with the first. */
export function vipCredentialId(...prefixes: readonly [string, ...string[]]): SerialGrammar {
  const name = 'VIP credential ID';
  const example = prefixes[0] + '123456789012'.slice(0, USUAL_LENGTH - prefixes[0].length);
  const fix = `type the ID as it stands on the token, such as ${example}`;
  return {
    name,
    expected: `${listed(prefixes)} and what follows, ${USUAL_LENGTH} characters in all (${SHORTEST} to ${LONGEST} are accepted)`,
    example: { printed: example, typed: example },

    generate: (random) => prefixes[0] + drawDigits(random, USUAL_LENGTH - prefixes[0].length),

    read(given) {
      const serial = upperCase(withoutGrouping(given));
      const stranger = /[^0-9A-Z]/u.exec(serial);
      if (stranger)
        throw new SerialError(
          name,
          given,
          `holds ${JSON.stringify(stranger[0])}, which is no letter or digit`,
          fix,
        );
      if (!prefixes.some((prefix) => serial.startsWith(prefix)))
        throw new SerialError(
          name,
          given,
          `does not begin with ${listed(prefixes)}`,
          otherModel(serial) ?? fix,
        );
      if (serial.length < SHORTEST || serial.length > LONGEST)
        throw new SerialError(
          name,
          given,
          `has ${serial.length} characters, not ${SHORTEST} to ${LONGEST}`,
          fix,
        );
      const warnings =
        serial.length === USUAL_LENGTH
          ? []
          : [
              `${name} ${serial} has ${serial.length} characters; ${USUAL_LENGTH} are usual: compare it with the token`,
            ];
      return { serial, warnings };
    },

    print: (serial) => serial,
  };
}

/** The ID of a card: FT, two digits for the kind of card, and eight digits (dlenski/python-vipaccess issue #57). */
export const vipCardId: SerialGrammar = {
  ...vipCredentialId('FT'),
  generate: (random) => cardKinds[random.nextUint32() % cardKinds.length]! + drawDigits(random, 8),
};

const cardKinds = ['FT10', 'FT11', 'FT12'] as const;

function otherModel(serial: string): string | undefined {
  const known = VIP_PREFIXES.find(({ prefix }) => serial.startsWith(prefix));
  if (known === undefined) return undefined;
  const { prefix, meaning, model } = known;
  return model === undefined
    ? `${prefix} is an ${meaning}: there is no model of it here`
    : `${prefix} is a ${meaning}: use the model ${model}`;
}

function listed(prefixes: readonly string[]): string {
  return prefixes.length < 2
    ? prefixes.join('')
    : `${prefixes.slice(0, -1).join(', ')} or ${prefixes.at(-1)}`;
}

/** ASCII only: toUpperCase would turn ß into SS and lengthen what was typed. */
function upperCase(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}
