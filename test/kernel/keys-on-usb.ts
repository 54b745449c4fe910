// The emulated keys of the proof, in wall time, each as a device for the USB/IP server.
import { NitrokeyProApplet, type UsbApplet, YubikeyApplet } from '../../firmware-sim/applets/index.js';
import { Random } from '../../firmware-sim/index.js';
import { createFeatureKey, type FeatureKey, featuresOf, type UsbIpServer } from '../../src/usb/index.js';
import type { ControlActions } from './control-channel.js';

const yubikeySerial = 7_050_602;
const shortTouchUs = 500_000;

export function plugKeys(server: UsbIpServer): ControlActions {
  const yubikey = YubikeyApplet.manufacture(
    { model: 'yubico/yubikey', serial: yubikeySerial },
    Random.stream('kernel', 'yubikey'),
  );
  const nitrokey = NitrokeyProApplet.manufacture(
    { serial: 0x1234_5678 },
    Random.stream('kernel', 'nitrokey'),
  );
  const first = power(yubikey);
  const yubikeyBusId = server.plug(first.device);
  const nitrokeyBusId = server.plug(power(nitrokey).device);
  const { product } = yubikey.usbIdentity();
  return {
    yubikey: () => ({ busId: yubikeyBusId, serial: yubikeySerial, product, version: '4.3.7' }),
    nitrokey: () => nitrokeyBusId,
    touch: () => {
      const typed = yubikey.touch(now(), shortTouchUs);
      if (typed === undefined || !first.type(typed.scanCodes)) throw new Error('the touch typed nothing');
    },
  };
}

function power(applet: UsbApplet): FeatureKey {
  applet.plug(now());
  return createFeatureKey({ identity: applet.usbIdentity(), handler: featuresOf(applet, now) });
}

function now() {
  const timeUs = Date.now() * 1000;
  return { trueTimeUs: timeUs, fobTimeUs: timeUs };
}
