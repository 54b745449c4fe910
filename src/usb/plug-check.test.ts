import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import { CdcAcm } from './classes/cdc-acm.js';
import { HidKeyboard } from './classes/hid-keyboard.js';
import { HidVendor } from './classes/hid-vendor.js';
import {
  bootKeyboardReport,
  compositeConfiguration,
  compositeDevice,
  vendorReport,
} from './composite-descriptors.js';
import { bytesOfHex } from './hex.js';
import { DescriptorError } from './plug-check.js';
import { UsbDevice } from './usb-device.js';
import type { UsbFunction } from './usb-function.js';

interface Given {
  device: string;
  lines: string[];
  strings: string[];
  functions: UsbFunction[];
}

function composite(): Given {
  return {
    device: compositeDevice,
    lines: [...compositeConfiguration],
    strings: ['foblab', 'fob', '1'],
    functions: [
      new CdcAcm({
        controlInterface: 0,
        dataInterface: 1,
        notifyEndpoint: 0x81,
        inEndpoint: 0x82,
        outEndpoint: 2,
      }),
      new HidKeyboard({
        interfaceNumber: 2,
        reportDescriptor: bytesOfHex(bootKeyboardReport.join(' ')),
        inEndpoint: 0x83,
        maxPacketSize: 8,
      }),
      new HidVendor({
        interfaceNumber: 3,
        reportDescriptor: bytesOfHex(vendorReport.join(' ')),
        inEndpoint: 0x84,
        outEndpoint: 4,
        maxPacketSize: 64,
      }),
    ],
  };
}

function plug({ device, lines, strings, functions }: Given): UsbDevice {
  return new UsbDevice({ descriptors: { device, configuration: lines, strings }, functions });
}

function replace(from: string, to: string): (given: Given) => void {
  return (given) => {
    const index = given.lines.findIndex((line) => line.startsWith(from));
    assert.notEqual(index, -1, `no line starts with ${from}`);
    given.lines[index] = to;
  };
}

const cases: readonly [what: string, spoil: (given: Given) => void, finding: RegExp][] = [
  [
    'a line longer than it says',
    replace('07 05 81', '07 05 81 03 10 00 0a 00'),
    /line 8 .* holds 8 bytes but says 7/,
  ],
  [
    'two descriptors on a line',
    replace('05 24 00', '05 24 00 10 01 05 24 01 00 01'),
    /one descriptor on each line/,
  ],
  [
    'a wrong total length',
    replace('09 02', '09 02 80 00 04 01 00 80 32'),
    /wTotalLength is 128, .* write 84 00/,
  ],
  [
    'a wrong interface count',
    replace('09 02', '09 02 84 00 03 01 00 80 32'),
    /bNumInterfaces is 3, there are 4/,
  ],
  ['configuration 0', replace('09 02', '09 02 84 00 04 00 00 80 32'), /write 1/],
  ['the reserved bit clear', replace('09 02', '09 02 84 00 04 01 00 00 32'), /bit 7 of bmAttributes/],
  ['510 mA', replace('09 02', '09 02 84 00 04 01 00 80 ff'), /510 mA/],
  [
    'an endpoint used twice',
    replace('07 05 84', '07 05 83 03 40 00 0a'),
    /endpoint 83 is used by interface 2 and by interface 3/,
  ],
  ['endpoint 0', replace('07 05 04', '07 05 00 03 40 00 0a'), /number it from 1 to 15/],
  [
    'a wrong endpoint count',
    replace('09 04 03', '09 04 03 00 01 03 00 00 00'),
    /bNumEndpoints of interface 3 is 1, it has 2/,
  ],
  [
    'a gap in the numbers',
    replace('09 04 03', '09 04 04 00 02 03 00 00 00'),
    /numbered 0, 1, 2, 4: number them from 0/,
  ],
  [
    'bulk of 512 bytes',
    replace('07 05 82', '07 05 82 02 00 02 00'),
    /bulk with packets of 512: full speed allows 8, 16, 32 or 64/,
  ],
  [
    'interrupt of 65 bytes',
    replace('07 05 84', '07 05 84 03 41 00 0a'),
    /interrupt with packets of 65: full speed allows 1 to 64/,
  ],
  ['an interval of 0', replace('07 05 83', '07 05 83 03 08 00 00'), /bInterval of endpoint 83/],
  [
    'an isochronous endpoint',
    replace('07 05 82', '07 05 82 01 40 00 01'),
    /bulk and interrupt endpoints only/,
  ],
  [
    'no association',
    (given) => {
      given.lines.splice(1, 1);
      given.lines[0] = '09 02 7c 00 04 01 00 80 32';
    },
    /interfaces 0 and 1 are one function of a composite device: add an interface association 08 0b 00 02/,
  ],
  [
    'an association without its device class',
    (given) => {
      given.device = given.device.replace('ef 02 01', '00 00 00');
    },
    /device class is not EF 02 01/,
  ],
  ['an association that covers too much', replace('08 0b', '08 0b 00 05 02 02 01 00'), /covers interface 4/],
  [
    'no union',
    (given) => {
      given.lines.splice(6, 1);
      given.lines[0] = '09 02 7f 00 04 01 00 80 32';
    },
    /without a union descriptor/,
  ],
  ['a union with the keyboard', replace('05 24 06', '05 24 06 00 02'), /joins 0 and 2/],
  [
    'a wrong HID report length',
    replace('09 21', '09 21 11 01 00 01 22 40 00'),
    /declares a report descriptor of 64 bytes, it has 63: write 3f 00/,
  ],
  [
    'a keyboard of seven bytes',
    (given) => {
      given.functions[1] = keyboardWith(bootKeyboardReport.map((line) => line.replace('95 06', '95 05')));
    },
    /boot keyboard: its input report has 8 bytes/,
  ],
  [
    'report bits left over',
    (given) => {
      given.functions[1] = keyboardWith(bootKeyboardReport.filter((line) => !line.startsWith('95 01 75 03')));
    },
    /output report has 5 bits: pad it with 3/,
  ],
  [
    'a string too long',
    (given) => {
      given.strings[1] = 'x'.repeat(127);
    },
    /string 2 has 127 characters: at most 126/,
  ],
  [
    'a string that is not there',
    (given) => {
      given.strings.pop();
    },
    /iSerialNumber names string 3, there are 2/,
  ],
  [
    'USB 2.01',
    (given) => {
      given.device = given.device.replace('00 02', '01 02');
    },
    /bcdUSB is 0201: a host would ask for a BOS descriptor/,
  ],
  [
    'control packets of 12 bytes',
    (given) => {
      given.device = given.device.replace('01 40 09', '01 0c 09');
    },
    /bMaxPacketSize0 is 12/,
  ],
  [
    'a function missing',
    (given) => {
      given.functions.pop();
    },
    /interface 3 belongs to 0 functions/,
  ],
  [
    'a function twice',
    (given) => {
      given.functions.push(given.functions[2]!);
    },
    /interface 3 belongs to 2 functions/,
  ],
];

test('the composite fob itself is in order', () => {
  assert.equal(plug(composite()).configuration.interfaces.length, 4);
});

for (const [what, spoil, finding] of cases)
  test(`${what} is refused, with the fix`, () => {
    const given = composite();
    spoil(given);
    assert.throws(
      () => plug(given),
      (error) => {
        assert.ok(error instanceof DescriptorError);
        assert.match(error.message, finding);
        return true;
      },
    );
  });

function keyboardWith(report: readonly string[]): HidKeyboard {
  const reportDescriptor = bytesOfHex(report.join(' '));
  return new HidKeyboard({ interfaceNumber: 2, reportDescriptor, inEndpoint: 0x83, maxPacketSize: 8 });
}

test.run();
