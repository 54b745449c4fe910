// The generic fob, attached: what a stock kernel and unmodified programs make of it.
import { on } from 'node:events';
import { existsSync } from 'node:fs';
import type { HIDAsync } from 'node-hid';
import { openSerialPort, SerialFob, serialPorts } from '../../../src/readers/index.js';
import { expectCurrent, fobFacts } from './fob-facts.js';
import { attach, attachedPorts, type Check, eventDevice, expect, program, succeed, until } from './lab.js';
import { TypedKeys } from './typed-keys.js';

const vendorId = 0x1209;
const productId = 0x0001;

const usbip: Check = {
  program: 'usbip',
  async run(lab) {
    const { busId } = await fobFacts(lab);
    const listed = await succeed('usbip', ['--tcp-port', String(lab.usbipPort), 'list', '-r', lab.usbipHost]);
    expect(listed.includes(`${busId}:`) && listed.includes('1209:0001'), `usbip list: ${listed}`);
    await attach(lab, busId);
    await until('/dev/ttyACM0', () => existsSync('/dev/ttyACM0'));
    const again = await program('usbip', [
      '--tcp-port',
      String(lab.usbipPort),
      'attach',
      '-r',
      lab.usbipHost,
      '-b',
      busId,
    ]);
    expect(again.code !== 0 && /busy/i.test(again.output), `a second attach: ${again.output}`);
    return `attached ${busId}; a second attach is refused as busy`;
  },
};

const lsusb: Check = {
  program: 'lsusb',
  async run(lab) {
    const { serial, product } = await fobFacts(lab);
    const text = await succeed('lsusb', ['-v', '-d', '1209:0001']);
    for (const expected of [serial, product, 'CDC ACM', 'Interface Association', 'wDescriptorLength      63'])
      expect(text.includes(expected), `lsusb -v does not show ${JSON.stringify(expected)}: ${text}`);
    return `1209:0001, ${product}, serial ${serial}, CDC-ACM, keyboard and vendor HID`;
  },
};

const cdcAcm: Check = {
  program: 'serialport',
  async run(lab) {
    const { SerialPort } = await import('serialport');
    const { ReadlineParser } = await import('@serialport/parser-readline');
    const { serial } = await fobFacts(lab);
    const path = await until(
      'the fob in SerialPort.list()',
      async () =>
        (await SerialPort.list()).find((port) => port.vendorId === '1209' && port.serialNumber === serial)
          ?.path,
    );
    const port = new SerialPort({ path, baudRate: 115_200 });
    const lines = port.pipe(new ReadlineParser({ delimiter: '\n' }));
    const answers = on(lines, 'data');
    const ask = async (query: string): Promise<string> => {
      port.write(`${query}\n`);
      return String((await answers.next()).value[0]);
    };
    const identity = await ask('*IDN?');
    expect(identity.includes(serial), `*IDN? answered ${identity}`);
    for (let i = 0; i < 200; i++) expect((await ask('*IDN?')) === identity, 'an answer differs');
    const code = await expectCurrent(lab, await ask('READ:CODE?'));
    await new Promise<void>((resolve) => port.close(() => resolve()));
    return `${path}: ${identity}; 200 queries, then a code of ${code.length} digits that node:crypto agrees with`;
  },
};

const serialReader: Check = {
  program: 'foblab serial reader',
  async run(lab) {
    const { serial } = await fobFacts(lab);
    const found = await until('the fob in serialPorts()', async () =>
      (await serialPorts()).find((port) => port.serialNumber === serial),
    );
    const fob = await SerialFob.connect(() => openSerialPort(found.path));
    const code = await expectCurrent(lab, await fob.code());
    const { model } = fob.identity;
    await fob.close();
    return `${model} on ${found.path} reads a code of ${code.length} digits`;
  },
};

async function vendorHid(): Promise<{ device: HIDAsync; path: string }> {
  const { HIDAsync, devicesAsync } = await import('node-hid');
  const path = await until(
    'the vendor interface in node-hid',
    async () => (await devicesAsync(vendorId, productId)).find((device) => device.interface === 3)?.path,
  );
  return { device: await HIDAsync.open(path), path };
}

const nodeHid: Check = {
  program: 'node-hid',
  async run(lab) {
    const { device, path } = await vendorHid();
    const feature = Buffer.alloc(65, 0x5a);
    feature[0] = 0;
    await device.sendFeatureReport(feature);
    const back = await device.getFeatureReport(0, 65);
    expect(
      back.subarray(-64).every((byte) => byte === 0x5a),
      'the feature report came back changed',
    );
    let text = '';
    await device.write([0, ...report('READ:CODE?\n')]);
    while (!text.endsWith('\n')) {
      const data = await device.read(5000);
      expect(data !== undefined, `no report within 5 s after ${JSON.stringify(text)}`);
      text += Buffer.from(data!).toString('latin1').replaceAll('\0', '');
    }
    const code = await expectCurrent(lab, text.trim());
    await device.close();
    return `${path}: feature reports and a code of ${code.length} digits over reports of 64 bytes`;
  },
};

const keyboard: Check = {
  program: 'keyboard (evdev)',
  async run(lab) {
    const { product } = await fobFacts(lab);
    const path = await until('the keyboard', () => eventDevice(product));
    const typed = new TypedKeys(path);
    const pressed = (await lab.control.ask('type')) as string;
    const line = await typed.line();
    typed.close();
    expect(line === `${pressed}\n`, `pressed ${pressed}, typed ${JSON.stringify(line)}`);
    await expectCurrent(lab, pressed);
    return `${path} typed the fob's code and Enter`;
  },
};

const unplug: Check = {
  program: 'surprise unplug and re-attach',
  async run(lab) {
    const { busId, serial } = await fobFacts(lab);
    for (let round = 0; round < 3; round++) {
      const { SerialPort } = await import('serialport');
      const port = new SerialPort({ path: '/dev/ttyACM0', baudRate: 9600 });
      // Without a reader serialport does not notice, and its descriptor would keep the name ttyACM0.
      port.on('data', () => {});
      port.on('error', () => {});
      await new Promise<void>((resolve) => port.once('open', () => resolve()));
      const closed = new Promise<void>((resolve) => port.once('close', () => resolve()));
      const { device } = await vendorHid();
      const gone = new Promise<void>((resolve) => device.once('error', () => resolve()));
      device.on('data', () => {});
      await lab.control.ask('unplug');
      await Promise.all([closed, gone]);
      await device.close().catch(() => {});
      await until('the kernel to let go', () => attachedPorts().length === 0 && !existsSync('/dev/ttyACM0'));
      await lab.control.ask('replug');
      await attach(lab, busId);
      await until('/dev/ttyACM0 again', () => existsSync('/dev/ttyACM0'));
      await until('the vendor interface again', async () => (await hidCount()) === 2);
    }
    expect((await succeed('lsusb', ['-v', '-d', '1209:0001'])).includes(serial), 'another serial came back');
    return 'three times: serialport and node-hid notice, the kernel takes the fob again';
  },
};

async function hidCount(): Promise<number> {
  const { devicesAsync } = await import('node-hid');
  return new Set((await devicesAsync(vendorId, productId)).map(({ path }) => path)).size;
}

function report(text: string): number[] {
  return [...Buffer.from(text.padEnd(64, '\0'), 'latin1')];
}

export const compositeChecks: readonly Check[] = [
  usbip,
  lsusb,
  cdcAcm,
  serialReader,
  nodeHid,
  keyboard,
  unplug,
];
