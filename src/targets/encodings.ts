// Encodes a value for each place of a request, so that it cannot break out of that place.
import { TargetError } from './target-error.js';
import type { Encoding } from './template.js';

/** RFC 3986 §2.1: everything but the unreserved characters, percent-encoded as UTF-8. */
export const inUrl: Encoding = (value) =>
  encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** RFC 9110 §5.5: visible ASCII and spaces. Bytes above ASCII have no agreed character set. */
export const inHeader: Encoding = (value, placeholder) => {
  if (/^[\x20-\x7e]*$/.test(value)) return value;
  throw notHere(placeholder, 'a header holds printable ASCII only', 'send it in the body');
};

/** XML 1.0 §2.2 and §2.4: the characters of an attribute or of text between tags. */
export const inXml: Encoding = (value, placeholder) => {
  if (/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(value))
    throw notHere(placeholder, 'XML has no way to write one of its characters', 'give another value');
  return value.replace(/[&<>"'\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`);
};

/** Text of unknown form has no escaping, so only characters that are plain in every form are sent. */
export const inText: Encoding = (value, placeholder) => {
  if (/^[\p{L}\p{N}._~@:+/-]*$/u.test(value)) return value;
  throw notHere(
    placeholder,
    'plain text takes letters, digits and ._~@:+/- only',
    'use json, form, xml or lines, which escape',
  );
};

/** A line may hold no character that a reader could take for a line end (Unicode §5.8). */
export const inLine: Encoding = (value, placeholder) => {
  if (!/[\0-\x1f\x7f\x85\u2028\u2029]/.test(value)) return value;
  throw notHere(placeholder, 'a line holds no line end and no control character', 'use json, which escapes');
};

/** An argument and an environment variable end at NUL. */
export const beforeNul: Encoding = (value, placeholder) => {
  if (!value.includes('\0')) return value;
  throw notHere(placeholder, 'a program’s argument or variable cannot hold NUL', 'use input');
};

function notHere(placeholder: string, why: string, fix: string): TargetError {
  return new TargetError(
    'unsendable',
    `Not sent: {${placeholder}} does not fit in its place. ${sentence(why)}; ${fix}.`,
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
