// Nothing that a terminal obeys gets there, whoever wrote it.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { printable } from './output.js';

const output = suite('what is printed');

output('controls, separators and what turns text around are shown as escapes', () => {
  assert.equal(printable('A\u009b31mB'), 'A\\u009b31mB');
  for (let code = 0; code <= 0xffff; code++) {
    const shown = printable(String.fromCharCode(code));
    const control = code < 0x20 ? ![0x09, 0x0a, 0x0d].includes(code) : code >= 0x7f && code <= 0x9f;
    const bidi = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    const escaped = control || bidi || code === 0x2028 || code === 0x2029;
    assert.equal(shown === String.fromCharCode(code), !escaped, `U+${code.toString(16)}`);
  }
});

output('what is drawn with blocks, accents and other scripts stays', () => {
  for (const text of ['╔══╗\n║▀▄║\n╚══╝', 'Größe ±1 °C · ×60', '日本語\tعربي'])
    assert.equal(printable(text), text);
});

output('a line of JSON stays the same value', () => {
  const value = { label: 'A\u009b\u202e\u2028\u007f\u0000B' };
  assert.deepEqual(JSON.parse(printable(JSON.stringify(value))), value);
});

output.run();
