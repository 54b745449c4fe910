// Numbers of the Nitrokey Pro protocol (firmware 0.8 and later): commands, statuses, slots, sizes.

export const nitrokeyCommand = {
  getStatus: 0x00,
  writeToSlot: 0x01,
  readSlotName: 0x02,
  readSlot: 0x03,
  getCode: 0x04,
  writeConfiguration: 0x05,
  eraseSlot: 0x06,
  firstAuthenticate: 0x07,
  adminRetryCount: 0x09,
  setTime: 0x0b,
  userAuthenticate: 0x0e,
  userRetryCount: 0x0f,
  unlockUser: 0x11,
  lock: 0x12,
  factoryReset: 0x13,
  changeUserPin: 0x14,
  changeAdminPin: 0x15,
  sendOtpData: 0x17,
  verifyOtpCode: 0x18,
  getRandom: 0x1b,
  passwordSafeStatus: 0x60,
  passwordSafeName: 0x61,
  passwordSafePassword: 0x62,
  passwordSafeLogin: 0x63,
  passwordSafeWriteFirst: 0x64,
  passwordSafeWriteSecond: 0x65,
  passwordSafeErase: 0x66,
  enablePasswordSafe: 0x67,
  makePasswordSafeKey: 0x68,
  passwordSafeType: 0x69,
  detectAes: 0x6a,
  newAesKey: 0x6b,
} as const;

export const nitrokeyDeviceStatus = { ready: 0, busy: 1, error: 2, received: 3 } as const;

export const nitrokeyStatus = {
  ok: 0,
  wrongCrc: 1,
  wrongSlot: 2,
  slotNotProgrammed: 3,
  wrongPassword: 4,
  notAuthorized: 5,
  timestampWarning: 6,
  noName: 7,
  notSupported: 8,
  unknownCommand: 9,
  aesDecryptionFailed: 10,
  aesCreationFailed: 11,
  errorChangingUserPin: 12,
  errorChangingAdminPin: 13,
  errorUnblockingPin: 14,
} as const;

export const nitrokeySlot = {
  firstHotp: 0x10,
  hotpSlots: 3,
  /** The slot for hotp_verification. VERIFY_OTP_CODE uses it, GET_CODE does not. */
  verification: 0x13,
  firstTotp: 0x20,
  totpSlots: 15,
} as const;

export const nitrokeySize = {
  pin: 25,
  temporaryPassword: 25,
  slotName: 15,
  tokenIdentifier: 13,
  secret: 40,
  dataChunk: 30,
} as const;

/** Bits of a slot's configuration byte. */
export const nitrokeySlotFlag = { eightDigits: 0x01, appendReturn: 0x02, sendTokenId: 0x04 } as const;

/** The result of VERIFY_OTP_CODE if no counter in the window has the code. */
export const nitrokeyNoMatch = 0xfe;

export function isHotpSlot(slot: number): boolean {
  return slot >= nitrokeySlot.firstHotp && slot < nitrokeySlot.firstHotp + nitrokeySlot.hotpSlots;
}

export function isTotpSlot(slot: number): boolean {
  return slot >= nitrokeySlot.firstTotp && slot < nitrokeySlot.firstTotp + nitrokeySlot.totpSlots;
}

/** A C string in a field: cut off at `size`, padded with zeros. */
export function nitrokeyField(bytes: Uint8Array, size: number): Uint8Array {
  const field = new Uint8Array(size);
  field.set(bytes.subarray(0, size));
  return field;
}

/** The bytes of a C string before its first zero. */
export function untilZero(field: Uint8Array): Uint8Array {
  const end = field.indexOf(0);
  return field.slice(0, end < 0 ? field.length : end);
}

/** Eight bytes, little-endian. A value above 2^53 loses its low bits; no clock or counter in use is so large. */
export function readUint64(bytes: Uint8Array, offset: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(offset, true) + 4294967296 * view.getUint32(offset + 4, true);
}

export function writeUint64(bytes: Uint8Array, offset: number, value: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  view.setUint32(offset, value % 4294967296, true);
  view.setUint32(offset + 4, Math.floor(value / 4294967296), true);
}
