// Emulated keys as a reader finds them plugged in: listed, and open to their driver.
import { NitrokeyProApplet, YubikeyApplet } from '../../firmware-sim/applets/index.js';
import { Random } from '../../firmware-sim/random.js';
import {
  encodeConfigurationWrite,
  encodeNitrokeyRequest,
  encodeYubikeyFrame,
  nitrokeyCommand,
  nitrokeyField,
  splitLongKey,
  writeUint64,
  yubikeyFrameToReports,
  yubikeySlotCode,
} from '../../firmware-sim/wire/index.js';
import type { HidListing, SerialLike } from '../../src/readers/index.js';

export const text = (characters: string): Uint8Array => new TextEncoder().encode(characters);
export const rfcSecret = text('12345678901234567890');
const start = { trueTimeUs: 0, fobTimeUs: 0 };

export const yubikeyListing: HidListing = {
  vendorId: 0x1050,
  productId: 0x0407,
  path: '/dev/hidraw0',
  interface: 0,
  usagePage: 1,
  usage: 6,
  product: 'Yubikey 4 OTP+U2F+CCID',
};
export const nitrokeyListing: HidListing = {
  vendorId: 0x20a0,
  productId: 0x4108,
  path: '/dev/hidraw2',
  interface: 0,
  serialNumber: 'ab',
};

/** Slot 2 answers HMAC challenges with the RFC 4226 secret; with `touch` after a finger. */
export function yubikeyWithHmac(touch = false): YubikeyApplet {
  const applet = YubikeyApplet.manufacture(
    { model: 'yubico/yubikey', serial: 7050602 },
    Random.stream(1, 'y'),
  );
  const write = encodeConfigurationWrite({
    fixed: new Uint8Array(0),
    ...splitLongKey(rfcSecret),
    accessCode: new Uint8Array(6),
    extendedFlags: 0x04,
    ticketFlags: 0x40,
    configurationFlags: touch ? 0x2e : 0x26,
  });
  const frame = encodeYubikeyFrame(yubikeySlotCode.writeConfiguration2, write);
  for (const report of yubikeyFrameToReports(frame)) applet.setFeature(0, report, start);
  return applet;
}

/** HOTP slot 1 and TOTP slot 2 hold the RFC 4226 secret, eight digits; `pin` has each code ask for the user PIN. */
export function nitrokeyWithSlots(pin = false): NitrokeyProApplet {
  const applet = NitrokeyProApplet.manufacture({ serial: 0xbeef }, Random.stream(1, 'n'));
  applet.plug(start);
  const password = nitrokeyField(text('set up'), 25);
  const send = (command: number, ...parts: (Uint8Array | number)[]): void => {
    const payload = parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part]));
    applet.setFeature(0, encodeNitrokeyRequest(command, Uint8Array.from(payload)), start);
  };
  send(nitrokeyCommand.firstAuthenticate, nitrokeyField(text('12345678'), 25), password);
  for (const [slot, factor] of [
    [0x11, 0],
    [0x22, 30],
  ] as const) {
    const movingFactor = new Uint8Array(8);
    writeUint64(movingFactor, 0, factor);
    send(nitrokeyCommand.sendOtpData, password, 78, 0, nitrokeyField(text('mail'), 30));
    send(nitrokeyCommand.sendOtpData, password, 83, 0, nitrokeyField(rfcSecret, 30));
    send(nitrokeyCommand.writeToSlot, password, slot, movingFactor, pin ? 0 : 1, new Uint8Array(13));
  }
  if (pin) {
    send(nitrokeyCommand.firstAuthenticate, nitrokeyField(text('12345678'), 25), password);
    send(nitrokeyCommand.writeConfiguration, 255, 255, 255, 1, 0, password);
  }
  return applet;
}

/** A rig that answers as foblab's console does. */
export function rig(answers: Record<string, string>): SerialLike & { asked: string[] } {
  let hear: (line: string) => void = () => {};
  let gone = (): void => {};
  const asked: string[] = [];
  return {
    asked,
    write: async (line) => {
      asked.push(line.trim());
      const answer = answers[line.trim()];
      if (answer !== undefined) hear(`${answer}\r\n`);
    },
    onText: (listener) => {
      hear = listener;
    },
    onClose: (listener) => {
      gone = listener;
    },
    close: async () => gone(),
  };
}
