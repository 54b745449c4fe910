// A USB key as it leaves the factory.

import { toKeyModel, type UsbKeyDatasheet } from '../../../devices/index.js';
import {
  NitrokeyProApplet,
  YubikeyApplet,
  type YubikeyModelId,
} from '../../../firmware-sim/applets/index.js';
import { UsbKeyFob } from '../../../firmware-sim/fob-kinds.js';
import type { RandomSource } from '../../../firmware-sim/index.js';
import { OperationError } from '../../contract/operation-error.js';
import { addFobKinds } from '../../host/fob-kinds.js';

addFobKinds();

export interface UsbKeyOrder {
  serial: string;
  seed: string;
  timeUs: number;
  /** What the factory writes into its slots is drawn from these. */
  secrets: RandomSource;
  /** HOTP key of a VIP key. */
  secret: Uint8Array;
  counter: number | undefined;
  driftPpm: number | undefined;
}

/** @throws OperationError `usage` for what such a key cannot be ordered with. */
export function makeUsbKey(sheet: UsbKeyDatasheet, order: UsbKeyOrder): UsbKeyFob {
  const { serial, seed, timeUs, secrets, secret, counter, driftPpm } = order;
  const vip = sheet.id === 'symantec/vip-yubikey';
  const number = Number(serial.replace(/^\D+/, ''));
  if (vip && secret.length > 20)
    throw new OperationError(
      'usage',
      `the HOTP key of ${sheet.id} has at most 20 bytes, ${secret.length} given`,
    );
  return UsbKeyFob.create({
    model: toKeyModel(sheet),
    serial,
    seed,
    timeUs,
    ...(driftPpm === undefined ? {} : { driftPpm }),
    ...(vip ? { vendorSeed: secret } : {}),
    manufacture: (random) =>
      sheet.applet.value === 'nitrokey-pro'
        ? NitrokeyProApplet.manufacture({ serial: Number.parseInt(serial.slice(-8), 16) }, random)
        : YubikeyApplet.manufacture(
            {
              model: sheet.id as YubikeyModelId,
              serial: number,
              ...(vip ? { hotpKey: secret, movingFactor: counter ?? sheet.firstCounter?.value ?? 0 } : {}),
            },
            random,
            secrets,
          ),
  });
}
