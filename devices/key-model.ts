// A USB key's datasheet as the model that the bench runs it under: its crystal is like any fob's, the port powers it.
import type { FobModel } from '../firmware-sim/model.js';
import type { UsbKeyDatasheet } from './datasheet.js';
import { valuesOf } from './fact.js';
import { phoneBattery, phoneButton } from './parts/phone.js';
import { tuningFork } from './parts/tuning-fork.js';

/** Its codes are whatever its slots hold; `otp` says what a VIP key leaves the factory with. */
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
