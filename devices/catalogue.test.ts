import * as assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { test } from 'uvu';
import { Random } from '../firmware-sim/index.js';
import {
  bases,
  catalogue,
  countBases,
  type Fact,
  factsOf,
  findModel,
  type HardDatasheet,
  OrderError,
  toFobModel,
  UnknownModelError,
} from './index.js';

test('each vendor has a folder and each model a file that its ID names', () => {
  const here = fileURLToPath(new URL('.', import.meta.url));
  for (const { id } of catalogue) {
    const [vendor, model] = id.split('/');
    assert.ok(readdirSync(`${here}/${vendor}`).includes(`${model}.ts`), id);
  }
  assert.equal(new Set(catalogue.map(({ id }) => id)).size, catalogue.length);
});

test('every value of every datasheet has a basis and a source', () => {
  for (const sheet of catalogue) {
    let facts = 0;
    const visit = (path: string, value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('basis' in value || 'source' in value) {
        const { basis, source } = value as { basis: string; source: string };
        assert.ok((bases as readonly string[]).includes(basis), `${path}: ${basis}`);
        const { measurement } = value as Fact<unknown>;
        assert.equal(measurement !== undefined, basis === 'measured', `${path}: by whom, and how many`);
        assert.ok(measurement === undefined || (measurement.by !== '' && measurement.fobs >= 1), path);
        assert.ok(source.trim().length > 4, `${path} has no source`);
        facts++;
        return;
      }
      for (const [key, inner] of Object.entries(value)) visit(`${path}.${key}`, inner);
    };
    const { id, kind, summary, serial, notes, ...values } = sheet;
    assert.ok(summary.length > 0 && kind.length > 0 && serial.name.length > 0 && notes.length > 0, id);
    for (const [key, value] of Object.entries(values)) {
      const before = facts;
      visit(`${id}.${key}`, value);
      assert.ok(facts > before, `${id}.${key} is a bare value`);
    }
  }
});

test('no current of a token is marked as published, since no vendor has published one', () => {
  for (const sheet of catalogue) {
    if (sheet.kind !== 'hard') continue;
    for (const key of ['sleepMicroamps', 'displayMicroamps', 'computeMicroamps', 'voltageTable'] as const)
      assert.ok(
        ['assumed', 'published for the kind'].includes(sheet.battery[key].basis),
        `${sheet.id} ${key}`,
      );
    assert.ok(sheet.battery.displayMicroamps.value >= 1 && sheet.battery.displayMicroamps.value <= 3);
  }
});

test('a value that one blogger saw on one fob is measured, on one fob, and not published', () => {
  const bloggers = /blog|journal|techexams|teardown|paulsambolin/;
  for (const sheet of catalogue)
    for (const [path, { basis, source, measurement }] of factsOf(sheet)) {
      if (basis === 'published') assert.doesNotMatch(source, bloggers, `${sheet.id} ${path}`);
      if (basis === 'measured') assert.equal(measurement!.fobs, 1, `${sheet.id} ${path}`);
    }
});

test('the bases are counted, and most values of the parts have a source', () => {
  const counts = countBases(catalogue);
  const all = catalogue.flatMap((sheet) => factsOf(sheet));
  assert.equal(
    bases.reduce((sum, basis) => sum + counts[basis], 0),
    all.length,
  );
  for (const basis of bases) {
    assert.equal(counts[basis], all.filter(([, fact]) => fact.basis === basis).length);
    assert.ok(counts[basis] > 0, basis);
  }
  for (const sheet of catalogue) {
    if (sheet.kind !== 'hard') continue;
    for (const key of ['toleranceSigmaPpm', 'curvaturePpmPerC2', 'turnoverC', 'ageingFirstYearPpm'] as const)
      assert.equal(sheet.crystal[key].basis, 'published for the kind', `${sheet.id} ${key}`);
  }
});

/** Sources of parts or of other vendors. They do not say that the part is inside one of these tokens. */
test('a value from a part’s datasheet or from another vendor is not marked as published', () => {
  const parts = /\b(CTS|ACT|ECS|Rayovac|Duracell|Energizer|Sanyo|Holtek|MSP430FR413x|Eutronsec)\b/;
  const foreignTo = (id: string): RegExp =>
    id.startsWith('onespan/') ? /Broadcom/ : /OneSpan|VASCO|Energizer/;
  for (const sheet of catalogue) {
    if (sheet.kind !== 'hard') continue;
    const foreign = foreignTo(sheet.id);
    const measures = { crystal: sheet.crystal, battery: sheet.battery, button: sheet.button, lcd: sheet.lcd };
    for (const [part, facts] of Object.entries(measures))
      for (const [key, { basis, source }] of Object.entries(facts))
        assert.ok(
          basis !== 'published' || !(parts.test(source) || foreign.test(source)),
          `${sheet.id} ${part}.${key}: ${source}`,
        );
  }
  const limit = (id: string) => {
    const sheet = findModel(id);
    return sheet.kind === 'hard' ? sheet.crystal.toleranceLimitPpm : undefined;
  };
  assert.equal(limit('onespan/digipass-go7')!.basis, 'published');
  assert.equal(limit('symantec/vip-token-ft')!.basis, 'assumed');
  assert.equal(limit('symantec/vip-token-avt')!.value, 23.1);
});

test('a model is found by its id, in any case, and by its name alone', () => {
  assert.equal(findModel('onespan/digipass-go7').id, 'onespan/digipass-go7');
  assert.equal(findModel(' OneSpan/Digipass-GO7 ').id, 'onespan/digipass-go7');
  assert.equal(findModel('vip-token-ft').id, 'symantec/vip-token-ft');
});

test('a mistyped model is refused with a suggestion', () => {
  const suggested = (given: string): readonly string[] => {
    try {
      findModel(given);
    } catch (error) {
      assert.ok(error instanceof UnknownModelError);
      return error.suggestions;
    }
    throw new Error(`${given} was found`);
  };
  assert.equal(suggested('onespan/digipas-go7')[0], 'onespan/digipass-go7');
  assert.equal(suggested('go7')[0], 'onespan/digipass-go7');
  assert.equal(suggested('vip-acess')[0], 'symantec/vip-access');
  assert.deepEqual(suggested('toaster'), []);
  assert.throws(() => findModel('toaster'), /no model "toaster"; expected one of: onespan\/digipass-go7, /);
  assert.throws(() => findModel('go7'), /did you mean onespan\/digipass-go7/);
  const stranger = fc.string({ maxLength: 500 }).map((text) => `~${text}`);
  fc.assert(fc.property(stranger, (given) => assert.throws(() => findModel(given), UnknownModelError)));
});

test('a GO 7 has the values of the documents', () => {
  const go7 = toFobModel(findModel('onespan/digipass-go7'));
  assert.equal(go7.product, 'Digipass GO7');
  assert.equal(go7.firmwareVersion, '340106');
  assert.deepEqual(go7.otp, { type: 'totp', algorithm: 'sha1', digits: 6, periodSeconds: 30, t0Seconds: 0 });
  assert.equal(go7.lcd.onUs, 32e6);
  assert.equal(go7.button.holdUs, 6e6);
  assert.equal(go7.lcd.holdAction, 'menu');
  assert.equal(go7.lcd.pressWhileOnSwitchesOff, true);
  assert.equal(go7.soft, false);
});

test('a VIP card counts presses and shows the count in hex after 2 s; it lives 15 000 codes or 5 years', () => {
  const card = toFobModel(findModel('symantec/vip-token-ft'));
  assert.equal(card.otp.type, 'hotp');
  assert.equal(card.lcd.holdAction, 'counter-hex');
  assert.equal(card.button.holdUs, 2e6);
  assert.deepEqual([card.lifeCodes, card.lifeYears], [15_000, 5]);
  for (const id of ['symantec/vip-token-ft', 'symantec/vip-token-avt'])
    for (const type of ['totp', 'hotp'] as const)
      assert.equal(toFobModel(findModel(id), { type }).otp.type, type);
  const sheet = findModel('symantec/vip-token-ft') as HardDatasheet;
  assert.deepEqual(sheet.otp.types.value, ['hotp']);
  assert.deepEqual(sheet.otp.labTypes!.value, ['totp'], 'a time-based card is the lab’s own');
  assert.equal(sheet.otp.firstCounter!.value, 1);
  for (let seed = 0; seed < 30; seed++)
    assert.match(sheet.serial.generate(Random.stream(seed, 'card')), /^FT1[012][0-9]{8}$/);
});

test('an order may choose among the options of the model, and an error lists them', () => {
  const go7 = findModel('onespan/digipass-go7');
  const order = { type: 'hotp', digits: 8, periodSeconds: 60, algorithm: 'sha512', t0Seconds: 5 } as const;
  assert.deepEqual(toFobModel(go7, order).otp, order);
  assert.deepEqual(toFobModel(go7, { digits: undefined }).otp.digits, 6);
  const refuse = (id: string, options: object, expected: RegExp): void =>
    assert.throws(
      () => toFobModel(findModel(id), options),
      (error: Error) => error instanceof OrderError && expected.test(error.message),
    );
  refuse('onespan/digipass-go7', { digits: 9 }, /not made with digits 9: choose 6, 7, 8/);
  refuse('symantec/vip-token-avt', { digits: 8 }, /vip-token-avt is not made with digits 8: choose 6/);
  refuse('symantec/vip-access', { type: 'hotp' }, /not made with codes "hotp": choose totp/);
  refuse('onespan/digipass-go7', { periodSeconds: 0 }, /time step of 0 s .* such as 30/);
  refuse('onespan/digipass-go7', { t0Seconds: -1 }, /T0 of -1/);
  refuse('idme/push', {}, /idme\/push is a push, not a token with a display/);
});

test('every code fits the glass of its model', () => {
  for (const sheet of catalogue) {
    if (sheet.kind !== 'hard' && sheet.kind !== 'soft') continue;
    for (const digits of sheet.otp.digits.value)
      assert.ok(toFobModel(sheet, { digits }).lcd.positions >= digits, `${sheet.id} ${digits}`);
  }
});

test('a model is plain data: it survives JSON', () => {
  for (const sheet of catalogue) {
    if (sheet.kind !== 'hard' && sheet.kind !== 'soft') continue;
    const model = toFobModel(sheet);
    assert.deepEqual(JSON.parse(JSON.stringify(model)), model);
  }
});

test('OneSpan models say that they run OATH mode, and that a GO 7 has no USB', () => {
  for (const sheet of catalogue.filter(({ id }) => id.startsWith('onespan/'))) {
    assert.ok(sheet.notes.some((note) => /OATH mode/.test(note)));
    assert.ok(sheet.notes.some((note) => /no USB port/.test(note)));
  }
});

test('a part of a name leads to the models that have it', () => {
  assert.throws(() => findModel('onespan/go7'), /did you mean onespan\/digipass-go7\?/);
  assert.throws(() => findModel('avt'), /did you mean symantec\/vip-token-avt\?/);
  assert.throws(() => findModel('no-such'), /expected one of: /);
});

test.run();
