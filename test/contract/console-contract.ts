// How a fob behaves over its console, whatever carries it. A backend plugs in with a way to open its port.
import * as assert from 'node:assert/strict';
import type { Duplex } from 'node:stream';
import { suite, type Test } from 'uvu';
import { LineClient } from './line-client.js';

export interface ConsoleUnderTest {
  /** A SerialPort, or a stream that behaves as one. */
  port: Duplex;
  /** Hangs up and connects again, as another program would after this one. */
  reconnect(): Promise<Duplex>;
  close(): Promise<void>;
}

/** Registers the contract as a suite of its own; the caller runs it. */
export function consoleContract(name: string, open: () => Promise<ConsoleUnderTest>): Test {
  const contract = suite(name);
  const check = (title: string, run: (client: LineClient, under: ConsoleUnderTest) => Promise<void>): void =>
    contract(`${name}: ${title}`, async () => {
      const under = await open();
      try {
        await run(new LineClient(under.port), under);
      } finally {
        await under.close();
      }
    });

  check('*IDN? answers manufacturer, product, serial and firmware', async (client) => {
    const fields = (await client.ask('*IDN?')).split(',');
    assert.equal(fields.length, 4);
    assert.ok(
      fields.every((field) => field.length > 0),
      fields.join(),
    );
    assert.equal(await client.ask('SYST:VERS?'), '1999.0');
  });

  check('LF, CR and CRLF end a line, headers are short or long in any case', async (client) => {
    client.write('*opc?\r*OPC?\r\n:SYSTEM:VERSION?\nsyst:Vers?\r\n\r\nSYST:ERR?\n');
    for (const answer of ['1', '1', '1999.0', '1999.0', '0,"No error"'])
      assert.equal(await client.line(), answer);
  });

  check('READ:CODE? presses, and what it answers is what the display shows', async (client) => {
    const code = await client.ask('READ:CODE?');
    assert.match(code, /^[0-9]{6,8}$/);
    assert.equal(await client.ask('FETCh:CODE?'), code);
    assert.equal(await client.ask('DISP:TEXT?;STAT?'), `"${code}";SHOWING`);
  });

  check('FETCh:CODE? without a code answers nothing and queues -230', async (client) => {
    client.write('*RST\nFETC:CODE?\n');
    assert.match(await client.ask('SYST:ERR?'), /^-230,/);
  });

  check('clock, temperature and cell are set and read back', async (client) => {
    client.write('CLOC:OFFS 5\n');
    assert.ok(Math.abs(Number(await client.ask('CLOC:OFFS?')) - 5) < 0.5);
    client.write('CLOC:DRIF 20\n');
    assert.equal(Number(await client.ask('CLOC:DRIF?')), 20);
    const before = Number(await client.ask('CLOC:OFFS?'));
    client.write('CLOC:AGE 365 D\n');
    assert.ok(Math.abs(Number(await client.ask('CLOC:OFFS?')) - before - 630.72) < 0.5, 'a year at 20 ppm');
    client.write('TEMP 40\n');
    assert.equal(Number(await client.ask('TEMP?')), 40);
    assert.match(await client.ask('BATT:VOLT?;STAT?'), /^[0-9]\.[0-9]{3};(GOOD|LOW)$/);
    assert.equal(await client.ask('SYST:ERR?'), '0,"No error"');
  });

  check('faults are listed, switched on and off by name', async (client) => {
    const names = (await client.ask('FAUL:CAT?')).split(',');
    assert.ok(names.includes('"lcd.segment"'), names.join());
    client.write('FAUL:ON lcd.segment\n');
    assert.equal(await client.ask('FAUL:STAT? lcd.segment'), '1');
    client.write('FAUL:OFF "lcd.segment"\nFAUL:ON no.such\n');
    assert.equal(await client.ask('FAUL:STAT? "lcd.segment"'), '0');
    assert.match(await client.ask('SYST:ERR?'), /^-224,/);
  });

  check('what is wrong is an error by number, in order', async (client) => {
    client.write('NOPE\nCLOC:DRIF\nCLOC:DRIF x\n*IDN? 1\nTEMP 1e9\nAT\r\nAT+GCAP\r\n');
    for (const number of [-113, -109, -104, -108, -222, -113, -102, 0]) {
      assert.equal(Number.parseInt(await client.ask('SYST:ERR?'), 10), number);
    }
  });

  check('no command names a seed', async (client) => {
    assert.doesNotMatch(await client.ask('SYST:HELP?'), /seed|secret|key/i);
  });

  check(
    'binary noise and a megabyte without an end leave errors and a console that answers',
    async (client) => {
      const noise = new Uint8Array(4096).map((_, index) => 0x80 | (Math.imul(index, 2654435761) >>> 24));
      client.write(noise);
      client.write('\n');
      assert.match(await client.ask('SYST:ERR?'), /^-102,/);
      client.write(new Uint8Array(1 << 20).fill(0x41));
      client.write('\n');
      assert.match(await client.ask('SYST:ERR?'), /^-363,/);
      assert.equal(await client.ask('*OPC?'), '1');
    },
  );

  check('five hundred lines without waiting are answered, each once, in order', async (client) => {
    const count = 500;
    client.write(Array.from({ length: count }, (_, n) => `*ESE ${n % 256};*ESE?\n`).join(''));
    for (let n = 0; n < count; n++) assert.equal(await client.line(), String(n % 256));
  });

  check('ten clients in turn hear their own answers only', async (client, under) => {
    let current = client;
    for (let n = 1; n <= 10; n++) {
      assert.equal(await current.ask(`*ESE ${n};*ESE?`), String(n));
      assert.deepEqual(current.unread, []);
      current = new LineClient(await under.reconnect());
    }
  });

  check('a half line and errors of a client that hung up do not reach the next', async (client, under) => {
    await client.ask('NOPE\n*OPC?');
    client.write('READ:CO');
    const next = new LineClient(await under.reconnect());
    assert.equal(await next.ask('SYST:ERR?'), '0,"No error"');
  });

  return contract;
}
