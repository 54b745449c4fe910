// Every program that must have judged: a check that silently went away is a failure.

export const expectedPrograms: readonly string[] = [
  'usbip',
  'lsusb',
  'serialport',
  'foblab serial reader',
  'node-hid',
  'keyboard (evdev)',
  'surprise unplug and re-attach',
  'USB fob → foblab reader → foblab core',
  'ykinfo',
  'ykpersonalize',
  'ykchalresp',
  'foblab YubiKey reader',
  'YubiKey keyboard (HOTP of RFC 4226)',
  'nitrocli',
  'foblab Nitrokey reader',
];
