// Defects seen in other readers of seed files (D9 to D11), each shown not to be here.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import { type ReadOptions, readSeedFile, SeedFileError } from './index.js';

const figure = (number: number): string =>
  readFileSync(new URL(`./fixtures/rfc6030-figure${number}.xml`, import.meta.url), 'utf8');
const key = Buffer.from('12345678901234567890123456789012', 'hex');

async function refusal(text: string, options: ReadOptions = {}): Promise<SeedFileError> {
  try {
    await readSeedFile(Buffer.from(text), options);
  } catch (error) {
    assert.ok(error instanceof SeedFileError, String(error));
    return error;
  }
  return assert.fail('this file had to be refused');
}

const good = figure(3);
const malformed: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  [
    'mismatched tags',
    good.replace('</Issuer>', '</issuer>'),
    /line 14, column \d+: <\/issuer> where <\/Issuer> is expected/,
  ],
  ['an element left open', good.replace('</KeyContainer>', ''), /ends inside <KeyContainer>/],
  [
    'unquoted attribute values',
    good.replace('Length="8"', 'Length=8'),
    /line 16, column \d+: a start tag is malformed/,
  ],
  [
    'an attribute given twice',
    good.replace('Length="8"', 'Length="8" Length="6"'),
    /the attribute Length is given twice/,
  ],
  ['an attribute without a value', good.replace('Length="8"', 'Length'), /malformed/],
  ['text after the document', `${good}MTIzNA==`, /text outside the document element/],
  ['a second document', good + good.slice(good.indexOf('<KeyContainer')), /second element/],
  [
    'an unknown entity',
    good.replace('Issuer</Issuer>', '&issuer;</Issuer>'),
    /entity that is none of the five/,
  ],
  ['a bare ampersand', good.replace('Issuer</Issuer>', 'A & B</Issuer>'), /entity that is none of the five/],
  ['an undeclared prefix', good.replaceAll('Issuer>', 'x:Issuer>'), /namespace prefix/],
  [
    'a DOCTYPE',
    good.replace('<KeyContainer', '<!DOCTYPE KeyContainer>\n<KeyContainer'),
    /line 3, column 1: a DOCTYPE is refused/,
  ],
  [
    'a processing instruction',
    good.replace('<KeyPackage>', '<?php x ?><KeyPackage>'),
    /processing instructions/,
  ],
  ['a CDATA section', good.replace('Issuer</Issuer>', '<![CDATA[x]]></Issuer>'), /CDATA/],
  ['a secret that is not base64', good.replace('MTIzNDU2', 'MTI*NDU2'), /record 1, .*secret is not base64/],
];

for (const [what, text, message] of malformed)
  test(`D9: ${what}: refused, not repaired`, async () => {
    assert.notEqual(text, good, 'the fixture was altered');
    assert.match((await refusal(text)).message, message);
  });

test('D9: the five entities and character references of XML are read', async () => {
  const text = good.replace('Issuer</Issuer>', 'A &amp; B&#x20;&lt;C&gt;&#33;</Issuer>');
  assert.equal((await readSeedFile(Buffer.from(text))).records[0]?.issuer, 'A & B <C>!');
});

test('D10: a MAC left out although a MACMethod is declared is refused', async () => {
  const text = figure(6).replace(/\s*<ValueMAC>.*<\/ValueMAC>/, '');
  assert.notEqual(text, figure(6));
  const error = await refusal(text, { key });
  assert.equal(error.code, 'bad-mac');
  assert.match(error.message, /record 1, .*no ValueMAC although/);
});

test('D10: an altered MAC and an altered ciphertext are refused', async () => {
  for (const text of [
    figure(6).replace('Su+Nvt', 'Su+Nvu'),
    figure(6).replace('AAECAwQF', 'AAECAwQG'),
    figure(6).replace('AAECAwQF', 'AAECAwQG').replace('0OD+cI', '0OD+cJ'),
  ]) {
    assert.notEqual(text, figure(6));
    const error = await refusal(text, { key });
    assert.equal(error.code, 'bad-mac');
    assert.match(error.message, /record 1, line \d+, column \d+: serial 987654321: its MAC does not match/);
  }
});

test('D10: a ValueMAC that nothing can check is refused', async () => {
  const text = figure(6).replace(/<MACMethod[\s\S]*<\/MACMethod>/, '');
  assert.match((await refusal(text, { key })).message, /ValueMAC but the file declares no MACMethod/);
});

test('D11: encrypted PSKC is read, under a key and under a password', async () => {
  for (const { records } of [
    await readSeedFile(Buffer.from(figure(6)), { key }),
    await readSeedFile(Buffer.from(figure(7)), { password: 'qwerty' }),
  ])
    assert.equal(Buffer.from(records[0]?.secret ?? []).toString(), '12345678901234567890');
});

test.run();
