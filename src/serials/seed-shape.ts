// What a message may quote: nothing that could be a seed, whichever field a file or a person has put it in.
import { foreignCharacter } from './foreign-characters.js';

/**
 * Ten bytes are the shortest seed in use (RFC 4226 §4 asks for 16). They take 16 letters and digits in base32 and
 * base64 and 20 in hexadecimal, so a text with fewer than 16 holds none, however it is grouped.
 */
const mostQuotedLettersAndDigits = 15;
const mostQuotedCharacters = 40;
const mostTypedCharacters = 60;

/** Whether a text is too short to hold a seed in any encoding, and safe for a terminal. */
export function isQuotable(text: string): boolean {
  return (
    text.length <= mostQuotedCharacters &&
    foreignCharacter(text) === undefined &&
    text.split(/[@]/).length <= 2 &&
    text.split('@').every((part) => lettersAndDigits(part) <= mostQuotedLettersAndDigits)
  );
}

/** The text in quotes, or, where it could be a seed, its length: `"HOTPX"`, `a text of 40 characters`. */
export function quoted(text: string): string {
  return isQuotable(text) ? JSON.stringify(text) : `a text of ${text.length} characters`;
}

/** What a person typed, in quotes: anything but what looks like a seed, since a model's name may be as long as one. */
export function quotedWord(word: string): string {
  const shown = word.length > mostTypedCharacters ? `${word.slice(0, mostTypedCharacters)}…` : word;
  return seedLikeness(word) === undefined ? JSON.stringify(shown) : `a text of ${word.length} characters`;
}

/** A serial number in a sentence: `33-1551111-1`, or, where it could be a seed, `of 40 characters`. */
export function serialText(serial: string): string {
  return isQuotable(serial) ? serial : `of ${serial.length} characters`;
}

const standardNames =
  /^(?:urn:ietf:params:xml:ns:keyprov:[a-z]{1,12}[:#]?|http:\/\/www\.w3\.org\/\d{4}\/(?:\d\d\/)?[a-z0-9-]{1,14}#|http:\/\/www\.rsasecurity\.com\/rsalabs\/pkcs\/schemas\/pkcs-5v2-0#)/;

/** The same for the URIs by which XML Encryption and PSKC name algorithms: what follows the standard's part counts. */
export function quotedName(text: string): string {
  return isQuotable(text.replace(standardNames, '')) ? JSON.stringify(text) : quoted(text);
}

/**
 * Why a text in a serial's place is taken for a seed, such as `40 hexadecimal digits`; undefined where it may be a
 * serial. A UUID is a serial: PSKC writers use it as a key's Id.
 */
export function seedLikeness(text: string): string | undefined {
  if (uuid.test(text)) return undefined;
  const bare = text.normalize('NFKC').replace(/[\s:._-]/g, '');
  const hex = bare.replace(/^0x/i, '');
  if (/^[0-9a-f]{20,}$/i.test(hex)) return `${hex.length} hexadecimal digits`;
  const base32 = bare.replace(/=+$/, '');
  if (
    /^(?:[A-Z2-7]{16,}|[a-z2-7]{16,})$/.test(base32) &&
    (/[2-7][a-z]/i.test(base32) || /^[A-Z]{24,}$/.test(base32))
  )
    return `${base32.length} base32 symbols`;
  const base64 = text.replace(/[\s_-]/g, '');
  if (/^[A-Za-z0-9+/]{16,}={0,2}$/.test(base64) && looksRandom(base64))
    return `${base64.length} base64 characters`;
  return undefined;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Encoded bytes change between cases and digits every other character, unlike names, numbers and CamelCase. */
function looksRandom(text: string): boolean {
  if (/=$/.test(text) && text.length % 4 === 0) return true;
  const kinds = [...text].map((character) => (/[a-z]/.test(character) ? 1 : /[A-Z]/.test(character) ? 2 : 3));
  const changes = kinds.filter((kind, i) => i > 0 && kind !== kinds[i - 1]).length;
  return new Set(kinds).size === 3 && changes > text.length * 0.4 && /[A-Z][A-Z0-9]/.test(text);
}

function lettersAndDigits(text: string): number {
  return (text.normalize('NFKC').match(/[\p{L}\p{N}]/gu) ?? []).length;
}
