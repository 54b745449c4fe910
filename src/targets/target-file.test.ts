// Every mistake in a target file is refused with its place and its fix; no text crashes the reader.
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { test } from 'uvu';
import { described, failure } from '../../test/targets/described.js';
import { findTargetFile, listTargets, parseTargetFile, readTargetFile, TargetFileError } from './index.js';

const place = { name: 'sample', file: 'sample.yaml', folder: '/lab/targets' };

function problemsOf(text: string): string {
  try {
    parseTargetFile(text, place);
  } catch (error) {
    assert.ok(error instanceof TargetFileError, String(error));
    return error.message;
  }
  return 'no problem';
}

const http = 'kind: http\nurl: http://h/{code}\n';
const command = "kind: command\nprogram: p\narguments: ['{code}']\n";
const rules = 'verdict:\n  - { status: 200, outcome: accepted }\n  - { outcome: refused }\n';
const exits = 'verdict:\n  - { exit: 0, outcome: accepted }\n  - { outcome: refused }\n';

/** A file, and the message that refuses it. */
const slips: [string, string][] = [
  ['', '1:1: the file is empty: give at least kind, what to ask, and verdict'],
  ['just text', '1:1: a target is a text: give keys and values such as "kind: http"'],
  ['- kind', '1:1: a target is a list: give keys and values such as "kind: http"'],
  ['url: x\n', '1:1: kind is missing: give command or http'],
  ['kind: htpp\n', '1:7: kind is "htpp": did you mean "http"?'],
  ['kind: foblab\n', '1:7: foblab’s own core needs no file: it is always there as the target "foblab"'],
  ['kind:\n', '1:6: kind has no value: give one, or take the key away'],
  [
    `${http}timout: 5s\n${rules}`,
    '3:1: "timout" is not known in a target of kind http: did you mean "timeout"?',
  ],
  [`${http}program: x\n${rules}`, '3:1: "program" is not known in a target of kind http: give kind, '],
  [`${http}timeout: 5\n${rules}`, '3:10: timeout is "5": give 10ms to 10min, such as 500ms, 5s or 2min'],
  [`${http}timeout: 11min\n${rules}`, '3:10: timeout is "11min": give 10ms to 10min'],
  [
    `${http}time: bench\n${rules}`,
    '3:7: time is "bench", but nothing tells the target that time: use {at}, ',
  ],
  [`${http}time: utc\n${rules}`, '3:7: time is "utc": give wall or bench'],
  [http, '1:1: verdict is missing: give the rules that read an answer'],
  [`${http}verdict: accepted\n`, '3:10: verdict is a text: give a list, a rule an entry: - { status: 200'],
  [`${http}verdict: []\n`, '3:10: verdict has no rule for an acceptance'],
  [`${http}verdict: [{ status: 200, outcome: accepted }]\n`, '3:10: verdict has no rule for a refusal'],
  [
    `${http}verdict: [{ status: 200, outcome: accpted }]\n`,
    '3:35: verdict 1: outcome is "accpted": did you mean "accepted"?',
  ],
  [`${http}verdict: [{ status: 200 }]\n`, '3:11: verdict 1 has no outcome: give accepted, '],
  [
    `${http}verdict: [{ status: 99, outcome: refused }]\n`,
    '3:21: verdict 1: status is "99": give a whole number from 200 to 599',
  ],
  [`${http}verdict: [{ status: 300-200, outcome: refused }]\n`, '3:21: verdict 1: status is "300-200"'],
  [`${http}verdict: [{ exit: 0, outcome: refused }]\n`, '3:13: "exit" is not known in verdict 1: '],
  [
    `${http}verdict: [{ body: '(', outcome: refused }]\n`,
    '3:19: verdict 1: body is not a regular expression (Unterminated group)',
  ],
  [`${http}verdict: [{ body: 'x*', outcome: refused }]\n`, '3:19: verdict 1: body matches every answer'],
  [`${http}verdict: [{ json: /a, outcome: refused }]\n`, '3:13: verdict 1: json needs equals beside it'],
  [`${http}verdict: [{ equals: 1, outcome: refused }]\n`, '3:13: verdict 1: equals needs json beside it'],
  [
    `${http}verdict: [{ json: a, equals: 1, outcome: refused }]\n`,
    '3:19: verdict 1: json is "a": a JSON pointer begins with "/"',
  ],
  [`${http}verdict: [{ json: /a~2, equals: 1, outcome: refused }]\n`, '"~" is written "~0"'],
  [
    `${http}verdict: [{ outcome: accepted }, { status: 200, outcome: refused }]\n`,
    '3:11: a rule without a condition accepts everything',
  ],
  [
    `${http}verdict: [{ outcome: refused }, { status: 200, outcome: accepted }]\n`,
    '3:11: a rule without a condition takes every answer: put it last',
  ],
  [
    `kind: http\nurl: http://h/{serial}\n${rules}`,
    '1:1: nothing sends the code: put {code} where it belongs',
  ],
  [
    `kind: http\nurl: http://h/{coed}\n${rules}`,
    '2:6: url names {coed}, which is not known: did you mean {code}?',
  ],
  [
    `kind: http\nurl: http://h/{secret.x}{code}\n${rules}`,
    '2:6: url names {secret.x}, which is not known: list it under "secrets"',
  ],
  [`kind: http\nurl: http://h/{code\n${rules}`, '2:6: url has a lone "{": write "{{" for a brace'],
  [
    `kind: http\nurl: http://{serial}/{code}\n${rules}`,
    '2:6: url: the host is fixed: put "/" between it and the first placeholder',
  ],
  [`kind: http\nurl: http://h{serial}/{code}\n${rules}`, '2:6: url: the host is fixed'],
  [
    `kind: http\nurl: ftp://h/{code}\n${rules}`,
    '2:6: url: give an address that begins with http:// or https://',
  ],
  [
    `kind: http\nurl: http://u:p@h/{code}\n${rules}`,
    '2:6: url: a name or password in the address: use a header and a secret',
  ],
  [`kind: http\nurl: http://h:99999/{code}\n${rules}`, '2:6: url: the host or port is not valid'],
  [`kind: http\nurl: http://h/{code}#x\n${rules}`, '2:6: url: what follows "#" is never sent'],
  [
    `kind: http\nurl: 'http://h/a b{code}'\n${rules}`,
    '2:6: url: a space or a character beyond ASCII: percent-encode it',
  ],
  [`${http}method: post\n${rules}`, '3:9: method is "post": did you mean "POST"?'],
  [`${http}method: GET\nbody: { json: { a: 1 } }\n${rules}`, '3:9: method is GET, which has no body'],
  [
    `${http}headers: { Content-Length: 5 }\n${rules}`,
    '3:10: headers: content-length is set by foblab itself',
  ],
  [`${http}headers: { 'a b': 5 }\n${rules}`, '3:10: headers: "a b" is not a header’s name'],
  [`${http}headers: { A: 1, a: 2 }\n${rules}`, '3:10: headers: a stands there twice'],
  [
    `${http}body: { json: { code: {code} } }\n${rules}`,
    "3:23: {code} without quotes is a mapping in YAML: write '{code}'",
  ],
  [
    `${http}body: { json: { code: '{code:number}' } }\n${rules}`,
    '3:23: body: json/code: only {unix:number} and {unixMs:number} are sent as numbers',
  ],
  [
    `${http}body: { json: { n: 12345678901234567890 } }\n${rules}`,
    '3:20: body: json/n is a number beyond what JSON readers hold exactly',
  ],
  [`${http}body: { json: 1, form: {} }\n${rules}`, '3:7: body holds 2 forms'],
  [`${http}body: { yaml: 1 }\n${rules}`, '3:9: "yaml" is not known in body: '],
  [
    `${http}secrets: { a: hunter2 }\n${rules}`,
    '3:15: secrets: a is a text: give a source each: { env: VARIABLE } or { file: PATH }',
  ],
  [`${http}secrets: { a: { env: X } }\n${rules}`, '1:1: the secret "a" is used nowhere: write {secret.a}'],
  [`${http}secrets: { a: { env: X, file: y } }\n${rules}`, '3:15: secrets: a: give one source'],
  [`${command}program: q\n${exits}`, '4:1: not YAML: this key is there twice'],
  [
    `kind: command\nprogram: oathtool --totp\narguments: ['{code}']\n${exits}`,
    '2:10: program is "oathtool --totp": no shell splits it',
  ],
  [
    `kind: command\nprogram: p\narguments: '{code}'\n${exits}`,
    '3:12: arguments is a text: give a list, such as',
  ],
  [
    `kind: command\nprogram: p\narguments: [{code}]\n${exits}`,
    "3:13: {code} without quotes is a mapping in YAML: write '{code}'",
  ],
  [`${command}env: { 'a=b': 1 }\n${exits}`, '4:6: env: "a=b" is not a variable’s name'],
  [
    `${command}env: { F: '{faketime}', TZ: Europe/Berlin }\n${exits}`,
    '4:6: env: {faketime} is a time in UTC',
  ],
  [`${command}folder: /no/such/folder\n${exits}`, '4:9: folder is "/no/such/folder", where no folder is'],
  [
    `kind: command\nprogram: p\narguments: ['{code}', '{secret.k}']\nsecrets: { k: { env: K } }\n${exits}`,
    '3:12: {secret.k} in an argument shows in every process list: use env or input',
  ],
  [
    `${command}verdict: [{ exit: 256, outcome: refused }]\n`,
    '4:19: verdict 1: exit is "256": give a whole number from 0 to 255',
  ],
  ['kind: http\n\turl: x\n', '2:1: not YAML: a tab indents: use spaces'],
  ["kind: http\nurl: 'x\n", 'not YAML: a quote, bracket or colon is missing'],
  ['kind: http\n---\nkind: http\n', 'a second document begins'],
  ['kind: &a http\nurl: *a\n', '1:10: an anchor (&): a target uses none\nsample.yaml:2:6: an alias (*)'],
  ['kind: !x http\n', '1:7: not YAML: a tag (!) is not known'],
  ['kind: http\nurl: \u0007\n', '2:6: the character U+0007 has no place in YAML'],
];

test('refuses each mistake with its place and its fix', () => {
  for (const [text, expected] of slips) {
    const message = problemsOf(text);
    assert.ok(message.includes(expected), `${JSON.stringify(text)}\n${message}\ndoes not say\n${expected}`);
    assert.match(message, /^sample\.yaml:\d+:\d+: /);
    assert.ok(!message.includes('hunter2'));
  }
});

test('reports all mistakes of a file at once, in order', () => {
  const message = problemsOf(`${http}timeout: x\nhaeders: {}\nverdict:\n  - { status: 2, outcome: no }\n`);
  assert.deepEqual(
    message.split('\n').map((line) => /:\d+:\d+: "?\w+/.exec(line)![0]),
    [':3:10: timeout', ':4:1: "haeders', ':6:15: verdict', ':6:27: verdict'],
  );
});

test('reads JSON; quoted digits stay text', () => {
  const description = parseTargetFile(
    JSON.stringify({
      kind: 'http',
      url: 'https://Example.test:443/a/{serial}?c={code}',
      body: { json: { id: '0123', n: 5, at: '{unixMs:number}', none: null } },
      verdict: [
        { json: '', equals: true, outcome: 'accepted' },
        { status: ['400-499', '204'], outcome: 'out-of-sync' },
      ],
    }),
    place,
  );
  assert.ok(description.kind === 'http');
  assert.equal(description.url.origin, 'https://example.test');
  assert.equal(description.timeBase, 'bench');
  assert.equal(description.timeoutMs, 10_000);
  assert.deepEqual(
    description.rules.map((rule) => [rule.outcome, rule.label, rule.status]),
    [
      ['accepted', 'rule 1 (json document = true)', null],
      [
        'out-of-sync',
        'rule 2 (status 400-499, 204)',
        [
          { from: 400, to: 499 },
          { from: 204, to: 204 },
        ],
      ],
    ],
  );
  assert.deepEqual(description.body, {
    form: 'json',
    value: {
      type: 'mapping',
      entries: [
        ['id', { type: 'text', template: [{ literal: '0123' }] }],
        ['n', { type: 'literal', value: 5 }],
        ['at', { type: 'number', placeholder: 'unixMs' }],
        ['none', { type: 'literal', value: null }],
      ],
    },
  });
});

test('relative paths begin at the file; a bare program name is looked up in PATH', () => {
  const inFile = (program: string) => {
    const description = described(
      ['kind: command', `program: ${program}`, "arguments: ['{code}']", exits],
      '/lab',
    );
    assert.ok(description.kind === 'command');
    return [description.program, description.folder];
  };
  assert.deepEqual(inFile('oathtool'), ['oathtool', '/lab']);
  assert.deepEqual(inFile('./check'), ['/lab/check', '/lab']);
  assert.deepEqual(inFile('/opt/check'), ['/opt/check', '/lab']);
});

test('refuses excessive nesting, repetition and size', () => {
  for (const piece of [
    '[',
    '{a: ',
    '- ',
    '? ',
    '- [',
    'a: [',
    '"',
    '*a ',
    '&a ',
    '!!x ',
    'a: b\n',
    '|\n',
    '%a\n',
  ])
    problemsOf(piece.repeat(Math.floor(6000 / piece.length)));
  assert.match(problemsOf('['.repeat(5000)), /nested too deeply: a target needs at most 32 levels/);
  const laughs = [
    'a: &a [x, x]',
    ...'bcdefgh'.split('').map((l, i) => `${l}: &${l} [*${'abcdefg'[i]}, *${'abcdefg'[i]}]`),
  ];
  assert.match(problemsOf(laughs.join('\n')), /an anchor \(&\).*\n.*an alias/s);
  assert.match(problemsOf(`${http}description: ${'x'.repeat(20_000)}\n`), /more than 16384 bytes/);
});

test('reads any text as a description, or reports problems with their places', () => {
  const whole = `${http}headers: { A: '{secret.k}' }\nsecrets: { k: { env: K } }\nbody: { json: { a: [1, '{serial}'] } }\n${rules}`;
  const bit = fc.constantFrom(
    ':',
    ' ',
    '\n',
    '{',
    '}',
    '[',
    ']',
    "'",
    '"',
    '- ',
    '&',
    '*',
    '!',
    '#',
    '|',
    '\t',
    '{code}',
    '~',
    'é',
  );
  fc.assert(
    fc.property(
      fc.nat(whole.length),
      fc.nat(whole.length),
      fc.array(bit, { maxLength: 4 }),
      (from, length, bits) => {
        const message = problemsOf(whole.slice(0, from) + bits.join('') + whole.slice(from + (length % 8)));
        assert.match(message, /^(no problem$|sample\.yaml:\d+:\d+: )/);
      },
    ),
    { numRuns: 500 },
  );
  for (let end = 0; end <= whole.length; end++) problemsOf(whole.slice(0, end));
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => void problemsOf(text)),
    { numRuns: 400 },
  );
});

test('lists a folder with good and bad target files, and suggests near names', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-targets-'));
  try {
    writeFileSync(join(folder, 'acme.yaml'), http + rules);
    writeFileSync(join(folder, 'bad.yml'), 'kind: x\n');
    writeFileSync(join(folder, 'foblab.json'), '{}');
    writeFileSync(join(folder, 'notes.txt'), '');
    writeFileSync(join(folder, 'latin.yaml'), Buffer.from([0x61, 0xe9]));
    assert.deepEqual(
      (await listTargets(folder)).map(({ name, description, problem }) => [
        name,
        description?.kind ?? null,
        problem?.replace(`${folder}/`, '').slice(0, 40) ?? null,
      ]),
      [
        ['acme', 'http', null],
        ['bad', null, 'bad.yml:1:7: kind is "x": give command, h'.slice(0, 40)],
        ['foblab', null, 'foblab.json:1:1: the name "foblab" cannot be'.slice(0, 40)],
        ['latin', null, 'latin.yaml:1:1: the file is not UTF-8: save'.slice(0, 40)],
      ],
    );
    assert.deepEqual(await listTargets(join(folder, 'none')), []);
    assert.equal(await findTargetFile('acme', folder), join(folder, 'acme.yaml'));
    assert.equal(await findTargetFile('acme.yaml', folder), join(folder, 'acme.yaml'));
    assert.equal(await findTargetFile('./x/acme.yaml', folder), './x/acme.yaml');
    assert.match(
      (await failure(findTargetFile('acne', folder), 'not-found')).message,
      /did you mean "acme"\?/,
    );
    await failure(readTargetFile(join(folder, 'lost.yaml')), 'not-found');
    await assert.rejects(readTargetFile(folder), /not a regular file/);
    assert.equal((await readTargetFile(join(folder, 'acme.yaml'), 'other')).name, 'other');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.run();
