import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import { YubikeyApplet } from '../../firmware-sim/applets/index.js';
import { Random } from '../../firmware-sim/random.js';
import { nitrokeyProUsbIdentity } from '../../firmware-sim/wire/index.js';
import { createCompositeFob } from './composite-fob.js';
import { usbFaultNames } from './fault-names.js';

const page = readFileSync(new URL('../../docs/usb.md', import.meta.url), 'utf8');

function usbId({ vendorId, productId }: { vendorId: number; productId: number }): string {
  return [vendorId, productId].map((id) => id.toString(16).padStart(4, '0')).join(':');
}

test('docs/usb.md lists every fault', () => {
  const listed = [...page.matchAll(/^\| `(usb\.[a-z-]+)`/gm)].map(([, name]) => name);
  assert.deepEqual(listed, [...usbFaultNames]);
});

test('docs/usb.md names the IDs that the devices have', () => {
  const composite = createCompositeFob({ manufacturer: 'foblab', product: 'fob', serial: '1' });
  const yubikeys = (['yubico/yubikey', 'symantec/vip-yubikey'] as const).map((model) =>
    YubikeyApplet.manufacture({ model, serial: 1 }, Random.stream(1, 'key')).usbIdentity(),
  );
  for (const identity of [composite.device.description, ...yubikeys, nitrokeyProUsbIdentity('1')])
    assert.ok(page.includes(usbId(identity)), usbId(identity));
});

test.run();
