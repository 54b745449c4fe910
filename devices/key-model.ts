// Turns the datasheet of a USB key into the model that the bench runs. Its crystal is like that of a fob, and the port
// powers it.
import type { FobModel } from '../firmware-sim/model.js';
import type { UsbKeyDatasheet } from './datasheet.js';
import { valuesOf } from './fact.js';
import { phoneBattery, phoneButton } from './parts/phone.js';
import { tuningFork } from './parts/tuning-fork.js';

/** The slots decide which codes it gives. `otp` is that of a VIP key as it leaves the factory. */
export function toKeyModel({ id, manufacturer, product, firmwareVersion }: UsbKeyDatasheet): FobModel {
  return {
    id,
    manufacturer: manufacturer.value,
    product: product.value,
    firmwareVersion: firmwareVersion.value,
    otp: { type: 'hotp', algorithm: 'sha1', digits: 6, periodSeconds: 30, t0Seconds: 0 },
    crystal: valuesOf(tuningFork),
    battery: phoneBattery,
    button: phoneButton,
    lcd: {
      positions: 8,
      annunciators: [],
      onUs: 1_000_000,
      holdAction: 'none',
      pressWhileOnSwitchesOff: false,
    },
    soft: true,
  };
}
