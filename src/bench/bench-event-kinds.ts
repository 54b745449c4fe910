// The kinds of events in a bench's log.
import { fobEventKinds } from '../../firmware-sim/index.js';

export const benchEventKinds = [
  ...fobEventKinds,
  'added',
  'removed',
  'labelled',
  'rate',
  'restored',
  'lent',
  'returned',
  'link-opened',
  'link-closed',
  'line-set',
  'usb-plugged',
  'usb-unplugged',
  'usb-attached',
  'usb-detached',
  'otpauth-shown',
  'observed',
  'enrolled',
  'verdict',
  'credential',
  'imported',
  'exported',
  'note',
  'repaired',
  'lost',
  'damaged',
  'expired',
] as const;

export type BenchEventKind = (typeof benchEventKinds)[number];
