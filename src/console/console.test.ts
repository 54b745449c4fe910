import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { MemoryFob } from '../../test/contract/memory-fob.js';
import { headerForms } from './command-table.js';
import { fobConsoleCommands } from './commands/index.js';
import { Console } from './console.js';

const noError = '0,"No error"';

test('*IDN? answers in the same call', () => {
  const { type, heard } = client();
  type('*idn?\n');
  assert.deepEqual(heard, ['OneSpan,Digipass GO7,3315511111,1.0.0']);
});

test('takes the short and the long form of a header in any case, and no form in between', async () => {
  assert.deepEqual(headerForms('SYSTem:ERRor[:NEXT]?'), [
    'SYST:ERR?',
    'SYST:ERROR?',
    'SYSTEM:ERR?',
    'SYSTEM:ERROR?',
    ...['SYST:ERR:NEXT?', 'SYST:ERROR:NEXT?', 'SYSTEM:ERR:NEXT?', 'SYSTEM:ERROR:NEXT?'],
  ]);
  assert.deepEqual(await answers('batt:stat?\nBATTERY:State?\n:BaTt:StAtE?\nBATTE:STAT?\nSYST:ERR?\n'), [
    ...['GOOD', 'GOOD', 'GOOD'],
    '-113,"Undefined header;BATTE:STAT?; SYST:HELP? lists the commands"',
  ]);
});

test('a chain continues in the same branch; the answers of one line come on one line', async () => {
  assert.deepEqual(await answers('BATT:LEV 50;VOLT?;*OPC?;LEV?;:CLOC:OFFS 2;OFFS?\n'), [
    '2.500;1;50;2.000000',
  ]);
  assert.deepEqual(await answers('BUTT:PRES;READ:CODE?\n'), ['287082'], 'a header known from the root only');
});

test('READ:CODE? presses the button, FETCh:CODE? does not, BUTTon:PRESs presses once', async () => {
  assert.deepEqual(
    await answers('FETC:CODE?\nSYST:ERR?\nREAD:CODE?\nFETC:CODE?\nDISP:TEXT?;STAT?\nBUTT:PRES\nDISP:STAT?\n'),
    [
      '-230,"Data corrupt or stale;no code is shown, the fob is asleep; READ:CODE? presses first"',
      ...['755224', '755224', '"755224";SHOWING', 'ASLEEP'],
    ],
  );
});

test('clock, temperature, battery and faults are set and read back', async () => {
  const script = [
    'CLOC:TIME?',
    'CLOC:OFFS -0.25;OFFS?',
    'CLOC:DRIF 20;DRIF?',
    'CLOC:OFFS 0;AGE 365 D;OFFS?',
    'TEMP -10.5;TEMP?',
    'BATT:LEV 5 PCT;LEV?;STAT?;VOLT?',
    'FAUL:ON "lcd.segment";STAT? lcd.segment;ACT?;CAT?',
    'FAUL:OFF LCD.SEGMENT',
    'SYST:ERR?',
    'BUTT:HOLD 7;:DISP:STAT?',
    '*RST;FAUL:ACT?;:TEMP?',
    '*TST?;FAUL:ON crystal.stop;*TST?;:SYST:ERR?',
  ];
  assert.deepEqual(await answers(`${script.join('\n')}\n`), [
    '1767225600.000000',
    '-0.250000',
    '20',
    '630.720000',
    '-10.5',
    '5;LOW;2.050',
    '1;"lcd.segment";"lcd.segment","crystal.stop","link.drop"',
    '-224,"Illegal parameter value;no fault is named LCD.SEGMENT; known: lcd.segment, crystal.stop, link.drop"',
    'MENU',
    '"";25',
    '0;1;-330,"Self-test failed;1 of memory, cell and crystal"',
  ]);
});

test('a person: a slip is edited, help and ? list the commands, a foreign byte is named', () => {
  const { type, heard } = client();
  type('*IDM\x7fN?\r');
  assert.deepEqual(heard.splice(0), ['OneSpan,Digipass GO7,3315511111,1.0.0']);
  for (const asked of ['help\n', ' HELP \n', '?\n']) {
    type(asked);
    const listed = heard.splice(0).flatMap((piece) => piece.split('\n'));
    for (const { header } of fobConsoleCommands)
      assert.ok(
        listed.some((line) => line.includes(header)),
        header,
      );
    assert.ok(listed.every((line) => line.startsWith('#') && /^[\x20-\x7e]*$/.test(line)));
    // A terminal that sends it back runs nothing.
    type(`${listed.join('\n')}\n*CLS\n`);
    assert.deepEqual(heard.splice(0), []);
  }
  type('*ID\xc3N?\nSYST:ERR?\n');
  assert.deepEqual(heard, ['-102,"Syntax error;character 4 is 0xC3, no ASCII; the line was not read"']);
});

test('echo and CRLF are switched on by their client, for itself, and errors are answered at once', () => {
  let shown = '';
  const fobConsole = new Console(new MemoryFob(), {
    onOutput: (bytes) => {
      shown += Buffer.from(bytes).toString('latin1');
      return true;
    },
  });
  const type = (text: string): string => {
    shown = '';
    fobConsole.feed(Buffer.from(text, 'latin1'));
    return shown;
  };
  assert.equal(type('SYST:ECHO?;:SYST:CRLF?\n'), '0;0\n');
  assert.equal(type('SYST:CRLF ON\n*OPC?\n'), '1\r\n');
  assert.equal(type('SYST:CRLF 0;:SYST:ECHO ON\n'), '');
  assert.equal(type('*OPC?\r'), '*OPC?\r\n1\r\n');
  assert.match(type('NOPE\r'), /^NOPE\r\n-113,"Undefined header;NOPE.*"\r\n$/);
  assert.match(type('SYST:ECHO MAYBE\r'), /-104,.*expected ON, OFF, 1 or 0/);
  fobConsole.hangUp();
  assert.equal(type('SYST:ECHO?\n'), '0\n', 'the next client has its own');
});

test('SCPI-99: STATus is there, and MIN, MAX and DEF stand for numbers', async () => {
  const script = [
    'STAT:OPER?;:STAT:OPER:COND?;ENAB?',
    'STAT:QUES?;:STAT:QUES:COND?;ENAB 65535;ENAB?',
    '*SRE 8;:BATT:LEV 5;:STAT:QUES:COND?;*STB?',
    'STATUS:QUESTIONABLE:EVENT?;:STAT:QUES:EVEN?;*STB?',
    'STAT:PRES;:STAT:QUES:ENAB?',
    'TEMP MAX;TEMP?;TEMP? MIN;TEMP DEF;TEMP?',
    'CLOC:DRIF? MIN;DRIF 5;DRIF DEFAULT;DRIF?',
    '*ESE MAX;*ESE?;*ESE? MIN',
    'TEMP COLD;:SYST:ERR?',
    'TEMP 900;:SYST:ERR?',
    // A command error ends its line, so its error is asked for by the next one.
    'CLOC:AGE DEF;:SYST:ERR?',
    'SYST:ERR?',
  ];
  assert.deepEqual(await answers(`${script.join('\n')}\n`), [
    '0;0;0',
    '0;0;32767',
    '1;72',
    '1;0;0',
    '0',
    '125;-55;25',
    '-100000;0',
    '255;0',
    '-104,"Data type error;expected a number, MIN, MAX or DEF for the temperature"',
    '-222,"Data out of range;the temperature is -55 to 125 degC"',
    '-224,"Illegal parameter value;the time has no default; give a number"',
  ]);
});

test('every refusal has its standard number', async () => {
  const numbers: [string, number][] = [
    ['CLOC:DRIF 5000', -222],
    ['CLOC:DRIF 1e9', -222],
    ['CLOC:DRIF 1e999', -222],
    ['CLOC:DRIF fast', -104],
    ['CLOC:DRIF "5"', -104],
    ['CLOC:DRIF 5 KG', -131],
    ['CLOC:DRIF', -109],
    ['CLOC:DRIF 1,2', -108],
    ['*IDN? 1', -108],
    ['FAUL:ON', -109],
    ['FAUL:ON 5', -104],
    ['FAUL:ON no.such', -224],
    ['FAUL:STAT? no.such', -224],
    ['SYST:HELP? "NOPE"', -224],
    ['BATT:LEV 0;:READ:CODE?', -240],
    ['*ESE 256', -222],
    ['GIVE:SEED?', -113],
    ['*IDN', -113],
    ['AT', -113],
    ['AT+GCAP', -102],
  ];
  for (const [line, number] of numbers) {
    const [error] = await answers(`${line}\nSYST:ERR?\n`);
    assert.ok(error?.startsWith(`${number},"`), `${line}: ${error}`);
    assert.ok(error?.endsWith('"') && error.length < 265, error);
  }
});

test('a command error ends its line, any other error does not', async () => {
  assert.deepEqual(await answers('*OPC?;NOPE;*OPC?\nCLOC:DRIF 5000;*OPC?\n'), ['1', '1']);
  assert.deepEqual(await answers('NOPE;*OPC?\n*OPC?;!\n'), ['1']);
});

test('the error queue is first in, first out, and overflows into -350', async () => {
  const many = await answers(`${'NOPE\n'.repeat(40)}SYST:ERR:COUN?\n${'SYST:ERR?\n'.repeat(33)}`);
  assert.equal(many[0], '32');
  assert.ok(many[1]?.startsWith('-113'));
  assert.deepEqual(many.slice(32), ['-350,"Queue overflow"', noError]);
});

test('status registers follow IEEE 488.2', async () => {
  assert.deepEqual(
    await answers(
      '*ESR?;*ESR?\nNOPE\n*STB?;*ESE 32;*STB?;*SRE 255;*SRE?;*STB?\n*ESR?;*STB?;*CLS;*STB?;*ESE?\n*OPC;*ESR?\n*WAI;*OPC?\n',
    ),
    ['128;0', '4;36;191;100', '32;68;0;32', '1', '1'],
  );
  assert.deepEqual(await answers('*CLS\nBATT:LEV 0;:READ:CODE?\n*ESR?\n'), ['16']);
});

test('help names every command and describes each', async () => {
  const [all] = await answers('SYST:HELP?\n');
  assert.deepEqual(
    all?.split(','),
    fobConsoleCommands.map((command) => `"${command.header}"`),
  );
  for (const command of fobConsoleCommands) {
    const [help] = await answers(`SYST:HELP? "${command.header.replace(/[[\]]/g, '')}"\n`);
    assert.ok(help?.startsWith(`"${command.header}`), help);
  }
});

test('commands run in order on a slow fob', async () => {
  let open = (): void => undefined;
  const gates: Promise<void>[] = [new Promise((resolve) => (open = resolve))];
  const { type, heard, settle } = client(new MemoryFob({ gate: () => gates[0]! }));
  type('READ:CODE?\n*IDN?\nREAD:CODE?;*OPC?\n');
  await settle();
  assert.deepEqual(heard, []);
  open();
  await settle();
  assert.deepEqual(heard, ['755224', 'OneSpan,Digipass GO7,3315511111,1.0.0', '287082;1']);
});

test('a hang-up drops the pending answer, the waiting lines, the incomplete line and the errors', async () => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const { type, heard, settle, fobConsole } = client(new MemoryFob({ gate: () => gate }));
  type('NOPE\nREAD:CODE?;:BUTT:PRES\n*IDN?\nhalf a li');
  fobConsole.hangUp();
  type('*OPC?;:SYST:ERR?\nFETC:CODE?\n');
  open();
  await settle();
  assert.deepEqual(heard, [`1;${noError}`, '755224'], 'the press happened and its answer was dropped');
});

test('after binary noise, an AT probe or an endless line the console reports an error and still works', async () => {
  const noise = new Uint8Array(4096).map((_, index) => (Math.imul(index, 2654435761) >>> 24) & 0xff);
  const megabyte = new Uint8Array(1 << 20).fill(0x41);
  for (const [bad, number] of [
    [noise, -102],
    [Buffer.from('AT\rATE0\r\n'), -113],
    [megabyte, -363],
  ] as const) {
    const { fobConsole, type, heard } = client();
    fobConsole.feed(bad);
    type('\n');
    heard.length = 0;
    type('SYST:ERR?\n*CLS\n*IDN?\n');
    assert.ok(heard[0]?.startsWith(`${number},`), heard[0]);
    assert.equal(heard[1], 'OneSpan,Digipass GO7,3315511111,1.0.0');
  }
});

test('a client that sends too fast is asked to pause and to go on; memory stays bounded', async () => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  let ready = 0;
  const heard: string[] = [];
  const fobConsole = new Console(new MemoryFob({ gate: () => gate }), {
    onOutput: (bytes) => heard.push(Buffer.from(bytes).toString()) > 0,
    onReady: () => ready++,
  });
  fobConsole.feed(Buffer.from('DISP:STAT?\n'));
  const many = Buffer.from('*OPC?\n'.repeat(5000));
  assert.equal(fobConsole.feed(many), false);
  for (let n = 0; n < 100; n++) fobConsole.feed(many);
  open();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(ready, 1);
  assert.ok(heard.length < 200_000 && heard.length > 100_000, String(heard.length));
  assert.equal(fobConsole.feed(Buffer.from('SYST:ERR?\n')), true);
  assert.ok(heard.at(-1)?.startsWith('-363'));
});

test('a console stops while its answers are not taken, and continues where it stopped', async () => {
  const heard: string[] = [];
  const fobConsole = new Console(new MemoryFob(), {
    onOutput: (bytes) => heard.push(Buffer.from(bytes).toString()) % 2 === 0,
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  let idle = 0;
  fobConsole.feed(Buffer.from('*OPC?\nREAD:CODE?\n*OPC?\nDISP:STAT?\n'));
  fobConsole.whenIdle(() => idle++);
  await settle();
  assert.deepEqual(heard, ['1\n']);
  fobConsole.resume();
  await settle();
  assert.deepEqual(heard, ['1\n', '755224\n', '1\n']);
  assert.equal(idle, 0);
  fobConsole.resume();
  await settle();
  assert.equal(heard.at(-1), 'SHOWING\n');
  assert.equal(idle, 1);
  fobConsole.whenIdle(() => idle++);
  assert.equal(idle, 2);
});

test('gives the same answers however the stream of commands and noise is cut', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        '*IDN?',
        'READ:CODE?',
        'fetch:code?',
        'BUTT:PRES;:DISP:TEXT?',
        'SYST:ERR?',
        'NOPE',
        'CLOC:DRIF 20;DRIF?',
      ],
      ...['\n', '\r', '\r\n', ';', '"', 'FAUL:ON lcd.segment', 'CLOC:AGE 1 D;OFFS?', 'x'.repeat(4100)],
    ),
    fc.string({ maxLength: 5 }),
  );
  const stream = fc
    .array(piece, { maxLength: 30 })
    .map((parts) => Buffer.from(`${parts.join('')}\nSYST:ERR:COUN?\n`));
  await fc.assert(
    fc.asyncProperty(
      stream,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
      async (input, cuts) => {
        const whole = await answersTo([input]);
        const edges = [
          0,
          ...cuts.map((cut) => Math.floor(cut * input.length)).sort((a, b) => a - b),
          input.length,
        ];
        const cut = edges.slice(1).map((edge, index) => input.subarray(edges[index]!, edge));
        assert.deepEqual(await answersTo(cut), whole);
        assert.deepEqual(await answersTo([...input].map((byte) => Uint8Array.of(byte))), whole);
      },
    ),
    { numRuns: 40 },
  );
});

function client(port = new MemoryFob()) {
  const heard: string[] = [];
  const fobConsole = new Console(port, {
    onOutput: (bytes) => heard.push(Buffer.from(bytes).toString('latin1').slice(0, -1)) > 0,
  });
  const type = (text: string): boolean => fobConsole.feed(Buffer.from(text, 'latin1'));
  // A fob in memory answers in microtasks, and all of them run before the next immediate.
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { fobConsole, type, heard, settle };
}

function answers(text: string): Promise<string[]> {
  return answersTo([Buffer.from(text, 'latin1')]);
}

async function answersTo(pieces: readonly Uint8Array[]): Promise<string[]> {
  const { fobConsole, heard, settle } = client();
  for (const piece of pieces) fobConsole.feed(piece);
  await settle();
  return heard;
}

test.run();
