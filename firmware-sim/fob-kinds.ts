// The other kinds of fobs: USB keys, push apps, phones. They are not in index.ts, so that a command on a bench without
// them does not load their ciphers.

export { ActivatedApp, activatedSchema } from './activated-app.js';
export { type ActivationRecord, writeActivation } from './activation.js';
export { PhoneFob, phoneSchema } from './phone-fob.js';
export type { PushOutcome } from './push.js';
export { PushFob, pushSchema } from './push-fob.js';
export { UsbKeyFob } from './usb-key-fob.js';
export { type UsbKeyOptions, usbKeySchema } from './usb-key-state.js';
