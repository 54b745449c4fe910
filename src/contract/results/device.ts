// Plugged-in devices, simulated or real.
import { oneOf, orNull, type Shaped, shared } from '../schema.js';

export const deviceSchema = shared('Device', (t) =>
  t.Object({
    kind: oneOf(t, ['virtual', 'hid', 'serial'], { description: 'virtual: a simulated fob on a link' }),
    name: t.String(),
    path: t.String(),
    selector: orNull(t, t.String({ description: 'for device.read; null for a device that it cannot read' })),
    use: t.String({ description: 'a command that uses it, or what can be done with it' }),
    link: orNull(t, oneOf(t, ['memory', 'pty', 'tcp', 'usbip'], { description: 'of a simulated fob' })),
    serialNumber: orNull(t, t.String()),
    usbId: orNull(t, t.String({ description: 'vendor and product, hexadecimal: 1050:0407' })),
    driver: orNull(t, oneOf(t, ['yubikey-otp', 'nitrokey-pro', 'serial-console'])),
  }),
);

export type Device = Shaped<typeof deviceSchema>;

export const deviceProblemSchema = shared('DeviceProblem', (t) =>
  t.Object(
    {
      code: oneOf(t, ['busy', 'permission', 'missing-library', 'not-found', 'timeout', 'protocol']),
      message: t.String(),
    },
    { description: 'why some devices cannot be listed' },
  ),
);

export type DeviceProblem = Shaped<typeof deviceProblemSchema>;

export const deviceIdentitySchema = shared('DeviceIdentity', (t) =>
  t.Union([
    t.Object(
      { manufacturer: t.String(), model: t.String(), serial: t.String(), firmware: t.String() },
      { description: 'a fob on a serial port' },
    ),
    t.Object(
      {
        firmwareVersion: t.String(),
        serial: orNull(t, t.Integer({ description: 'null if no slot allows reading it' })),
        programmingSequence: t.Integer(),
        slots: t.Array(t.Object({ configured: t.Boolean(), needsTouch: t.Boolean() })),
      },
      { description: 'a YubiKey' },
    ),
    t.Object(
      {
        firmwareVersion: t.String(),
        cardSerial: t.Integer(),
        asksForUserPin: t.Boolean(),
        slots: t.Optional(
          t.Array(
            t.Object({
              kind: oneOf(t, ['hotp', 'totp']),
              index: t.Integer({ description: 'from 0' }),
              name: t.String(),
              digits: t.Integer(),
              counter: orNull(t, t.Integer({ description: 'of the next code' })),
              intervalSeconds: orNull(t, t.Integer()),
            }),
          ),
        ),
        pinRetries: t.Optional(t.Object({ user: t.Integer(), admin: t.Integer() })),
      },
      { description: 'a Nitrokey; with its slots and PIN retries if it was only identified' },
    ),
  ]),
);

export type DeviceIdentity = Shaped<typeof deviceIdentitySchema>;
