// The two YubiKey models of the bench, as data.

export type YubikeyModelId = 'symantec/vip-yubikey' | 'yubico/yubikey';

export interface YubikeyModel {
  id: YubikeyModelId;
  productId: number;
  product: string;
  firmware: readonly [major: number, minor: number, build: number];
  /** Slot code 13 is answered; capability bits. */
  deviceInfo?: { usbSupported: number; usbEnabled: number };
  /** Status bits for "needs touch" exist from firmware 3.0 on. */
  reportsTouch: boolean;
  /**
   * A touch shorter than `shortestUs` does nothing. From `secondUs` on it types slot 2 instead of slot 1. One longer than
   * `longestUs` types nothing.
   */
  touch: { shortestUs: number; secondUs: number; longestUs: number };
}

export const yubikeyModels: Record<YubikeyModelId, YubikeyModel> = {
  // Firmware and product string are assumed: VIP keys were sold as YubiKey 2 with firmware 2.3 and later.
  'symantec/vip-yubikey': {
    id: 'symantec/vip-yubikey',
    productId: 0x0010,
    product: 'Yubico Yubikey II',
    firmware: [2, 4, 3],
    reportsTouch: false,
    // Slot 1 at 1 to 3 s, slot 2 at 4 to 5 s, beyond that nothing (support.lastpass.com, VIP YubiKey). A shorter touch
    // types from slot 1 too, as on other keys.
    touch: { shortestUs: 300_000, secondUs: 3_500_000, longestUs: 5_000_000 },
  },
  // Only the OTP interface is emulated, and the capabilities say so.
  'yubico/yubikey': {
    id: 'yubico/yubikey',
    productId: 0x0401,
    product: 'Yubikey 4 OTP',
    firmware: [4, 3, 7],
    deviceInfo: { usbSupported: 0x01, usbEnabled: 0x01 },
    reportsTouch: true,
    // The manuals say about 1 s and 3 s, and give no upper limit.
    touch: { shortestUs: 300_000, secondUs: 2_000_000, longestUs: Number.POSITIVE_INFINITY },
  },
};

export const defaultChallengeTimeoutSeconds = 15;
/** The OTP timestamp ticks at about 8 Hz. */
export const timestampHz = 8;
