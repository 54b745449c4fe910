// The fobs that are more than an LCD and a button: USB keys, push apps, phones. An entry of its own beside index.ts, so
// that a command with none of them on its bench does not pay for their ciphers.

export { ActivatedApp, activatedSchema } from './activated-app.js';
export { type ActivationRecord, writeActivation } from './activation.js';
export { PhoneFob, phoneSchema } from './phone-fob.js';
export type { PushOutcome } from './push.js';
export { PushFob, pushSchema } from './push-fob.js';
export { UsbKeyFob } from './usb-key-fob.js';
export { type UsbKeyOptions, usbKeySchema } from './usb-key-state.js';
