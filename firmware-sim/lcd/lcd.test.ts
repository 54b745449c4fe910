import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import {
  applySegmentFaults,
  blankFrame,
  decode,
  encode,
  LEVEL,
  NO_SEGMENT_FAULTS,
  renderBox,
  renderHalfBlock,
  renderPgm,
  renderText,
  SEGMENT,
  type SegmentFaults,
  segmentBit,
  textFrame,
  withSegmentFault,
} from './index.js';

test('the ten digits are the seven-segment shapes that everyone knows', () => {
  assert.deepEqual(
    [...encode('0123456789', 10)],
    [0x3f, 0x06, 0x5b, 0x4f, 0x66, 0x6d, 0x7d, 0x07, 0x7f, 0x6f],
  );
});

test('text that is set is read back', () => {
  for (const text of ['755224', '0000A8', 'bAttErY', 'tHLo-P_n=', '2.95', '.5', '1.2.3.', '  42', ''])
    assert.equal(decode(encode(text, 10)), text === 'bAttErY' ? 'bAttEry' : text);
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-F]{0,8}$/), (text) => {
      const drawn = decode(encode(text.toLowerCase(), 8)).toUpperCase();
      assert.equal(drawn, text);
    }),
  );
});

test('S reads as 5 and O as 0, as on any seven segments', () => {
  assert.equal(decode(encode('SO', 2)), '50');
});

test('an undecodable pattern is a question mark; trailing blanks are cut, others are not', () => {
  assert.equal(decode(Uint8Array.of(SEGMENT.a | SEGMENT.d, 0x3f, 0, 0x06, 0)), '?0 1');
});

test('text that does not fit or has no shape is refused with what is expected', () => {
  assert.throws(() => encode('1234567', 6), /"1234567" does not fit the LCD: it has 6 positions/);
  assert.throws(() => encode('1...', 2), /does not fit/);
  assert.throws(() => encode('K', 6), /no shape for "K": give digits/);
  assert.throws(() => textFrame('1', 6, { countdown: 7 }), /0 to 6 bars, not 7/);
});

test('no two glyphs but S and O share a pattern with another', () => {
  const seen = new Map<number, string>();
  for (const character of ' 0123456789AbCdEFcGHhIiJLnoPrtUuy-_=') {
    const bits = encode(character, 1)[0]!;
    assert.equal(seen.get(bits), undefined, character);
    seen.set(bits, character);
  }
});

test('with a missing segment a digit reads as a person would read it', () => {
  const frame = textFrame('888888', 6);
  const noMiddle = withSegmentFault(NO_SEGMENT_FAULTS, 'missing', 2, 'g');
  assert.equal(decode(applySegmentFaults(frame, noMiddle).segments), '880888');
  assert.equal(decode(frame.segments), '888888', 'the frame itself is left alone');
  const stuck = withSegmentFault(noMiddle, 'stuckOn', 0, 'g');
  assert.equal(decode(applySegmentFaults(textFrame('000000', 6), stuck).segments), '800000');
});

test('an open connection wins over a short; the point can fail as well', () => {
  let faults: SegmentFaults = withSegmentFault(NO_SEGMENT_FAULTS, 'missing', 0, 'all');
  faults = withSegmentFault(faults, 'stuckOn', 0, 'a');
  faults = withSegmentFault(faults, 'stuckOn', 1, 'dp');
  assert.equal(decode(applySegmentFaults(textFrame('11', 2), faults).segments), ' 1.');
  assert.throws(() => withSegmentFault(NO_SEGMENT_FAULTS, 'missing', -1, 'a'), /position -1 is out of range/);
  assert.throws(() => segmentBit('h'), /"h" is unknown: give one of a, b, c/);
});

test('one line of text carries digits, bars and the battery sign', () => {
  assert.equal(renderText(textFrame('755224', 8, { countdown: 4, batteryLow: true })), '755224  ####..  BAT');
  assert.equal(renderText(blankFrame(8)), '');
});

test('box drawing joins the segments', () => {
  assert.deepEqual(renderBox(textFrame('8.17', 3)), ['┏━┓   ╻ ╺━┓ ', '┣━┫   ┃   ┃ ', '┗━┛.  ╹   ╹ ']);
  assert.deepEqual(renderBox(textFrame('8.17', 3), { ghost: true }), [
    '┏━┓ ┌─┒ ┍━┓ ',
    '┣━┫ ├─┨ ├─┨ ',
    '┗━┛.└─┚ └─┚ ',
  ]);
  assert.deepEqual(renderBox(textFrame('824', 3), { ascii: true }), [
    ' _   _      ',
    '|_|  _| |_| ',
    '|_| |_    | ',
  ]);
});

test('every renderer draws from the same segments: reading the drawing back gives them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 8 }), (segments) => {
      const frame = { segments, annunciators: { batteryLow: false, countdown: 0 } };
      assert.deepEqual(readAscii(renderBox(frame, { ascii: true })), segments);
      assert.deepEqual(readHalfBlock(frame.segments.length, renderHalfBlock(frame)), segments);
    }),
  );
});

test('annunciators are drawn in the fourth row and in the strip', () => {
  const rows = renderBox(textFrame('1', 6, { countdown: 2, batteryLow: true }), {
    ascii: true,
    annunciators: true,
  });
  assert.equal(rows[3], '##....              [! ]');
  const strip = renderHalfBlock(textFrame('1', 6, { countdown: 6 })).at(-1)!;
  assert.ok(strip.some((cell) => cell.bg === LEVEL.on));
});

test('a PGM has the announced size, both formats the same pixels, and a dark case around the glass', () => {
  const frame = textFrame('755224', 6, { countdown: 3 });
  const binary = renderPgm(frame, { scale: 4 });
  const header = /^P5\n(\d+) (\d+)\n255\n/.exec(new TextDecoder('latin1').decode(binary))!;
  const [width, height] = [Number(header[1]), Number(header[2])];
  const pixels = binary.subarray(header[0].length);
  assert.equal(pixels.length, width * height);
  assert.equal(pixels[0], 24);
  assert.deepEqual(
    [...new Set(pixels)].sort((x, y) => x - y),
    [24, 40, 186, 200],
  );
  const text = new TextDecoder().decode(renderPgm(frame, { scale: 4, format: 'P2' }));
  assert.ok(text.split('\n').every((line) => line.length <= 70));
  assert.deepEqual(text.trim().split(/\s+/).slice(4).map(Number), [...pixels]);
  assert.throws(() => renderPgm(frame, { scale: 0 }), /give 1 to 64/);
});

function readAscii(rows: string[]): Uint8Array {
  return Uint8Array.from({ length: rows[0]!.length / 4 }, (_, position) => {
    const lit = (row: number, column: number): boolean => rows[row]![position * 4 + column] !== ' ';
    const order = [lit(0, 1), lit(1, 2), lit(2, 2), lit(2, 1), lit(2, 0), lit(1, 0), lit(1, 1), lit(2, 3)];
    return order.reduce((bits, on, index) => bits | (on ? 1 << index : 0), 0);
  });
}

function readHalfBlock(positions: number, rows: ReturnType<typeof renderHalfBlock>): Uint8Array {
  const level = (x: number, y: number): number => (y % 2 ? rows[y >> 1]![x]!.bg : rows[y >> 1]![x]!.fg);
  const centres = [
    [3, 0],
    [6, 3],
    [6, 8],
    [3, 10],
    [0, 8],
    [0, 3],
    [3, 5],
    [7, 10],
  ] as const;
  return Uint8Array.from({ length: positions }, (_, position) =>
    centres.reduce(
      (bits, [x, y], index) => bits | (level(1 + position * 9 + x, 1 + y) === LEVEL.on ? 1 << index : 0),
      0,
    ),
  );
}

test.run();
