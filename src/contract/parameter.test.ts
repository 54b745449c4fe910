import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { OperationError } from './operation-error.js';
import {
  choice,
  duration,
  flag,
  instant,
  names,
  number,
  optional,
  readArguments,
  secret,
  text,
} from './parameter.js';

const parameters = suite('parameters');

function refused(run: () => unknown, ...parts: (string | RegExp)[]): void {
  assert.throws(run, (error) => {
    assert.ok(error instanceof OperationError, String(error));
    assert.equal(error.code, 'usage');
    for (const part of parts)
      assert.ok(
        typeof part === 'string' ? error.message.includes(part) : part.test(error.message),
        error.message,
      );
    return true;
  });
}

const operation = {
  fob: text('serial of the fob', 'fob'),
  by: optional(duration('how long')),
  ppm: optional(number('rate', { minimum: -100, maximum: 100, unit: 'ppm' })),
  digits: optional(number('digits', { minimum: 6, maximum: 8, unit: 'digits', whole: true })),
  at: optional(instant('when')),
  switch: optional(choice('on or off', ['on', 'off'])),
  loud: flag('say so'),
  with: names('settings', 'name=value'),
  secret: secret('the seed'),
};
const read = (given: Record<string, unknown>) => readArguments('test', operation, { fob: 'x', ...given });

parameters('reads text and typed values alike', () => {
  assert.deepEqual(read({ by: '90s', ppm: '20', digits: 8, at: '2026-01-01', switch: 'on', with: 'a=1' }), {
    fob: 'x',
    by: 90e6,
    ppm: 20,
    digits: 8,
    at: 1_767_225_600_000_000,
    switch: 'on',
    loud: false,
    with: ['a=1'],
    secret: undefined,
  });
  assert.equal(read({ ppm: '-3.5' }).ppm, -3.5);
  assert.equal(read({ loud: true }).loud, true);
});

parameters('a refusal says what was given and what is expected, with an example', () => {
  refused(() => read({ ppm: 'fast' }), 'ppm', '"fast"', 'from -100 to 100 (ppm)');
  refused(() => read({ ppm: 101 }), '101 given');
  refused(() => read({ ppm: Number.NaN }), 'expected a number');
  refused(() => read({ ppm: Number.POSITIVE_INFINITY }), 'expected a number');
  refused(() => read({ ppm: ' ' }), 'expected a number');
  refused(() => read({ ppm: true }), 'true given');
  refused(() => read({ ppm: 5n }), '5 given');
  refused(() => read({ digits: 6.5 }), 'a whole number from 6 to 8');
  refused(() => read({ by: '90' }), 'by', '"90"', 'such as 90s, 15m, 1h30m, 365d');
  refused(() => read({ at: '2026-01-01T00:00:00' }), 'with its zone, such as 2026-01-01T00:00:00Z');
  refused(() => read({ switch: 'onn' }), 'one of on, off; did you mean on?');
  refused(() => read({ loud: 'yes' }), 'true or false');
  refused(() => read({ with: [1] }), 'words');
  refused(() => readArguments('press', operation, {}), 'press needs fob <fob>: serial of the fob');
  refused(() => readArguments('press', operation, { fob: '' }), 'press needs fob');
  refused(() => read({ fob: 7 }), '7 given; expected text');
});

parameters('refuses an unknown name and suggests a near one; names such as toString are unknown too', () => {
  refused(() => read({ digit: 6 }), "test has no argument 'digit'; did you mean 'digits'?");
  for (const name of ['constructor', 'toString', 'hasOwnProperty', '__proto__'])
    refused(() => read(JSON.parse(`{"${name}": 1}`) as Record<string, unknown>), `no argument '${name}'`);
});

parameters('a secret is hexadecimal with any spacing, and no error shows it', () => {
  assert.deepEqual(read({ secret: '31 32:33 34\n' }).secret, Uint8Array.of(0x31, 0x32, 0x33, 0x34));
  assert.deepEqual(read({ secret: Uint8Array.of(1) }).secret, Uint8Array.of(1));
  for (const wrong of ['a1b2c3d', '3132\n3334', '', 'zz31323334', 7])
    assert.throws(
      () => read({ secret: wrong }),
      (error: Error) => !error.message.includes(String(wrong) || 'nothing to show') || wrong === '',
    );
});

parameters('a very long word is shortened in its error', () => {
  refused(() => read({ ppm: 'x'.repeat(1e6) }), /^.{0,200}$/);
});

parameters.run();
