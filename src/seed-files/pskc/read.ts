// Portable Symmetric Key Container (RFC 6030) and the drafts before it, read strictly.
import { isQuotable, quoted, quotedName } from '../../serials/index.js';
import { type RecordCandidate, readCandidates } from '../record-collector.js';
import { readSafenet } from '../safenet.js';
import { RecordFault, SeedFileError } from '../seed-file-error.js';
import type { ReadOptions, SeedFile } from '../seed-record.js';
import {
  attributeOf,
  childNamed,
  childrenNamed,
  type Element,
  lineOf,
  parseStrictXml,
} from '../strict-xml.js';
import { readKey } from './key.js';
import { type Protection, readProtection } from './protection.js';

const namespaces = [
  /^urn:ietf:params:xml:ns:keyprov:pskc(?:[:-]1\.0)?$/,
  /^urn:ietf:params:xml:ns:keyprov:container(?::1\.0)?$/,
  /^http:\/\/www\.openauthentication\.org\/OATH\/20[0-9]{2}\/[0-9]{2}\/PSKC$/,
];

/** @throws SeedFileError */
export async function readPskc(text: string, options: ReadOptions): Promise<SeedFile> {
  const { root: container, parts } = parseStrictXml(text, [...packages, 'Token']);
  if (container.localName === 'Tokens') return readSafenet(container, parts(), options);
  checkContainer(container);
  let protection: Protection;
  try {
    protection = await readProtection(container, options);
  } catch (fault) {
    if (!(fault instanceof RecordFault)) throw fault;
    throw new SeedFileError(fault.code, fault.message, lineOf(container));
  }
  const version = attributeOf(container, 'Version', 'version') ?? '1.0';
  const isNewer = /^1\.(?:[3-9]|\d\d)/.test(version);
  return readCandidates(
    'pskc',
    candidatesOf(parts(), protection, options),
    options,
    isNewer ? [`the container has version ${version}; what is new in it since 1.0 is not read`] : [],
  );
}

/** What holds a device and its keys: in RFC 6030, and in the drafts. */
const packages = ['KeyPackage', 'Device'];

function* candidatesOf(
  parts: Iterable<Element>,
  protection: Protection,
  { defaults = {} }: ReadOptions,
): Iterable<RecordCandidate> {
  let record = 0;
  for (const device of parts) {
    if (!packages.includes(device.localName ?? '')) continue;
    const info = childNamed(device, 'DeviceInfo', 'DeviceId');
    for (const key of childrenNamed(device, 'Key', 'Secret'))
      yield {
        position: { record: ++record, ...lineOf(key) },
        read: () => readKey(info, key, protection, defaults),
      };
  }
}

function checkContainer(container: Element): void {
  const place = lineOf(container);
  const name = container.localName ?? '';
  if (name !== 'KeyContainer' && name !== 'SecretContainer')
    throw new SeedFileError(
      'not-recognised',
      `this XML is ${isQuotable(name) ? `<${name}>` : quoted(name)}, not a PSKC <KeyContainer> (RFC 6030 §4)`,
      place,
    );
  const namespace = container.namespaceURI ?? '';
  if (!namespaces.some((known) => known.test(namespace)))
    throw new SeedFileError(
      'unsupported',
      `the container's namespace is ${quotedName(namespace)}; expected urn:ietf:params:xml:ns:keyprov:pskc or one of its drafts'`,
      place,
    );
  const version = attributeOf(container, 'Version', 'version');
  // RFC 6030 §1.2: a reader takes every minor version of the major one that it knows.
  if (version !== undefined && !/^1(?:\.\d{1,3})?$/.test(version))
    throw new SeedFileError(
      'unsupported',
      `the container's version is ${quoted(version)}; expected 1.0`,
      place,
    );
  const signature = childNamed(container, 'Signature');
  if (signature !== undefined)
    throw new SeedFileError(
      'unsupported',
      'the file carries an XML signature, which is not supported: it would be taken unchecked. Ask the vendor for a file with a MAC under a password or pre-shared key (RFC 6030 §6), or check the signature elsewhere and import a copy without it.',
      lineOf(signature),
    );
}
