// A link: where a program reaches a fob.
import { oneOf, type Shaped, shared } from '../schema.js';

export const linkSchema = shared('Link', (t) =>
  t.Object({
    serial: t.String(),
    kind: oneOf(t, ['memory', 'pty', 'tcp', 'usbip']),
    path: t.String({ description: 'what a client opens: a device path, host:port, or host:port/bus-ID' }),
    device: t.Optional(t.String({ description: 'of a pseudo-terminal: the device that the path leads to' })),
    busId: t.Optional(t.String({ description: 'of USB/IP' })),
    attach: t.Optional(t.String({ description: 'of USB/IP: what a Linux host types to get the device' })),
  }),
);

export type Link = Shaped<typeof linkSchema>;
