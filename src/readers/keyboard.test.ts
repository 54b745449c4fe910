import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { YubikeyApplet } from '../../firmware-sim/applets/index.js';
import { Random } from '../../firmware-sim/random.js';
import { keyboardLayouts, parseTyped, TypedBurst } from './index.js';

const test = suite('typed codes');

test('reads the text of a VIP key', () => {
  assert.deepEqual(parseTyped('ubhe07050602755224\r'), {
    kind: 'hotp',
    tokenIdentifier: 'UBHE07050602',
    serial: 7050602,
    code: '755224',
    notes: [],
  });
  const caps = parseTyped('UBHE0705060284755224');
  assert.ok(caps.kind === 'hotp' && caps.code === '84755224' && /Caps Lock/.test(caps.notes[0]!));
});

test('reads a Yubico OTP and a code of digits only', () => {
  const otp = parseTyped('dteffujehknhfjbrjnlnldnhcujvddbikngjrtgh');
  assert.ok(otp.kind === 'yubico-otp');
  assert.equal(otp.publicIdHex, '2d344e83');
  assert.equal(otp.otp, 'hknhfjbrjnlnldnhcujvddbikngjrtgh');
  assert.deepEqual(parseTyped(' 755224\n'), { kind: 'digits', code: '755224', notes: [] });
});

test('undoes a keyboard layout and names it', () => {
  const damaged: readonly [string, string, RegExp][] = [
    ['è(("é&', '755321', /French AZERTY/],
    ['§(("é&', '655321', /Belgian/],
    ['ýřřěěč', '755224', /Czech/],
    ['ubheàè...', '', /^$/],
  ];
  for (const [typed, code, note] of damaged) {
    const parsed = parseTyped(typed);
    if (code === '') assert.equal(parsed.kind, 'unreadable');
    else assert.ok(parsed.kind === 'digits' && parsed.code === code && note.test(parsed.notes[0]!), typed);
  }
  const azerty = parseTyped('ubheàèà(àéàèéé((é');
  assert.equal(azerty.kind, 'unreadable', 'one digit is missing');
});

test('reads a YubiKey under every known layout', () => {
  const applet = YubikeyApplet.manufacture(
    { model: 'symantec/vip-yubikey', serial: 12345678 },
    Random.stream(4, 'k'),
  );
  const retail = YubikeyApplet.manufacture({ model: 'yubico/yubikey', serial: 7 }, Random.stream(4, 'k'));
  const at = { trueTimeUs: 0, fobTimeUs: 0 };
  retail.plug(at);
  const us = '1234567890cbdefghijklnrtuv';
  for (const layout of keyboardLayouts) {
    const keys = `${layout.digits}${layout.modhex}`;
    for (const typed of [applet.touch(at, 1e6)!.text, retail.touch(at, 1e6)!.text]) {
      const seen = [...typed].map((character) => [...keys][us.indexOf(character)]).join('');
      const parsed = parseTyped(seen);
      if (typed.startsWith('ubhe')) {
        assert.ok(parsed.kind === 'hotp', `${layout.name}: ${seen}`);
        assert.equal(`${parsed.tokenIdentifier.toLowerCase()}${parsed.code}`, typed);
      } else {
        assert.ok(parsed.kind === 'yubico-otp', `${layout.name}: ${seen}`);
        assert.equal(parsed.publicId + parsed.otp, typed);
      }
    }
  }
});

test('says what is missing in a text that is no code', () => {
  const problem = (typed: string): string => {
    const parsed = parseTyped(typed);
    return parsed.kind === 'unreadable' ? parsed.problem : 'read';
  };
  assert.match(problem('75522'), /5 digits/);
  assert.match(problem('ubhe070506027552'), /identifier/);
  assert.match(problem('cbdefg'), /6 modhex/);
  assert.match(problem(''), /nothing/);
  assert.match(problem('x'.repeat(1000)), /1000 characters/);
});

test('parses any text without throwing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => void parseTyped(typed)));
});

test('Return or a pause ends a burst, however the pieces are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 30 }), (cuts) => {
      const burst = new TypedBurst();
      const typed = 'ubhe07050602755224\r755224';
      const lines: string[] = [];
      let at = 0;
      let offset = 0;
      for (let i = 0; offset < typed.length; i++) {
        const size = cuts[i % cuts.length]!;
        lines.push(...burst.push(typed.slice(offset, offset + size), at));
        offset += size;
        at += 8;
      }
      assert.deepEqual(lines, ['ubhe07050602755224']);
      assert.deepEqual(burst.flush(burst.dueAtMs! - 1), []);
      assert.deepEqual(burst.flush(burst.dueAtMs!), ['755224']);
      assert.equal(burst.dueAtMs, undefined);
    }),
  );
});

test.run();
