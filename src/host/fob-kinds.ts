// The fobs that are more than an LCD and a button. They load when a bench has one: their ciphers cost start-up time.
import {
  ActivatedApp,
  activatedSchema,
  PhoneFob,
  PushFob,
  phoneSchema,
  pushSchema,
  UsbKeyFob,
  usbKeySchema,
} from '../../firmware-sim/fob-kinds.js';
import { fobKinds } from '../bench/index.js';

/** Lets benches restore them. */
export function addFobKinds(): void {
  fobKinds.set(pushSchema, (snapshot) => PushFob.restore(snapshot));
  fobKinds.set(phoneSchema, (snapshot) => PhoneFob.restore(snapshot));
  fobKinds.set(activatedSchema, (snapshot) => ActivatedApp.restore(snapshot));
  fobKinds.set(usbKeySchema, (snapshot) => UsbKeyFob.restore(snapshot));
}
