// Serial numbers: how two spellings are compared, which characters they may have, and what no message quotes.
export { foldedSerial, groupingCharacters, lookAlikeSerial } from './folded-serial.js';
export { foreignCharacter, invisibleCharacter } from './foreign-characters.js';
export { ruinedSerial } from './ruined-serial.js';
export { isQuotable, quoted, quotedName, quotedWord, seedLikeness, serialText } from './seed-shape.js';
