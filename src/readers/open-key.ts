// Opens the driver of a listed HID device.

import type { ListedDevice } from './device-list.js';
import type { HidLike } from './hid-like.js';
import { NitrokeyPro } from './nitrokey-pro.js';
import { openHid } from './node-hid-transport.js';
import { type Pause, realPause } from './pause.js';
import { ReaderError } from './reader-error.js';
import { YubikeyOtp } from './yubikey-otp.js';

export type OpenedKey =
  | { driver: 'yubikey-otp'; key: YubikeyOtp }
  | { driver: 'nitrokey-pro'; key: NitrokeyPro };

/** Rejects with a ReaderError; `not-found` for a known device without a driver. */
export async function openKey(
  device: Pick<ListedDevice, 'path' | 'name' | 'driver' | 'howToUse'>,
  open: (path: string) => Promise<HidLike> = (path) => openHid(path),
  pause: Pause = realPause,
): Promise<OpenedKey> {
  switch (device.driver) {
    case 'yubikey-otp':
      return { driver: device.driver, key: new YubikeyOtp(await open(device.path), pause) };
    case 'nitrokey-pro':
      return { driver: device.driver, key: new NitrokeyPro(await open(device.path), pause) };
    default:
      throw new ReaderError(
        'not-found',
        `${device.name}: foblab has no HID driver for it`,
        'Read its code yourself and record it with `foblab observe`',
      );
  }
}
