// Commands as targets: real child processes, and a clock that the test moves.
import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import { described, failure, opened, promised, request } from '../../test/targets/described.js';
import { manualDependencies, wallUs } from '../../test/targets/manual-dependencies.js';
import { openTarget } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'foblab-command-'));
test.after(() => rmSync(folder, { recursive: true }));

const node = JSON.stringify(process.execPath);
const verdict = ['verdict:', '  - { exit: 0, outcome: accepted }', '  - { outcome: refused }'];

/** A program that prints what it was given, each argument as JSON. */
const echo = join(folder, 'echo.mjs');
writeFileSync(
  echo,
  `let input = '';
process.stdin.on('data', (chunk) => { input += chunk; });
process.stdin.on('end', () => {
  console.log(JSON.stringify({ arguments: process.argv.slice(2), input, env: process.env, cwd: process.cwd() }));
});
`,
);

/** A program that runs, with a child process, until the test closes its port. It writes nothing. */
const stay = join(folder, 'stay.mjs');
writeFileSync(
  stay,
  `import { connect } from 'node:net';
import { spawn } from 'node:child_process';
const [, , port, generations] = process.argv;
if (generations > 1) spawn(process.execPath, [process.argv[1], port, generations - 1], { stdio: 'inherit' });
connect(port, '127.0.0.1').on('close', () => process.exit()).resume();
`,
);

async function echoed(lines: readonly string[], asked = {}, environment = {}) {
  const seen = join(folder, 'seen.json');
  const dependencies = manualDependencies({ PATH: process.env.PATH, ...environment });
  // Through a file: standard output is redacted.
  const wrapper = join(folder, 'wrapper.sh');
  writeFileSync(wrapper, `#!/bin/sh\nexec ${process.execPath} ${echo} "$@" > ${seen}\n`, { mode: 0o755 });
  const target = opened(['kind: command', `program: ${wrapper}`, ...lines, ...verdict], dependencies, folder);
  const answer = await target.verify({ ...request, ...asked });
  assert.equal(answer.outcome, 'accepted', JSON.stringify(answer.raw));
  return JSON.parse(readFileSync(seen, 'utf8')) as {
    arguments: string[];
    input: string;
    env: Record<string, string>;
    cwd: string;
  };
}

test('exit codes decide; the answer names the rule and the time', async () => {
  const lines = [
    'kind: command',
    'program: sh',
    "arguments: [-c, 'read s c; exit $c']",
    "input: { text: '{serial} {code}' }",
  ];
  const rules = [
    'verdict:',
    '  - { exit: 0, outcome: accepted }',
    '  - { exit: [1, 4-6], outcome: replayed }',
    '  - { exit: 7, outcome: locked }',
  ];
  const target = opened([...lines, ...rules]);
  assert.equal(target.timeBase, 'wall');
  for (const [code, outcome] of [
    ['0', 'accepted'],
    ['1', 'replayed'],
    ['5', 'replayed'],
    ['7', 'locked'],
  ] as const) {
    const answer = await target.verify({ ...request, code });
    assert.equal(answer.outcome, outcome);
    assert.equal(answer.atUs, wallUs);
    assert.equal(answer.raw.kind === 'command' && answer.raw.exitCode, Number(code));
  }
  const error = await failure(target.verify({ ...request, code: '3' }), 'unreadable');
  assert.match(error.message, /^sh gave no verdict: exit code 3, no rule reads it\.$/);
  assert.equal(error.raw?.kind === 'command' && error.raw.exitCode, 3);
});

test('patterns on standard output and standard error decide, and so does JSON', async () => {
  const target = opened([
    'kind: command',
    'program: sh',
    'arguments: [-c, \'read c; echo "$c"; echo on-error >&2\']',
    "input: { json: { code: '{code}', at: '{unix:number}' } }",
    'verdict:',
    "  - { json: /code, equals: '111111', outcome: accepted }",
    '  - { json: /code, equals: 111111, outcome: locked }',
    '  - { json: /at, equals: 1893456000, stdout: 222222, outcome: replayed }',
    "  - { stderr: '^on-error$', stdout: '333', outcome: out-of-sync }",
  ]);
  assert.equal(target.timeBase, 'bench');
  const outcomes: string[] = [];
  for (const code of ['111111', '222222', '333333']) {
    const answer = await target.verify({ ...request, code });
    outcomes.push(answer.outcome);
    assert.equal(answer.atUs, request.atUs);
  }
  assert.deepEqual(outcomes, ['accepted', 'replayed', 'out-of-sync']);
});

test('an inserted value stays one argument, one line or one variable: there is no shell', async () => {
  const nasty = `1"; touch ${join(folder, 'pwned')}; $(id) \`id\` \n * {code} 'x' é`;
  const seen = await echoed(
    [
      "arguments: ['{serial}', 'code={code}', --]",
      "env: { WITH: '<{serial}>' }",
      "input: { json: { s: '{serial}' } }",
    ],
    { serial: nasty },
  );
  assert.deepEqual(seen.arguments, [nasty, 'code=755224', '--']);
  assert.equal(seen.env.WITH, `<${nasty}>`);
  assert.deepEqual(JSON.parse(seen.input), { s: nasty });
});

test('does not send a value that would become an option, a line or the end of a string', async () => {
  const withArgument = opened(['kind: command', 'program: true', "arguments: ['{code}']", ...verdict]);
  const error = await failure(withArgument.verify({ ...request, code: '--help' }), 'unsendable');
  assert.match(error.message, /read as an option. Put the argument "--" before it/);
  await failure(withArgument.verify({ ...request, code: '12\0' }), 'unsendable');
  const afterDashes = await echoed(["arguments: [--, '{code}']"], { code: '-123' });
  assert.deepEqual(afterDashes.arguments, ['--', '-123']);
  const withLines = opened([
    'kind: command',
    'program: true',
    "input: { lines: ['{serial}', '{code}'] }",
    ...verdict,
  ]);
  for (const serial of ['1\n2', '1\r2', '1\u20282', '1\0'])
    await failure(withLines.verify({ ...request, serial }), 'unsendable');
  const withText = opened([
    'kind: command',
    'program: true',
    "input: { text: '{serial} {code}' }",
    ...verdict,
  ]);
  for (const serial of ['1 2', "1'", '1"', '1;', '1\n'])
    await failure(withText.verify({ ...request, serial }), 'unsendable');
});

test('writes the bench’s time in every format, and sets the zone for libfaketime', async () => {
  const seen = await echoed(
    [
      "arguments: ['{code}', '{at}', '{unix}', '{unixMs}', '{nonce}', 'x{{y}}']",
      "env: { FAKETIME: '@{faketime}', PLAIN: as it is }",
    ],
    { atUs: 1_893_456_000_999_999 },
    { TZ: 'Europe/Berlin' },
  );
  assert.deepEqual(seen.arguments.slice(1), [
    '2030-01-01T00:00:00.999Z',
    '1893456000',
    '1893456000999',
    '00112233445566778899aabbccddeeff',
    'x{y}',
  ]);
  assert.equal(seen.env.FAKETIME, '@2030-01-01 00:00:00');
  assert.equal(seen.env.TZ, 'UTC');
  assert.equal(seen.env.PLAIN, 'as it is');
});

test('passes on only the variables that programs need, and runs in the folder of the target file', async () => {
  const seen = await echoed(
    ["input: { lines: ['{code}'] }"],
    {},
    {
      FOBLAB_KEY: 'k',
      PGPASSWORD: 'p',
      API_TOKEN: 't',
      LC_ALL: 'C.UTF-8',
      HOME: '/home/example',
    },
  );
  for (const name of ['FOBLAB_KEY', 'PGPASSWORD', 'API_TOKEN']) assert.equal(seen.env[name], undefined, name);
  assert.deepEqual([seen.env.LC_ALL, seen.env.HOME], ['C.UTF-8', '/home/example']);
  assert.equal(seen.cwd, folder);
  assert.equal(seen.input, '755224\n');
});

test('reports a program that is missing, not executable or no program', async () => {
  const plain = join(folder, 'plain.txt');
  writeFileSync(plain, 'no program');
  const run = (program: string) =>
    opened(
      ['kind: command', `program: ${program}`, "arguments: ['{code}']", ...verdict],
      undefined,
      folder,
    ).verify(request);
  assert.match((await failure(run('no-such-program-here'), 'unreachable')).message, /is not there/);
  assert.match((await failure(run('./plain.txt'), 'unreachable')).message, /chmod \+x/);
});

test('kills a program that does not end, with its child processes', async () => {
  const dependencies = manualDependencies();
  for (const end of ['timeout', 'abort'] as const) {
    const sockets: Socket[] = [];
    const bothThere = promised();
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
      if (sockets.length === 2) bothThere.resolve();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const abort = new AbortController();
    const answer = opened(
      [
        'kind: command',
        `program: ${node}`,
        `arguments: [${stay}, '${port}', '2', '{code}']`,
        'timeout: 3s',
        ...verdict,
      ],
      dependencies,
    ).verify({ ...request, signal: abort.signal });
    await bothThere.promise;
    const gone = Promise.all(sockets.map((socket) => once(socket.resume(), 'close')));
    if (end === 'abort') abort.abort();
    else await dependencies.elapse(3000);
    const error = await failure(answer, end === 'abort' ? 'aborted' : 'timeout');
    if (end === 'timeout') assert.match(error.message, /did not end within 3000 ms and was killed/);
    await gone;
    server.close();
    assert.equal(dependencies.waiting(), 0);
  }
});

test('does not wait for a child process that keeps the output open', async () => {
  const dependencies = manualDependencies();
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const script = `${process.execPath} ${stay} ${port} 1 & echo done; exit 0`;
  const answer = opened(
    ['kind: command', 'program: sh', `arguments: [-c, '${script}', '{code}']`, ...verdict],
    dependencies,
  ).verify(request);
  const [socket] = await connected;
  await dependencies.elapse(200);
  const { outcome, raw } = await answer;
  assert.equal(outcome, 'accepted');
  assert.equal(raw.kind === 'command' && raw.stdout, 'done');
  socket.destroy();
  server.close();
});

test('ends a program that writes too much', async () => {
  for (const program of ['yes', 'sh']) {
    const list = program === 'yes' ? "['{code}']" : "[-c, 'yes x >&2', '{code}']";
    const answer = opened(['kind: command', `program: ${program}`, `arguments: ${list}`, ...verdict]).verify(
      request,
    );
    assert.match((await failure(answer, 'too-large')).message, /more than 1048576 bytes and was killed/);
  }
});

test('handles a program that reads nothing, writes no UTF-8 or is ended by a signal', async () => {
  const input = `input: { lines: ['{code}', '${'x'.repeat(8000)}'] }`;
  for (let round = 0; round < 10; round++)
    assert.equal(
      (await opened(['kind: command', 'program: true', input, ...verdict]).verify(request)).outcome,
      'accepted',
    );
  const run = (script: string) =>
    opened(['kind: command', 'program: sh', `arguments: [-c, '${script}', '{code}']`, ...verdict]).verify(
      request,
    );
  const { raw } = await run('printf "\\377\\376\\033[31mred"');
  assert.equal(raw.kind === 'command' && raw.stdout, '\ufffd\ufffd\\x1b[31mred');
  const error = await failure(run('kill -SEGV $$'), 'unreadable');
  assert.match(error.message, /sh gave no verdict: it was ended by SIGSEGV\./);
});

test('reads secrets from files and variables; no answer shows a secret, the code or the PIN', async () => {
  writeFileSync(join(folder, 'key.txt'), 'file-secret\n');
  const lines = [
    'kind: command',
    'program: sh',
    "arguments: [-c, 'cat; echo $KEY']",
    "env: { KEY: '{secret.key}' }",
    "input: { lines: ['{serial} {pin}{code} {secret.other}'] }",
    'secrets: { key: { file: key.txt }, other: { env: OTHER } }',
    ...verdict,
  ];
  const dependencies = manualDependencies({ PATH: process.env.PATH, OTHER: 'env-secret' });
  const answer = await openTarget(described(lines, folder), dependencies).verify({ ...request, pin: '4711' });
  assert.ok(answer.raw.kind === 'command');
  assert.equal(answer.raw.stdout, '3315511111 [pin][code] [secret other]\n[secret key]');

  const without = openTarget(described(lines, folder), manualDependencies());
  assert.match(
    (await failure(without.verify(request), 'secret')).message,
    /variable OTHER, which is not set/,
  );
  const lost = openTarget(
    described(
      lines.map((line) => line.replace('key.txt', 'lost.txt')),
      folder,
    ),
    dependencies,
  );
  assert.match((await failure(lost.verify(request), 'secret')).message, /lost.txt, which does not exist/);
});

test('does not send an invalid request', async () => {
  const target = opened(['kind: command', 'program: true', "arguments: ['{code}']", ...verdict]);
  for (const bad of [
    { serial: '' },
    { serial: 'x'.repeat(257) },
    { code: 'x'.repeat(257) },
    { serial: '\ud800' },
    { atUs: -1 },
    { atUs: Number.NaN },
    { atUs: 1.5 },
  ])
    await failure(target.verify({ ...request, ...bad }), 'unsendable');
  await failure(target.verify({ ...request, signal: AbortSignal.abort() }), 'aborted');
});

test('many runs share one abort signal without a warning', async () => {
  const warnings: string[] = [];
  const heard = (warning: Error): void => void warnings.push(warning.message);
  process.on('warning', heard);
  const target = opened([
    'kind: command',
    'program: sh',
    "arguments: [-c, 'read c; exit $c']",
    "input: { lines: ['{code}'] }",
    ...verdict,
  ]);
  const { signal } = new AbortController();
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, index) => target.verify({ ...request, code: String(index % 2), signal })),
  );
  await new Promise((turn) => setImmediate(turn));
  process.off('warning', heard);
  assert.deepEqual(warnings, []);
  assert.deepEqual(
    answers.map(({ outcome }) => outcome),
    answers.map((_, index) => (index % 2 === 0 ? 'accepted' : 'refused')),
  );
});

test('a program does not outlive foblab', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const us = join(folder, 'us.mjs');
  writeFileSync(
    us,
    `import { openTarget, parseTargetFile } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
const text = ${JSON.stringify(`kind: command\nprogram: ${node}\narguments: [${stay}, '${port}', '1', '{code}']\n${verdict.join('\n')}\n`)};
openTarget(parseTargetFile(text, { name: 'x', file: 'x', folder: '/tmp' })).verify(${JSON.stringify(request)});
process.stdin.once('data', () => process.exit(0)).resume();
`,
  );
  const child = spawn(process.execPath, ['--import', 'tsx', us], {
    cwd: process.cwd(),
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const [socket] = (await once(server, 'connection')) as [Socket];
  const gone = once(socket.resume(), 'close');
  child.stdin.end('now');
  const [exitCode] = await once(child, 'exit');
  assert.equal(exitCode, 0);
  await gone;
  server.close();
});

test.run();
