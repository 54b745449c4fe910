// SafeNet/Aladdin token XML: <Tokens>, a <Token serial> each, its <Seed> and <MovingFactor>; the hash stands in the header.

import { type Findings, type RecordCandidate, readCandidates } from './record-collector.js';
import { hashName, wholeNumber } from './record-fields.js';
import { SeedFileError } from './seed-file-error.js';
import type { ReadOptions, SeedAlgorithm, SeedFile } from './seed-record.js';
import { attributeOf, descendant, type Element, lineOf, textOf } from './strict-xml.js';
import { decodeHex } from './text-codecs.js';

/** @throws SeedFileError `unsupported` where nothing names the hash: seeds of 24 bytes are for SHA-1 and for SHA-256 */
export function readSafenet(root: Element, parts: Iterable<Element>, options: ReadOptions): SeedFile {
  const algorithm = headerHash(root) ?? options.defaults?.algorithm;
  if (algorithm === undefined)
    throw new SeedFileError(
      'unsupported',
      'this is SafeNet/Aladdin token XML whose header does not name the hash that its seeds are for; ask the vendor which it is and add it (<Tokens HashAlgorithm="SHA1">), or ask for PSKC (RFC 6030) or an OATH CSV',
      lineOf(root),
    );
  return readCandidates('safenet-xml', candidatesOf(parts, algorithm, options), options);
}

function* candidatesOf(
  parts: Iterable<Element>,
  algorithm: SeedAlgorithm,
  options: ReadOptions,
): Iterable<RecordCandidate> {
  let record = 0;
  for (const token of parts)
    if (token.localName === 'Token')
      yield {
        position: { record: ++record, ...lineOf(token) },
        serial: attributeOf(token, 'serial', 'Serial'),
        read: () => readToken(token, algorithm, options),
      };
}

function readToken(token: Element, algorithm: SeedAlgorithm, { defaults = {} }: ReadOptions): Findings {
  const application = descendant(token, 'Applications', 'Application');
  const factor = textOf(descendant(application, 'MovingFactor'));
  const step = textOf(descendant(application, 'TimeStep')) ?? textOf(descendant(application, 'TimeInterval'));
  const type = step === undefined ? 'hotp' : 'totp';
  const length = textOf(descendant(application, 'OTPLength')) ?? textOf(descendant(application, 'Digits'));
  const digits = length === undefined ? (defaults.digits ?? 6) : wholeNumber(length, 'number of digits');
  const notes = length === undefined ? [`no number of digits: ${digits} assumed`] : [];
  if (type === 'hotp' && factor === undefined) notes.push('no MovingFactor: 0 assumed');
  return {
    notes,
    fields: {
      serial: attributeOf(token, 'serial', 'Serial'),
      secret: decodeHex(textOf(descendant(application, 'Seed')) ?? ''),
      type,
      digits,
      algorithm,
      manufacturer: defaults.manufacturer ?? 'SafeNet',
      model: textOf(descendant(token, 'ProductName')) ?? textOf(descendant(token, 'Model')) ?? defaults.model,
      ...(type === 'totp'
        ? { periodSeconds: wholeNumber(step!, 'time step') }
        : { counter: factor === undefined ? 0 : wholeNumber(factor, 'moving factor') }),
    },
  };
}

/** An attribute of <Tokens>, or an element before the tokens, that is named after a hash or an algorithm. */
function headerHash(root: Element): SeedAlgorithm | undefined {
  const isName = (name: string): boolean => /hash|hmac|digest|algorithm/i.test(name);
  for (const { localName, value } of [
    ...(root.attributes as unknown as Iterable<{ localName: string | null; value: string }>),
  ])
    if (isName(localName ?? '')) return hashOf(value);
  const found = (element: Element): SeedAlgorithm | undefined => {
    if (element.localName === 'Token') return undefined;
    if (isName(element.localName ?? '') && textOf(element) !== undefined) return hashOf(textOf(element)!);
    for (const name of ['HashAlgorithm', 'Algorithm', 'Hash', 'hashAlgorithm'])
      if (element !== root && attributeOf(element, name) !== undefined)
        return hashOf(attributeOf(element, name)!);
    for (let node = element.firstChild; node !== null; node = node.nextSibling) {
      const inside = node.nodeType === 1 ? found(node as Element) : undefined;
      if (inside !== undefined) return inside;
    }
    return undefined;
  };
  return found(root);

  function hashOf(text: string): SeedAlgorithm {
    try {
      return hashName(text.replace(/^(?:HOTP|TOTP|OATH)[-_ ]?/i, ''));
    } catch (fault) {
      throw new SeedFileError('unsupported', (fault as Error).message, lineOf(root));
    }
  }
}
