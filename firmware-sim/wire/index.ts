// The byte codecs of the USB keys. Readers of real keys import nothing else of firmware-sim.
export * from './crc16.js';
export * from './crc32-stm32.js';
export * from './feature-message.js';
export * from './hex.js';
export * from './modhex.js';
export * from './nitrokey-commands.js';
export * from './nitrokey-messages.js';
export * from './nitrokey-report.js';
export * from './scan-map.js';
export * from './token-identifier.js';
export * from './usb-identities.js';
export * from './yubico-otp-block.js';
export * from './yubikey-configuration.js';
export * from './yubikey-device-info.js';
export * from './yubikey-messages.js';
export * from './yubikey-report.js';
export * from './yubikey-slot-codes.js';
