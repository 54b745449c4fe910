// USB keys as state machines, on a fob's crystal and under its button.
import type { RandomSource } from '../random.js';
import { NitrokeyProApplet } from './nitrokey-pro/applet.js';
import type { AppletSnapshot, UsbApplet } from './usb-applet.js';
import { YubikeyApplet } from './yubikey/applet.js';

export { type NitrokeyOrder, NitrokeyProApplet } from './nitrokey-pro/applet.js';
export { SnapshotError } from './snapshot-fields.js';
export type * from './usb-applet.js';
export { YubikeyApplet } from './yubikey/applet.js';
export type { YubikeyOrder } from './yubikey/manufacture.js';
export { touchUs, type YubikeyModel, type YubikeyModelId, yubikeyModels } from './yubikey/models.js';

/** Restores whichever key the snapshot's schema names; throws a SnapshotError. */
export function restoreApplet(snapshot: AppletSnapshot, random: RandomSource): UsbApplet {
  return snapshot.schema.startsWith('foblab.applet.nitrokey-pro/')
    ? NitrokeyProApplet.restore(snapshot, random)
    : YubikeyApplet.restore(snapshot, random);
}
