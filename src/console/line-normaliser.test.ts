import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { type InputLine, LineNormaliser, maximumLineLength } from './line-normaliser.js';

test('LF, CR and CRLF each end a line once', () => {
  assert.deepEqual(lines(bytes('a\nb\rc\r\nd\n\n\r\n\r\re\n')), ['a', 'b', 'c', 'd', 'e']);
});

test('a CRLF cut in two is still one end', () => {
  assert.deepEqual(lines(bytes('a\r'), bytes('\nb\n')), ['a', 'b']);
});

test('a line of exactly the limit passes, one more is an overrun, once, and the next line is heard', () => {
  const longest = 'x'.repeat(maximumLineLength);
  assert.deepEqual(lines(bytes(`${longest}\nok\n`)), [longest, 'ok']);
  assert.deepEqual(lines(bytes(`${longest}y\nok\n`)), [-363, 'ok']);
});

test('control and non-ASCII bytes make the line an error, a tab does not', () => {
  assert.deepEqual(lines(bytes('a\tb\n'), Uint8Array.of(0x41, 0x00, 0x0a, 0xc2, 0xb0, 0x0a), bytes('c\n')), [
    'a\tb',
    { position: 2, byte: 0x00 },
    { position: 1, byte: 0xc2 },
    'c',
  ]);
});

test('a slip of the finger is edited as a terminal in line mode does', () => {
  for (const [typed, expected] of [
    ['READ:COF\x7fDE?', 'READ:CODE?'],
    ['READ:COF\bDE?', 'READ:CODE?'],
    ['\b\b\x7f*IDN?', '*IDN?'],
    ['nonsense\x15*IDN?', '*IDN?'],
    ['SYST:ERR? now\x17', 'SYST:ERR? '],
    ['half\x03*IDN?', '*IDN?'],
    ['*DN?\x1b[D\x1b[D\x1b[DI\x1b[C\x1b[C', '*IDN?'],
    ['IDN?\x01*\x05', '*IDN?'],
    ['xIDN?\x1b[H\x1b[3~*\x1b[F', '*IDN?'],
    ['*IDN?\x1b[A\x1b[B\x1bOA\x1b[200~\x1b[15;2~', '*IDN?'],
    ['*ID\xc3\x7fN?', '*IDN?'],
  ] as const)
    assert.deepEqual(lines(bytes(`${typed}\r`)), [expected], JSON.stringify(typed));
});

test('with echo a terminal shows the line as it is', () => {
  let shown = '';
  const normaliser = new LineNormaliser((piece) => {
    shown += Buffer.from(piece).toString('latin1');
  });
  normaliser.echo = true;
  normaliser.feed(bytes('*IX\x7fDN?\r\n'), () => {
    shown += '<line>';
  });
  assert.equal(shown, '*IX\x1b[1D\x1b[KDN?\r\n<line>');
});

test('a megabyte without an end in 64-byte pieces costs no more a byte than a short line', () => {
  const piece = new Uint8Array(64).fill(0x78);
  const feedAll = (end: string): number => {
    const normaliser = new LineNormaliser();
    let heard = 0;
    for (let fed = 0; fed < 1 << 20; fed += 64) {
      normaliser.feed(piece, () => heard++);
      if (end !== '') normaliser.feed(bytes(end), () => heard++);
    }
    return heard;
  };
  assert.equal(feedAll(''), 1);
  assert.equal(feedAll('\n'), 16_384);
});

test('any chunking of any bytes gives the same lines', () => {
  const stream = fc
    .uint8Array({ maxLength: 200 })
    .map((noise) => noise.map((b) => (b > 0xf0 ? 0x0a : b > 0xe0 ? 0x0d : b)));
  fc.assert(
    fc.property(stream, fc.array(fc.nat(200)), (input, cuts) => {
      assert.deepEqual(lines(...pieces(input, cuts)), lines(input));
    }),
  );
});

function pieces(input: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const edges = [0, ...cuts.map((cut) => Math.min(cut, input.length)).sort((a, b) => a - b), input.length];
  return edges.slice(1).map((edge, index) => input.subarray(edges[index]!, edge));
}

function lines(...fed: Uint8Array[]): InputLine[] {
  const normaliser = new LineNormaliser();
  const heard: InputLine[] = [];
  for (const piece of fed) normaliser.feed(piece, (line) => heard.push(line));
  return heard;
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

test.run();
