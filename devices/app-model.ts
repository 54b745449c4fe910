// Turns the datasheet of a push app or a phone, which make no codes, into the model that the bench runs.
import type { FobModel } from '../firmware-sim/model.js';
import type { PhoneDatasheet, PushDatasheet } from './datasheet.js';
import { valuesOf } from './fact.js';
import { phoneBattery, phoneButton, phoneCrystal, phoneScreen } from './parts/phone.js';

/** Nothing uses the field `otp` here: such a device has no seed. */
export function toAppModel(datasheet: PushDatasheet | PhoneDatasheet, version = '0'): FobModel {
  return {
    id: datasheet.id,
    manufacturer: datasheet.manufacturer.value,
    product: datasheet.product.value,
    // 0 stands for an unknown version (IEEE 488.2 §10.14).
    firmwareVersion: version,
    otp: { type: 'totp', algorithm: 'sha1', digits: 6, periodSeconds: 30, t0Seconds: 0 },
    crystal: phoneCrystal,
    battery: phoneBattery,
    button: phoneButton,
    lcd: { ...valuesOf(phoneScreen), annunciators: [] },
    soft: true,
  };
}
