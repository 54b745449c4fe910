// Every program that must have judged: a check that silently went away is a failure.

export const expectedPrograms: readonly string[] = [
  'usbip',
  'lsusb',
  'serialport',
  'foblab serial reader',
  'node-hid',
  'keyboard (evdev)',
  'surprise unplug and re-attach',
];
