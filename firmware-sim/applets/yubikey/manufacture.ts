// How a YubiKey leaves the factory: the contents of its two slots.
import type { RandomSource } from '../../random.js';
import { binaryCodedDecimal, encodeTokenIdentifier } from '../../wire/token-identifier.js';
import {
  configurationFlag,
  extendedFlag,
  splitLongKey,
  ticketFlag,
  type YubikeyConfiguration,
} from '../../wire/yubikey-configuration.js';
import { encodeYubikeySerial } from '../../wire/yubikey-slot-codes.js';
import { type YubikeyModelId, yubikeyModels } from './models.js';
import { blankYubikey, type YubikeySlot, type YubikeyState } from './state.js';

export interface YubikeyOrder {
  model: YubikeyModelId;
  /** At most eight decimal digits, as printed on the back. */
  serial: number;
  /** HOTP key of a VIP key's slot 1 (at most 20 bytes); drawn if left out. */
  hotpKey?: Uint8Array;
  /** HOTP counter of the first code of a VIP key; 1 if left out, as the vendor's service starts. */
  movingFactor?: number;
}

export function manufactureYubikey(order: YubikeyOrder, secrets: RandomSource): YubikeyState {
  const key = blankYubikey(yubikeyModels[order.model], order.serial);
  key.slots = order.model === 'symantec/vip-yubikey' ? vipSlots(order, secrets) : retailSlots(order, secrets);
  return key;
}

/**
 * VIP: HOTP with the UBHE token identifier in slot 1, a dormant Yubico OTP in slot 2, both locked by the serial.
 * How the serial becomes an access code is assumed: two zero bytes, then its eight digits.
 */
function vipSlots(order: YubikeyOrder, secrets: RandomSource): YubikeyState['slots'] {
  const accessCode = Uint8Array.of(0, 0, ...binaryCodedDecimal(order.serial));
  const hotp: YubikeyConfiguration = {
    fixed: encodeTokenIdentifier(order.serial),
    ...splitLongKey(order.hotpKey ?? draw(secrets, 20)),
    accessCode,
    extendedFlags: extendedFlag.serialApiVisible | extendedFlag.serialButtonVisible,
    ticketFlags: ticketFlag.oathOrChallenge | ticketFlag.appendReturn,
    configurationFlags: configurationFlag.hotpTwoBytesModhex,
  };
  const cloud = factoryOtp(order, secrets);
  const asleep = { ...cloud, accessCode, extendedFlags: cloud.extendedFlags | extendedFlag.dormant };
  return [{ ...fresh(hotp), movingFactor: order.movingFactor ?? 1 }, fresh(asleep)];
}

function retailSlots(order: YubikeyOrder, secrets: RandomSource): YubikeyState['slots'] {
  return [fresh(factoryOtp(order, secrets)), null];
}

/** The factory's Yubico OTP: a public identity that types as "cccc" and the serial in modhex. */
function factoryOtp(order: YubikeyOrder, secrets: RandomSource): YubikeyConfiguration {
  return {
    fixed: Uint8Array.of(0, 0, ...encodeYubikeySerial(order.serial)),
    uid: draw(secrets, 6),
    key: draw(secrets, 16),
    accessCode: new Uint8Array(6),
    extendedFlags: extendedFlag.serialApiVisible | extendedFlag.allowUpdate,
    ticketFlags: ticketFlag.appendReturn,
    configurationFlags: 0,
  };
}

function fresh(configuration: YubikeyConfiguration): YubikeySlot {
  return { configuration, movingFactor: 0, usageCounter: 0, sessionCounter: 0, usedSincePowerUp: false };
}

function draw(secrets: RandomSource, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, () => secrets.nextUint32() >>> 24);
}
