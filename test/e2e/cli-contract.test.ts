// The contract for scripts: each command line as outside checks call it, through the built command.
import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import { foblab, startFoblab } from './foblab-process.js';

const contract = suite('contract for scripts');
const program = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));
const seedHex = '3132333435363738393031323334353637383930';

let root = '';
let bench = '';
contract.before.each(() => {
  root = mkdtempSync(join(tmpdir(), 'foblab-cli-'));
  bench = join(root, 'bench');
  writeFileSync(join(root, 'seed.hex'), `${seedHex}\n`);
});
contract.after.each(() => rmSync(root, { recursive: true }));

const run = (...words: string[]) => foblab(words, { bench, cwd: root });

function ok(...words: string[]): string {
  const { status, stdout, stderr } = run(...words);
  assert.equal(status, 0, `foblab ${words.join(' ')} ended with ${status}: ${stderr}`);
  assert.equal(stderr, '', `foblab ${words.join(' ')} said something beside: ${stderr}`);
  return stdout.trimEnd();
}

function fails(status: number, expected: RegExp, ...words: string[]): void {
  const ended = run(...words);
  assert.equal(ended.status, status, `foblab ${words.join(' ')}: ${ended.stdout}${ended.stderr}`);
  assert.equal(ended.stdout, '', 'data only on standard output');
  assert.match(ended.stderr, expected);
  assert.equal(ended.stderr.trim().split('\n').length, 1, `one line: ${ended.stderr}`);
}

const paused = (): string =>
  ok('init', '--bench', bench, '--at', '2026-01-01T00:00:00Z', '--paused', '--seed', '42');

contract('the RFC 4226 seed out of a file: press, advance, age, code, digits only', () => {
  paused();
  assert.equal(
    ok(
      'add',
      'onespan/digipass-go7',
      '--serial',
      '3315511111',
      '--secret-file',
      'seed.hex',
      '--event',
      '--plain',
    ),
    '3315511111',
  );
  assert.equal(ok('press', '3315511111', '--plain'), '755224');
  assert.equal(ok('press', '33-1551111-1', '--plain'), '', 'a second press switches it off');
  assert.equal(ok('code', '3315511111', '--plain'), '287082');
  assert.equal(ok('code', '3315511111', '--plain'), '359152', 'code wakes and presses as a person would');
  assert.equal(ok('advance', '365d', '--plain'), '2027-01-01T00:00:00Z');
  assert.equal(ok('advance', '--to', '2027-06-01T00:00:00Z', '--plain'), '2027-06-01T00:00:00Z');
  ok('age', '3315511111', '365d');
  ok('temp', '3315511111', '25');
  assert.equal(ok('press', '3315511111', '--plain'), '969429');
});

contract('eight digits, a step of its own, a rate outright: 20 ppm for a year is 630.72 s', () => {
  paused();
  for (const [serial, words] of [
    ['3315511111', ['--digits', '8', '--period', '30', '--drift-ppm', '20']],
    ['3315511129', ['--period', '60', '--drift-ppm', '0']],
  ] as const)
    ok('add', 'onespan/digipass-go7', '--serial', serial, '--secret-file', 'seed.hex', ...words);
  assert.match(ok('press', '3315511111', '--plain'), /^[0-9]{8}$/);
  assert.match(ok('press', '3315511129', '--plain'), /^[0-9]{6}$/);
  ok('advance', '365d');
  assert.equal(ok('clock', '3315511111', '--plain'), '630.72');
  assert.equal(ok('clock', '3315511129', '--plain'), '0');
  ok('age', '3315511129', '365d');
  assert.equal(ok('status', '--plain'), '2027-01-01T00:00:00Z', 'ageing leaves the bench where it is');
});

contract('the same seed gives the same bench again', () => {
  const codes = ['a', 'b'].map((name) => {
    bench = join(root, name);
    paused();
    const serial = ok('add', 'onespan/digipass-go7', '--plain');
    return [serial, ok('press', serial, '--plain'), ok('drift', serial, '--plain')];
  });
  assert.deepEqual(codes[0], codes[1]);
});

contract('exit codes: 0 done, 1 refused, 2 usage, 3 not found, each with one line that fixes', () => {
  fails(3, /there is no bench in .*foblab init/, 'list');
  paused();
  fails(1, /has a bench already/, 'init', '--bench', bench);
  ok('add', 'onespan/digipass-go7', '--serial', '3315511111');
  fails(1, /is on the bench already/, 'add', 'onespan/digipass-go7', '--serial', '3315511111');
  ok('fault', '3315511111', 'battery.dead', 'on');
  fails(1, /battery is dead, and its memory with it; add a new fob/, 'code', '3315511111');
  fails(2, /there is no command "pres"; did you mean press\?/, 'pres', '3315511111');
  fails(2, /did you mean --plain/, 'press', '3315511111', '--plian');
  fails(2, /expected a duration with its unit, such as 90s/, 'advance', '365');
  fails(2, /time only moves on/, 'advance', '--to', '2025-01-01T00:00:00Z');
  fails(2, /2026-02-30.*ISO 8601/, 'advance', '--to', '2026-02-30T00:00:00Z');
  fails(2, /expected a time from 1970/, 'init', '--bench', join(root, 'far'), '--at', '9999-01-01T00:00:00Z');
  fails(2, /a duration from 0s to 100y/, 'age', '3315511111', '101y');
  fails(2, /expected -55 to 125/, 'temp', '3315511111', '200');
  fails(2, /33/, 'add', 'onespan/digipass-go7', '--serial', '33155');
  fails(2, /whole number/, 'fault', '3315511111', 'storage.power-cut', 'on', 'write=1.5');
  fails(3, /there is no fob "nope" on this bench; it has 3315511111/, 'press', 'nope');
  fails(
    3,
    /There is no model "onespan\/digipas-go7"; did you mean onespan\/digipass-go7/,
    'add',
    'onespan/digipas-go7',
  );
  fails(3, /there is no fault 'x'/, 'fault', '3315511111', 'x', 'on');
  fails(3, /there is no .*nothing\.json; check the name/, 'restore', 'nothing.json');
  fails(2, /is a folder; expected the name of a file/, 'restore', root);
  fails(2, /did you mean --version\?/, '--versoin');
  fails(2, /^foblab init has no option --rate: --paused /, 'init', '--rate', '0');
  fails(2, /fields look swapped.*--keep-anyway/, 'observe', '123456', '3315511111');
  fails(2, /letter L among its digits/, 'observe', 'AVT8000l2345', '123456');
  assert.deepEqual((run('observation', 'list', '--json').json() as { observations: [] }).observations, []);
  assert.equal(ok('version'), ok('--version'));
  assert.match(ok('target', '--help'), /target check/);
  fails(2, /credential needs one word more: delete, disable/, 'credential');
  fails(2, /--json needs a command/, '--json');
  fails(2, /completion has no answer in JSON/, 'completion', 'bash', '--json');
  fails(2, /this machine has no such address/, 'serve', '--tcp', '--listen', '192.0.2.1');
});

contract('what is plugged in is listed without a bench, and no bench comes of it', () => {
  const { status, stderr, json } = run('devices', '--json');
  assert.equal(status, 0, stderr);
  assert.equal(stderr, `foblab: there is no bench in ${bench}: this is without one\n`);
  assert.ok(Array.isArray(json().devices) && Array.isArray(json().problems));
  assert.ok(!existsSync(bench));
  paused();
  assert.match(ok('devices', '--json'), /^\{"schema":"foblab.device.list\/2","devices":\[/);
});

contract('--plain where there is no value is refused before anything is done', () => {
  paused();
  ok('add', 'onespan/digipass-go7', '--serial', '3315511111');
  fails(2, /no single value to print/, 'remove', '3315511111', '--plain');
  assert.equal(ok('list', '--plain'), '3315511111');
});

contract('--json: one versioned object on every command, errors too', () => {
  paused();
  ok('add', 'onespan/digipass-go7', '--serial', '3315511111');
  for (const words of [
    ['list'],
    ['show', '3315511111'],
    ['press', '3315511111'],
    ['models'],
    ['log'],
    ['snapshot'],
    ['status'],
    ['fault', '3315511111'],
    ['battery', '3315511111'],
    ['rate'],
    ['label', '3315511111', 'drawer 2'],
    ['advance', '1d'],
  ]) {
    const answer = JSON.parse(ok(...words, '--json')) as { schema: string };
    assert.match(answer.schema, /^foblab\.[a-z.-]+\/2$/, words.join(' '));
  }
  const { status, stderr, stdout } = run('press', 'nope', '--json');
  assert.equal(status, 3);
  assert.equal(stdout, '');
  assert.deepEqual(JSON.parse(stderr), {
    schema: 'foblab.error/2',
    error: { code: 'not-found', message: 'there is no fob "nope" on this bench; it has 3315511111' },
  });
});

contract('a seed is in the bench’s file and nowhere else: no log, answer or error has it', () => {
  paused();
  ok('add', 'onespan/digipass-go7', '--serial', '3315511111', '--secret-file', 'seed.hex');
  const said: string[] = [];
  const all = (...words: string[]): void => {
    const { stdout, stderr } = run(...words);
    said.push(stdout, stderr);
  };
  for (const words of [
    ['press', '3315511111'],
    ['show', '3315511111', '--json'],
    ['log', '--json'],
    ['snapshot'],
    ['snapshot', '--json'],
    ['list', '--json'],
    ['add', 'onespan/digipass-go7', '--serial', '3315511111', '--secret-file', 'seed.hex'],
    ['add', 'onespan/digipass-go7', '--secret-file', seedHex],
    ['add', 'onespan/digipass-go7', `--secret=${seedHex}`],
    ['fault', '3315511111', 'storage.torn-write', 'on'],
    ['code', '3315511111'],
    ['advance', '3d'],
  ])
    all(...words);
  writeFileSync(join(root, 'odd.hex'), `${seedHex}3`);
  all('add', 'onespan/digipass-go7', '--secret-file', 'odd.hex');
  assert.ok(!said.join('\n').includes(seedHex), 'no answer and no error shows it');
  const holders = (readdirSync(bench, { recursive: true }) as string[]).filter(
    (name) =>
      statSync(join(bench, name)).isFile() && readFileSync(join(bench, name), 'utf8').includes(seedHex),
  );
  assert.deepEqual(
    holders.filter((name) => !/^bench\.db(-wal)?$/.test(name)),
    [],
  );
  assert.ok(holders.length > 0, 'the bench has it');
  assert.ok(
    ok('snapshot', '--with-secrets', '--json').includes(seedHex),
    'a flag that says so by name shows it',
  );
  ok('remove', '3315511111');
  for (const name of readdirSync(bench, { recursive: true }) as string[])
    if (statSync(join(bench, name)).isFile())
      assert.ok(!readFileSync(join(bench, name), 'utf8').includes(seedHex), `${name} after its fob is gone`);
});

contract('a secret from standard input', () => {
  paused();
  const words = ['add', 'onespan/digipass-go7', '--serial', '3315511111', '--event', '--secret-file', '-'];
  assert.equal(foblab(words, { bench, input: seedHex }).status, 0);
  assert.equal(ok('press', '3315511111', '--plain'), '755224');
});

contract('snapshot and restore bring the bench back, numbers going on', () => {
  paused();
  ok('add', 'onespan/digipass-go7', '--serial', '3315511111', '--secret-file', 'seed.hex', '--event');
  writeFileSync(join(root, 'before.json'), ok('snapshot', '--with-secrets', '--json'));
  assert.equal(ok('press', '3315511111', '--plain'), '755224');
  ok('advance', '365d');
  ok('restore', 'before.json');
  assert.equal(ok('press', '3315511111', '--plain'), '755224');
  const { events } = JSON.parse(ok('log', '--json')) as { events: { seq: number }[] };
  assert.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_, i) => i + 1),
  );
});

contract(
  'serve --pty --json: one line a fob with its path, and stays; others work on the bench meanwhile',
  async () => {
    paused();
    for (const serial of ['3315511111', '3315511129'])
      ok('add', 'onespan/digipass-go7', '--serial', serial, '--secret-file', 'seed.hex', '--event');
    const serve = startFoblab(['serve', '--pty', '--json'], { bench });
    const lines = [await serve.line(), await serve.line()].map(
      (line) => JSON.parse(line) as Record<string, string>,
    );
    assert.deepEqual(
      lines.map((line) => [line.serial, line.kind]),
      [
        ['3315511111', 'pty'],
        ['3315511129', 'pty'],
      ],
    );
    for (const { path, device } of lines) assert.equal(realpathSync(path!), device);
    assert.equal(ok('press', '3315511111', '--plain'), '755224');
    const later = ok('add', 'onespan/digipass-go7', '--plain');
    assert.equal(
      (JSON.parse(await serve.line()) as { serial: string }).serial,
      later,
      'a fob that comes later gets a port',
    );
    fails(5, /3315511111 is on .* already/, 'serve', '--pty');
    assert.equal(await serve.interrupt(), 0);
    assert.equal(ok('code', '3315511111', '--plain'), '287082');
  },
);

contract('log --follow --json: one event a line, as it happens', async () => {
  paused();
  ok('add', 'onespan/digipass-go7', '--serial', '3315511111');
  const follow = startFoblab(['log', '--follow', '--json'], { bench });
  const kind = async (): Promise<string> => (JSON.parse(await follow.line()) as { kind: string }).kind;
  assert.equal(await kind(), 'added');
  ok('press', '3315511111');
  assert.equal(await kind(), 'press');
  assert.equal(await kind(), 'display-on');
  ok('advance', '1h');
  assert.equal(await kind(), 'display-off');
  assert.equal(await follow.interrupt(), 130);
});

contract('a reader that has had enough is no error', async () => {
  paused();
  for (let i = 0; i < 3; i++) ok('add', 'onespan/digipass-go7');
  const child = spawn(
    'sh',
    ['-c', `for i in 1 2 3 4 5; do "${process.execPath}" "${program}" snapshot; done | head -c 1`],
    {
      env: { ...process.env, FOBLAB_BENCH: bench },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  await once(child, 'close');
  assert.equal(errors, '');
});

contract('help: every command has it, with its examples; exit codes stand in the overall help', () => {
  const overall = ok('--help');
  for (const part of ['Exit codes', 'press', 'advance', 'serve', '--json', '--plain', '130'])
    assert.ok(overall.includes(part), part);
  for (const command of [
    'init',
    'add',
    'press',
    'code',
    'advance',
    'age',
    'temp',
    'serve',
    'log',
    'snapshot',
  ])
    assert.match(ok(command, '--help'), new RegExp(`^ {2}foblab ${command}`), command);
});

contract('a console that is done tells the errors that nobody has asked for', () => {
  paused();
  ok('add', 'onespan/digipass-go7', '--serial', '3315511111');
  fails(1, /^foblab: -113,"Undefined header;.*NOPE/, 'console', '3315511111', 'NOPE');
  const both = run('console', '3315511111', '*IDN?', 'NOPE', 'BUTT:HOLD', 'CLOC:OFFS?');
  assert.equal(both.status, 1);
  assert.match(both.stdout, /^OneSpan,Digipass GO7,3315511111,.*\n[-+.\d]+\n$/);
  assert.match(both.stderr, /^foblab: -113,.*\nfoblab: -109,.*\n$/);
  const object = run('console', '3315511111', '*IDN?', 'NOPE', '--json');
  assert.equal(object.status, 1);
  const { answers, errors } = object.json() as { answers: string[]; errors: string[] };
  assert.deepEqual([answers.length, errors.length], [1, 1]);
  const piped = foblab(['console', '3315511111'], { bench, input: 'NOPE\n*IDN?\n' });
  assert.deepEqual([piped.status, piped.stdout.split(',')[0]], [1, 'OneSpan']);
  assert.match(piped.stderr, /^foblab: -113,/);
  // Who asks knows.
  assert.match(ok('console', '3315511111', 'NOPE', 'SYST:ERR?', '*CLS'), /^-113,/);
});

contract('the demonstration in JSON: an object a step, in the order in which it happens', () => {
  const told = ok('demo', '--json')
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  for (const { schema } of told) assert.equal(schema, 'foblab.demo/1');
  const outcomes = told
    .filter(({ outcome }) => outcome !== undefined)
    .map(({ step, outcome }) => `${step} ${outcome}`);
  assert.deepEqual(outcomes, [
    'verify accepted',
    'verify accepted',
    'verify replayed',
    'verify out-of-sync',
    'resync resynchronized',
    'verify accepted',
  ]);
  assert.equal(told.find(({ step }) => step === 'advance')!.offsetSeconds, 630.72);
  const { step, display, state } = told.at(-1)!;
  assert.deepEqual([step, display, state], ['battery', '', 'DEAD']);
});

contract(
  'a holder that is stopped is named after a second, and what was asked for happens once it goes on',
  async () => {
    paused();
    ok('add', 'onespan/digipass-go7', '--serial', '3315511111');
    const benchHost = spawn(process.execPath, [program, 'serve', '--tcp', '--json'], {
      env: { ...process.env, FOBLAB_BENCH: bench },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(benchHost.stdout!, 'data');
      benchHost.kill('SIGSTOP');
      const press = spawn(process.execPath, [program, 'press', '3315511111', '--plain'], {
        env: { ...process.env, FOBLAB_BENCH: bench },
      });
      const [said] = (await once(press.stderr, 'data')) as [Buffer];
      assert.match(
        String(said),
        new RegExp(`^foblab: process ${benchHost.pid} holds the bench in .* \\(it is stopped: kill -CONT`),
      );
      benchHost.kill('SIGCONT');
      let shown = '';
      press.stdout.on('data', (text) => {
        shown += text;
      });
      assert.deepEqual(await once(press, 'close'), [0, null]);
      assert.match(shown, /^[0-9]{6}\n$/);
      const { events } = run('log', '--json').json() as { events: { kind: string }[] };
      assert.equal(events.filter(({ kind }) => kind === 'press').length, 1);
    } finally {
      benchHost.kill('SIGCONT');
      benchHost.kill('SIGTERM');
      await once(benchHost, 'close');
    }
  },
);

contract.run();
