// A host's side of a YubiKey in tests: frames out, answers in, and a time that moves when told.
import * as assert from 'node:assert/strict';
import { ecb } from '@noble/ciphers/aes.js';
import { YubikeyApplet } from '../../firmware-sim/applets/index.js';
import { Random } from '../../firmware-sim/random.js';
import {
  decodeYubikeyResponse,
  decodeYubikeyStatus,
  encodeConfigurationWrite,
  encodeYubikeyFrame,
  fromHex,
  splitLongKey,
  toHex,
  type YubikeyConfiguration,
  yubikeyFrameToReports,
  yubikeySlotCode,
} from '../../firmware-sim/wire/index.js';

export const serial = 7050602;
export const noCode = new Uint8Array(6);
export const short = 1_000_000;
export const long = 3_000_000;
export let now = { trueTimeUs: 0, fobTimeUs: 0 };

export function wait(seconds: number): void {
  now = { trueTimeUs: now.trueTimeUs + seconds * 1e6, fobTimeUs: now.fobTimeUs + seconds * 1e6 };
}

export function blankKey(model: 'yubico/yubikey' | 'symantec/vip-yubikey' = 'yubico/yubikey'): YubikeyApplet {
  const key = YubikeyApplet.manufacture({ model, serial }, Random.stream(1, 'yubikey'));
  key.plug(now);
  if (model === 'yubico/yubikey')
    send(key, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(undefined));
  return key;
}

export function send(key: YubikeyApplet, slotCode: number, payload: Uint8Array = new Uint8Array(0)): void {
  for (const report of yubikeyFrameToReports(encodeYubikeyFrame(slotCode, payload))) {
    assert.equal(key.setFeature(0, report, now), true);
  }
}

export function read(key: YubikeyApplet): string {
  return toHex(key.getFeature(0, now)!);
}

export function status(key: YubikeyApplet): ReturnType<typeof decodeYubikeyStatus> {
  return decodeYubikeyStatus(key.getFeature(0, now)!);
}

/** Reads reports until the sequence is back at 0, as a host does; undefined where none is pending. */
export function answer(key: YubikeyApplet, size: number): Uint8Array | undefined {
  const bytes: number[] = [];
  for (let i = 0; ; i++) {
    const report = key.getFeature(0, now)!;
    if ((report[7]! & 0x40) === 0) return undefined;
    if (i > 0 && (report[7]! & 0x1f) === 0) return decodeYubikeyResponse(Uint8Array.from(bytes), size);
    bytes.push(...report.subarray(0, 7));
  }
}

export function configuration(
  options: Partial<YubikeyConfiguration> & { longKey?: string },
): YubikeyConfiguration {
  const { longKey = '00'.repeat(20), ...rest } = options;
  return {
    fixed: new Uint8Array(0),
    accessCode: noCode,
    extendedFlags: 0x04,
    ticketFlags: 0,
    configurationFlags: 0,
    ...splitLongKey(fromHex(longKey)),
    ...rest,
  };
}

export function hmacSlot(longKey: string, flags = 0x26): Uint8Array {
  return encodeConfigurationWrite(configuration({ longKey, ticketFlags: 0x40, configurationFlags: flags }));
}

export function decryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  return ecb(key, { disablePadding: true }).decrypt(block);
}

export const rfc4226Key = toHex(new TextEncoder().encode('12345678901234567890'));
export const rfc4226 = [
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
];
