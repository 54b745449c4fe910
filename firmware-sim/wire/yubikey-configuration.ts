// The 52-byte configuration of one YubiKey slot.
import { crc16, crc16Complement, crc16Residual } from './crc16.js';

export const yubikeyConfigurationSize = 52;
export const accessCodeSize = 6;

export interface YubikeyConfiguration {
  /** 0 to 16 bytes: the public identity, or the token identifier of an HOTP slot. */
  fixed: Uint8Array;
  /** 6 bytes: the private identity; of a 20-byte key its last four; in an HOTP slot the initial moving factor. */
  uid: Uint8Array;
  /** 16 bytes. */
  key: Uint8Array;
  /** 6 bytes, zeros for none. */
  accessCode: Uint8Array;
  extendedFlags: number;
  ticketFlags: number;
  configurationFlags: number;
}

export const extendedFlag = {
  serialButtonVisible: 0x01,
  serialUsbVisible: 0x02,
  serialApiVisible: 0x04,
  numericKeypad: 0x08,
  fastTrigger: 0x10,
  allowUpdate: 0x20,
  dormant: 0x40,
  invertLed: 0x80,
} as const;

export const ticketFlag = {
  tabFirst: 0x01,
  tabAfterFixed: 0x02,
  tabAfterOtp: 0x04,
  appendReturn: 0x20,
  /** OATH-HOTP, or challenge-response if the configuration flags say so. */
  oathOrChallenge: 0x40,
  protectSecondSlot: 0x80,
} as const;

/** The same bits mean different things in each mode. */
export const configurationFlag = {
  sendReference: 0x01,
  shortTicket: 0x02,
  staticTicket: 0x20,
  hotpEightDigits: 0x02,
  hotpFirstByteModhex: 0x10,
  hotpTwoBytesModhex: 0x40,
  hotpAllModhex: 0x50,
  challengeOtp: 0x20,
  challengeHmac: 0x22,
  challengeShorterThan64: 0x04,
  challengeButton: 0x08,
} as const;

/** Which bits the update commands may change. */
export const updateMask = { extended: 0xff, ticket: 0x3f, configuration: 0x0c } as const;

export type YubikeySlotMode = 'yubico-otp' | 'oath-hotp' | 'static' | 'challenge-hmac' | 'challenge-otp';

export function yubikeySlotMode(flags: { ticketFlags: number; configurationFlags: number }): YubikeySlotMode {
  const { ticketFlags, configurationFlags } = flags;
  if ((ticketFlags & ticketFlag.oathOrChallenge) !== 0) {
    if ((configurationFlags & configurationFlag.challengeOtp) === 0) return 'oath-hotp';
    return (configurationFlags & configurationFlag.challengeHmac) === configurationFlag.challengeHmac
      ? 'challenge-hmac'
      : 'challenge-otp';
  }
  const fixedText = configurationFlag.staticTicket | configurationFlag.shortTicket;
  return (configurationFlags & fixedText) !== 0 ? 'static' : 'yubico-otp';
}

export function encodeYubikeyConfiguration(configuration: YubikeyConfiguration): Uint8Array {
  const { fixed, uid, key, accessCode } = configuration;
  if (fixed.length > 16 || uid.length !== 6 || key.length !== 16 || accessCode.length !== accessCodeSize) {
    throw new RangeError(
      'a YubiKey configuration takes fixed of 0-16, uid of 6, key of 16, access code of 6',
    );
  }
  const bytes = new Uint8Array(yubikeyConfigurationSize);
  bytes.set(fixed, 0);
  bytes.set(uid, 16);
  bytes.set(key, 22);
  bytes.set(accessCode, 38);
  bytes[44] = fixed.length;
  bytes[45] = configuration.extendedFlags;
  bytes[46] = configuration.ticketFlags;
  bytes[47] = configuration.configurationFlags;
  const crc = crc16Complement(bytes.subarray(0, 50));
  bytes[50] = crc & 0xff;
  bytes[51] = crc >>> 8;
  return bytes;
}

/** Undefined if the CRC, the fixed size or the reserved bytes are wrong. */
export function decodeYubikeyConfiguration(bytes: Uint8Array): YubikeyConfiguration | undefined {
  if (bytes.length !== yubikeyConfigurationSize || crc16(bytes) !== crc16Residual) return undefined;
  const fixedSize = bytes[44]!;
  if (fixedSize > 16 || bytes[48] !== 0 || bytes[49] !== 0) return undefined;
  return {
    fixed: bytes.slice(0, fixedSize),
    uid: bytes.slice(16, 22),
    key: bytes.slice(22, 38),
    accessCode: bytes.slice(38, 44),
    extendedFlags: bytes[45]!,
    ticketFlags: bytes[46]!,
    configurationFlags: bytes[47]!,
  };
}

/** 58 bytes: the new configuration (undefined deletes the slot), then the present access code of the slot. */
export function encodeConfigurationWrite(
  configuration: YubikeyConfiguration | undefined,
  currentAccessCode: Uint8Array = new Uint8Array(accessCodeSize),
): Uint8Array {
  const payload = new Uint8Array(yubikeyConfigurationSize + accessCodeSize);
  if (configuration !== undefined) payload.set(encodeYubikeyConfiguration(configuration));
  payload.set(currentAccessCode, yubikeyConfigurationSize);
  return payload;
}

/** The first 16 bytes of a 20-byte HMAC key are in `key`, the rest is at the start of `uid`. */
export function joinLongKey(configuration: Pick<YubikeyConfiguration, 'key' | 'uid'>): Uint8Array {
  return Uint8Array.of(...configuration.key, ...configuration.uid.subarray(0, 4));
}

/** Splits a key of up to 20 bytes. `movingFactor` goes into the rest of `uid`, in units of 16. */
export function splitLongKey(longKey: Uint8Array, movingFactor = 0): { key: Uint8Array; uid: Uint8Array } {
  if (longKey.length > 20) throw new RangeError('a YubiKey HMAC or HOTP key has at most 20 bytes');
  const padded = new Uint8Array(20);
  padded.set(longKey);
  const units = Math.floor(movingFactor / 16);
  if (units * 16 !== movingFactor || units < 0 || units > 0xffff) {
    throw new RangeError('a YubiKey moving factor starts at a multiple of 16, at most 1048560');
  }
  return {
    key: padded.slice(0, 16),
    uid: Uint8Array.of(...padded.subarray(16), units >>> 8, units & 0xff),
  };
}

export function initialMovingFactor(uid: Uint8Array): number {
  return 16 * ((uid[4]! << 8) | uid[5]!);
}
