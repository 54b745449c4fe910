// The answer to YubiKey slot code 13: a length byte, then tag-length-value triples.

export const deviceInfoTag = {
  usbSupported: 0x01,
  serial: 0x02,
  usbEnabled: 0x03,
  formFactor: 0x04,
  firmware: 0x05,
  autoEjectTimeout: 0x06,
  challengeTimeout: 0x07,
  deviceFlags: 0x08,
  configurationLocked: 0x0a,
  nfcSupported: 0x0d,
  nfcEnabled: 0x0e,
  moreData: 0x10,
  partNumber: 0x13,
} as const;

export const capability = {
  otp: 0x01,
  u2f: 0x02,
  ccid: 0x04,
  openpgp: 0x08,
  piv: 0x10,
  oath: 0x20,
  hsmauth: 0x100,
  fido2: 0x200,
} as const;

export interface DeviceInfoEntry {
  tag: number;
  value: Uint8Array;
}

export function encodeDeviceInfo(entries: readonly DeviceInfoEntry[]): Uint8Array {
  const body = entries.flatMap(({ tag, value }) => [tag, value.length, ...value]);
  if (body.length > 255) throw new RangeError('device information does not fit a page of 255 bytes');
  return Uint8Array.of(body.length, ...body);
}

/** Undefined if a length points outside, or if the length byte is missing. */
export function decodeDeviceInfo(bytes: Uint8Array): DeviceInfoEntry[] | undefined {
  const end = 1 + (bytes[0] ?? 0);
  if (bytes.length < end) return undefined;
  const entries: DeviceInfoEntry[] = [];
  let offset = 1;
  while (offset < end) {
    const size = bytes[offset + 1];
    if (size === undefined || offset + 2 + size > end) return undefined;
    entries.push({ tag: bytes[offset]!, value: bytes.slice(offset + 2, offset + 2 + size) });
    offset += 2 + size;
  }
  return entries;
}

/** The big-endian number of an entry; undefined if the tag is absent. */
export function deviceInfoNumber(entries: readonly DeviceInfoEntry[], tag: number): number | undefined {
  const entry = entries.find((candidate) => candidate.tag === tag);
  return entry?.value.reduce((number, byte) => number * 256 + byte, 0);
}
