import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { ProgramMessage, type ProgramUnit } from './program-message.js';
import { ScpiError } from './scpi-errors.js';

test('headers: case, leading colon, query, common', () => {
  assert.deepEqual(headers(':butt:pres; Cloc:Offs? ;*idn?;'), ['BUTT:PRES', 'CLOC:OFFS?', '*IDN?']);
  assert.equal(units(':READ:CODE?')[0]?.absolute, true);
  assert.equal(units('READ:CODE?')[0]?.absolute, false);
});

test('numbers in every form of NRf, with suffixes', () => {
  const parameters = units('A 1,-2.5,+.5,3.,1e3,2.5E-3, 10 ms,50%').flatMap((unit) => unit.parameters);
  assert.deepEqual(
    parameters.map((data) => (data.kind === 'number' ? [data.value, data.suffix] : data)),
    [
      [1, ''],
      [-2.5, ''],
      [0.5, ''],
      [3, ''],
      [1000, ''],
      [0.0025, ''],
      [10, 'MS'],
      [50, '%'],
    ],
  );
});

test('strings keep separators and undouble quotes; words take dots', () => {
  const parameters = units(`A "x;""y",'it''s',lcd.segment`).flatMap((unit) => unit.parameters);
  assert.deepEqual(
    parameters.map((data) => data.value),
    ['x;"y', "it's", 'lcd.segment'],
  );
});

test('text that is no message gives -102, after the units before it have run', () => {
  for (const text of [
    '1',
    '?',
    '*',
    'A:',
    ':',
    'A??',
    'A 1 2',
    'A 1,',
    'A ,',
    'A "x',
    'AT+CGMI',
    '*IDN?x',
    'A #15hello',
  ]) {
    assert.throws(
      () => units(text),
      (error: unknown) => error instanceof ScpiError && error.number === -102,
      text,
    );
  }
  const message = new ProgramMessage('*CLS;!');
  assert.equal(message.next()?.header, '*CLS');
  assert.throws(() => message.next());
});

test('reads or refuses any printable line, and always ends', () => {
  const printable = fc.string({ unit: fc.constantFrom(...'*IDN?:;, "\'1.e-A%#!'), maxLength: 60 });
  fc.assert(
    fc.property(printable, (text) => {
      try {
        units(text);
      } catch (error) {
        assert.ok(error instanceof ScpiError && error.number === -102);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a line of the longest length is read in linear time', () => {
  for (const text of [
    '*IDN?;'.repeat(682),
    `A ${'1,'.repeat(2000)}1`,
    `A "${'""'.repeat(2000)}`,
    'A:'.repeat(2048),
  ]) {
    try {
      units(text);
    } catch (error) {
      assert.ok(error instanceof ScpiError);
    }
  }
});

function units(text: string): ProgramUnit[] {
  const message = new ProgramMessage(text);
  const all: ProgramUnit[] = [];
  for (let unit = message.next(); unit !== undefined; unit = message.next()) all.push(unit);
  return all;
}

function headers(text: string): string[] {
  return units(text).map((unit) => unit.header);
}

test.run();
