// What a touch types from a slot.
import type { RandomSource } from '../../random.js';
import { modhexAlphabet, toModhex } from '../../wire/modhex.js';
import { characterOf, returnUsage, typeWithScanMap } from '../../wire/scan-map.js';
import { tokenIdentifierText } from '../../wire/token-identifier.js';
import { encodeYubicoOtpBlock } from '../../wire/yubico-otp-block.js';
import {
  configurationFlag,
  extendedFlag,
  ticketFlag,
  type YubikeyConfiguration,
  yubikeySlotMode,
} from '../../wire/yubikey-configuration.js';
import type { Moment, Typed } from '../usb-applet.js';
import { encryptBlock, nextHotp, yubicoOtp } from './one-time-password.js';
import type { YubikeySlot, YubikeyState } from './state.js';

/** Undefined for a challenge-response slot, and for a slot whose counter is used up: they type nothing. */
export function typeSlot(
  key: YubikeyState,
  slot: YubikeySlot,
  at: Moment,
  random: RandomSource,
): Typed | undefined {
  const { configuration } = slot;
  switch (yubikeySlotMode(configuration)) {
    case 'oath-hotp':
      return typed(key, configuration, hotpIdentifier(configuration), nextHotp(slot));
    case 'yubico-otp': {
      const block = yubicoOtp(key, slot, configuration.uid, at, random);
      return block && typed(key, configuration, toModhex(configuration.fixed), toModhex(block));
    }
    case 'static':
      return typeStatic(key, configuration);
    default:
      return undefined;
  }
}

function typed(key: YubikeyState, configuration: YubikeyConfiguration, fixed: string, otp: string): Typed {
  const { ticketFlags, configurationFlags, extendedFlags } = configuration;
  const tab = (flag: number): string => ((ticketFlags & flag) !== 0 ? '\t' : '');
  const reference =
    yubikeySlotMode(configuration) !== 'oath-hotp' &&
    (configurationFlags & configurationFlag.sendReference) !== 0
      ? modhexAlphabet
      : '';
  const text =
    tab(ticketFlag.tabFirst) +
    reference +
    fixed +
    tab(ticketFlag.tabAfterFixed) +
    otp +
    tab(ticketFlag.tabAfterOtp);
  const enter = (ticketFlags & ticketFlag.appendReturn) !== 0;
  const keypad = (extendedFlags & extendedFlag.numericKeypad) !== 0;
  const scanCodes = typeWithScanMap(enter ? `${text}\r` : text, key.scanMap, keypad);
  return { text, enter, scanCodes };
}

function hotpIdentifier({ fixed, configurationFlags }: YubikeyConfiguration): string {
  const all = configurationFlags & configurationFlag.hotpAllModhex;
  if (all === configurationFlag.hotpAllModhex) return tokenIdentifierText(fixed, fixed.length);
  if (all === configurationFlag.hotpTwoBytesModhex) return tokenIdentifierText(fixed, 2);
  return tokenIdentifierText(fixed, all === configurationFlag.hotpFirstByteModhex ? 1 : 0);
}

/**
 * A static ticket is an OTP with its counters at zero; the short form is cut to 16 letters. The short flag without the
 * static flag means scan codes: the bytes of fixed, uid and key that are not zero are the usages to press.
 */
function typeStatic(key: YubikeyState, configuration: YubikeyConfiguration): Typed {
  const { configurationFlags, ticketFlags, uid, key: aesKey } = configuration;
  const enter = (ticketFlags & ticketFlag.appendReturn) !== 0;
  if ((configurationFlags & configurationFlag.staticTicket) === 0) {
    const fixed = new Uint8Array(16);
    fixed.set(configuration.fixed);
    const usages = Uint8Array.of(...fixed, ...uid, ...aesKey).filter((usage) => usage !== 0);
    const scanCodes = enter ? Uint8Array.of(...usages, returnUsage) : usages;
    return { text: [...usages].map(characterOf).join(''), enter, scanCodes, password: true };
  }
  const zeros = { usageCounter: 0, timestamp: 0, sessionCounter: 0, random: 0 };
  const letters = toModhex(encryptBlock(aesKey, encodeYubicoOtpBlock({ uid, ...zeros })));
  const short = (configurationFlags & configurationFlag.shortTicket) !== 0;
  const password = short ? letters.slice(0, 16) : letters;
  return { ...typed(key, configuration, toModhex(configuration.fixed), password), password: true };
}
