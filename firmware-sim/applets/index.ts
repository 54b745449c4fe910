// USB keys as state machines. A USB key fob gives them its crystal and its button.
import type { RandomSource } from '../random.js';
import { NitrokeyProApplet } from './nitrokey-pro/applet.js';
import type { UsbApplet } from './usb-applet.js';
import { YubikeyApplet } from './yubikey/applet.js';

export { type NitrokeyOrder, NitrokeyProApplet } from './nitrokey-pro/applet.js';
export { SnapshotError } from './snapshot-fields.js';
export type * from './usb-applet.js';
export { YubikeyApplet } from './yubikey/applet.js';
export type { YubikeyOrder } from './yubikey/manufacture.js';
export { type YubikeyModel, type YubikeyModelId, yubikeyModels } from './yubikey/models.js';

/** Restores the key that the snapshot's schema names. @throws SnapshotError if this version knows no such schema. */
export function restoreApplet(snapshot: unknown, random: RandomSource): UsbApplet {
  const schema = (snapshot as { schema?: unknown } | null | undefined)?.schema;
  const isNitrokey = typeof schema === 'string' && schema.startsWith('foblab.applet.nitrokey-pro/');
  return isNitrokey ? NitrokeyProApplet.restore(snapshot, random) : YubikeyApplet.restore(snapshot, random);
}
