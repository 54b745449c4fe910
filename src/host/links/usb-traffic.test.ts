// What a host does with a plugged-in fob over USB/IP, as foblab traffic holdsSecret it: each passage once, and no secret.

import * as assert from 'node:assert/strict';
import { test } from 'uvu';
import {
  encodeConfigurationWrite,
  encodeNitrokeyRequest,
  encodeYubikeyFrame,
  fromHex,
  nitrokeyCommand,
  nitrokeyField,
  splitLongKey,
  type YubikeyConfiguration,
  yubikeyFrameToReports,
  yubikeySlotCode,
} from '../../../firmware-sim/wire/index.js';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { runNamed } from '../../../test/operations/run-named.js';
import { memoryBench } from '../../bench/index.js';
import type { TrafficPiece } from '../../contract/results/traffic-piece.js';
import { findOperation } from '../../operations/index.js';
import { attach, CdcAcmPort, HidPort, type UsbHost } from '../../usb/index.js';
import { BenchHost } from '../bench-host.js';
import { usbBus } from './usb-bus.js';

const atUs = 1767225600e6;

/** A fob on USB, a host that has it attached, and a wall clock whose waits end when the test says so. */
async function plugged(model: string, serial: string) {
  const waits = new Set<() => void>();
  const wall = {
    nowUs: () => atUs,
    after: (_ms: number, callback: () => void) => {
      waits.add(callback);
      return () => void waits.delete(callback);
    },
  };
  const benchHost = new BenchHost(memoryBench({ atUs, rate: 0, seed: '1' }, wall), findOperation);
  const run = <T>(name: string, given: Record<string, unknown> = {}) => runNamed<T>(benchHost, name, given);
  await run('fob.add', { model, serial });
  const usb = usbBus(benchHost);
  await usb.listen({ port: 0 });
  const [address = '', busId = ''] = usb.plug(serial).path.split('/');
  const host: UsbHost = await attach('127.0.0.1', Number(address.split(':')[1]), busId);
  const found = await host.enumerate();
  return {
    host,
    found,
    run,
    usb,
    hid: (interfaceNumber: number) => new HidPort(host, found, interfaceNumber),
    pause(): void {
      for (const wait of [...waits]) if (waits.delete(wait)) wait();
    },
    pieces: async () => (await run<{ pieces: TrafficPiece[] }>('link.traffic')).pieces,
    text: async (hex = false) => {
      const operation = operationNamed('link.traffic');
      return operation.text!((await run('link.traffic', { hex })) as never);
    },
    async close() {
      host.close();
      await benchHost.close();
    },
  };
}

function configuration(longKey: string, more: Partial<YubikeyConfiguration> = {}): YubikeyConfiguration {
  return {
    fixed: new Uint8Array(0),
    ...splitLongKey(fromHex(longKey)),
    accessCode: new Uint8Array(6),
    extendedFlags: 0x04,
    ticketFlags: 0x40,
    configurationFlags: 0x26,
    ...more,
  };
}

async function send(port: HidPort, slotCode: number, payload: Uint8Array): Promise<void> {
  for (const report of yubikeyFrameToReports(encodeYubikeyFrame(slotCode, payload))) {
    await port.getFeature(8);
    await port.setFeature(report);
  }
}

/** Whether three bytes of a secret in a row stand in the traffic, with the control bytes of reports or without. */
function holdsSecret(traffic: readonly TrafficPiece[], secret: Uint8Array): boolean {
  const passed = traffic.map(({ hexadecimal }) => hexadecimal).join('');
  const data = traffic.map(({ hexadecimal }) => hexadecimal.replace(/(.{14})../g, '$1')).join('');
  const pieces = Array.from({ length: secret.length - 2 }, (_, i) => secret.subarray(i, i + 3));
  const texts = [passed, data, JSON.stringify(traffic)];
  return pieces.some((piece) => {
    const hex = Buffer.from(piece).toString('hex');
    return texts.some((text) => text.includes(hex) || text.includes(hex.replace(/(..)/g, '$1 ').trim()));
  });
}

test('a code that the keyboard types is one piece, with what it types; a host that waits is none', async () => {
  const { host, hid, run, pause, pieces, text, usb, close } = await plugged(
    'onespan/digipass-go7',
    '3315511111',
  );
  const keyboard = hid(2);
  const first = keyboard.read();
  assert.deepEqual(await pieces(), []);
  const { screen } = await run<{ screen: { text: string } }>('fob.press', { fob: '3315511111' });
  const reports = [await first];
  for (let i = 1; i < 14; i++) reports.push(await keyboard.read());
  const waiting = keyboard.read().catch(() => undefined);
  pause();
  const [piece, ...more] = await pieces();
  assert.deepEqual(more, []);
  assert.deepEqual(
    [piece!.channel, piece!.direction, piece!.typed, piece!.hexadecimal],
    ['keyboard', 'out', `${screen.text}\n`, Buffer.concat(reports).toString('hex')],
  );
  assert.match(await text(), /^2026-01-01T00:00:00.000Z {2}3315511111 {2}keyboard {2}< \d{6}\\n$/);
  for (let poll = 0; poll < 20; poll++)
    await host.controlIn({ requestType: 0xa1, request: 1, value: 0x0100, index: 2 }, 8);
  pause();
  assert.equal((await pieces()).length, 1, 'the last report again is nothing new');
  await keyboard.write(Uint8Array.of(2));
  assert.match((await text()).split('\n')[1]!, /keyboard {2}> \[LEDs: caps lock\]$/);
  usb.unplug('3315511111');
  await waiting;
  await close();
});

test('console, reports and feature reports of a generic fob: each once, in its channel and order', async () => {
  const { host, found, hid, pieces, text, close } = await plugged('onespan/digipass-go7', '3315511111');
  const serial = new CdcAcmPort(host, found);
  await serial.open();
  const answered = new Promise<void>((resolve) => void serial.onData(() => resolve()));
  await serial.write(Buffer.from('*IDN?\n'));
  await answered;
  const reports = hid(3);
  await reports.write(Buffer.from('*IDN?\n'.padEnd(64, '\0')));
  await reports.read();
  await reports.setFeature(Uint8Array.of(1, 2, 3, ...new Uint8Array(61)));
  for (let poll = 0; poll < 5; poll++) await reports.getFeature(64);
  const lines = (await text()).split('\n').map((line) => line.replace(/^\S+ {2}\S+ {2}(\S+) +/, '$1 '));
  assert.equal(lines.length, 6);
  assert.deepEqual([lines[0], lines[2]], ['console > *IDN?\\n', 'hid > *IDN?\\n']);
  assert.match(lines[1]!, /^console < OneSpan,Digipass GO7,3315511111,/);
  assert.match(lines[3]!, /^hid < OneSpan,Digipass GO7,3315511111,/);
  assert.match(lines[4]!, /^feature > 01 02 03 00/);
  assert.match(lines[5]!, /^feature < 01 02 03 00/);
  assert.match(await text(true), /> 2a 49 44 4e 3f 0a( 00){58}\n/);
  assert.deepEqual(
    (await pieces()).map(({ seq }) => seq),
    [1, 2, 3, 4, 5, 6],
  );
  await serial.close();
  await close();
});

test('a YubiKey is programmed, asked and touched: its keys and codes to write with are in no piece', async () => {
  const fob = '7050602';
  const { hid, run, pause, pieces, text, close } = await plugged('yubico/yubikey', fob);
  const port = hid(0);
  const hmacKey = fromHex('b1b2b3b4b5b6b7b8b9babbbcbdbebfb0e1e2e3e4');
  const accessCode = fromHex('c1c2c3c4c5c6');
  const password = 'eb04d2f11c7e0b5a9f'; // scan codes of a static password, in fixed, uid and key
  const first = encodeConfigurationWrite(configuration(Buffer.from(hmacKey).toString('hex'), { accessCode }));
  await send(port, yubikeySlotCode.writeConfiguration2, first);
  await send(
    port,
    yubikeySlotCode.writeConfiguration2,
    encodeConfigurationWrite(configuration('17'.repeat(20)), accessCode),
  );
  await send(port, yubikeySlotCode.writeConfiguration2, first);
  const scanCodes = fromHex('041e05200608');
  const typing = configuration(password.padEnd(40, '0'), {
    uid: scanCodes,
    ticketFlags: 0x20,
    configurationFlags: 0x02,
  });
  await send(port, yubikeySlotCode.writeConfiguration1, encodeConfigurationWrite(typing));
  // Cut off in the middle of a key.
  const frame = yubikeyFrameToReports(encodeYubikeyFrame(yubikeySlotCode.writeConfiguration1, first));
  for (const report of frame.slice(0, 5)) await port.setFeature(report);
  pause();

  await send(port, yubikeySlotCode.hmacChallenge2, Buffer.from('Hi There'));
  const answer: Uint8Array[] = [];
  for (let i = 0; i < 5; i++) answer.push(await port.getFeature(8));
  for (let poll = 0; poll < 300; poll++) await port.getFeature(8);

  const keys: Promise<Uint8Array> = port.read();
  await run('fob.press', { fob });
  const typed = [await keys];
  while (typed.length < 2 * (6 + 9 + 1)) typed.push(await port.read());
  pause();

  const traffic = await pieces();
  for (const secret of [hmacKey, accessCode, fromHex(password), scanCodes, fromHex('17'.repeat(6))])
    assert.ok(!holdsSecret(traffic, secret), Buffer.from(secret).toString('hex'));
  assert.ok(holdsSecret(traffic, Buffer.from('Hi There')), 'a challenge is shown, so the search can find');
  const kept = traffic.filter(({ keptBack }) => keptBack !== undefined).map(({ keptBack }) => keptBack);
  const slot2 = 'configuration of slot 2';
  assert.deepEqual(kept, [
    slot2,
    slot2,
    slot2,
    'configuration of slot 1',
    'no whole frame',
    'static password',
  ]);
  const answers = traffic.filter(({ hexadecimal }) => hexadecimal === Buffer.concat(answer).toString('hex'));
  assert.equal(answers.length, 1);
  assert.ok(traffic.length < 25, `${traffic.length} pieces: polling has flooded it`);
  const shown = await text();
  assert.match(shown, /feature {3}> \[configuration of slot 2: \d+ of \d+ bytes kept back\] \*\* /);
  assert.match(shown, /keyboard {2}< \[static password: 256 of 256 bytes kept back\]$/m);
  await close();
});

test('a Nitrokey is set up and read: neither PINs nor seed nor what they can be found from', async () => {
  const { hid, pieces, close } = await plugged('nitrokey/pro', '0000BEEF');
  const port = hid(0);
  const seed = Buffer.from('12345678901234567890');
  const password = nitrokeyField(Buffer.from('temporary-secret'), 25);
  const exchange = async (command: number, ...parts: (Uint8Array | number)[]): Promise<Uint8Array> => {
    const payload = parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part]));
    await port.setFeature(encodeNitrokeyRequest(command, Uint8Array.from(payload)));
    await port.getFeature(64);
    return port.getFeature(64);
  };
  const pin = nitrokeyField(Buffer.from('12345678'), 25);
  const opened = await exchange(nitrokeyCommand.firstAuthenticate, pin, password);
  assert.equal(opened[6], 0);
  await exchange(nitrokeyCommand.sendOtpData, password, 78, 0, nitrokeyField(Buffer.from('mail'), 30));
  const echo = await exchange(nitrokeyCommand.sendOtpData, password, 83, 0, nitrokeyField(seed, 30));
  assert.equal(Buffer.from(echo.subarray(7, 27)).toString(), seed.toString());
  await exchange(nitrokeyCommand.writeToSlot, password, 0x11, new Uint8Array(8), 0, new Uint8Array(13));
  const code = await exchange(nitrokeyCommand.getCode, 0x11);
  assert.equal(new DataView(code.buffer, code.byteOffset).getUint32(7, true), 755224);
  const traffic = await pieces();
  assert.equal(traffic.length, 10, 'a request and its answer, each once');
  for (const secret of [seed, password.subarray(0, 16), opened.subarray(2, 6), opened.subarray(60)])
    assert.ok(!holdsSecret(traffic, secret));
  assert.ok(traffic.at(-1)!.hexadecimal.includes(Buffer.from(code.subarray(7, 11)).toString('hex')));
  await port.write(nitrokeyField(Buffer.from('12345678'), 64));
  assert.match(JSON.stringify((await pieces()).at(-1)), /"channel":"hid","hexadecimal":"\*{128}","keptBack"/);
  await close();
});

test.run();
