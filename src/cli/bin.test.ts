// The start from V8's code cache: whatever the cache holds, the bundle's own code runs.
import * as assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import { skip } from '../../test/skip.js';

const start = suite<{ folder: string }>('start from the code cache');
const bin = fileURLToPath(new URL('bin.cjs', import.meta.url));

start.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'foblab-bin-'));
  copyFileSync(bin, join(context.folder, 'foblab.cjs'));
});
start.after.each(({ folder }) => rmSync(folder, { recursive: true, force: true }));

/** A pack of modules; the first is the entry. */
function bundle(folder: string, ...bodies: string[]): void {
  const texts = bodies.map(
    (body) =>
      `(function (exports, require, module, __filename, bundleUrl, __export, __toESM, __reExport, __import) {${body}\n})`,
  );
  let from = 0;
  const places = texts.map((text) => {
    const place = [from, text.length];
    from += text.length + 1;
    return place;
  });
  writeFileSync(join(folder, 'FOBLAB_BUNDLE.pack'), `${texts.join('\n')}\n`);
  writeFileSync(join(folder, 'FOBLAB_BUNDLE.json'), JSON.stringify(places));
}

function run(folder: string, ...words: string[]) {
  return spawnSync(process.execPath, [join(folder, 'foblab.cjs'), ...words], {
    env: environment(folder),
    encoding: 'utf8',
  });
}

function environment(folder: string): NodeJS.ProcessEnv {
  // No coverage: a process that becomes another user cannot write it. A variable that is left out, Node inherits.
  return { ...process.env, XDG_CACHE_HOME: join(folder, 'cache'), NODE_V8_COVERAGE: '' };
}

function caches(folder: string): string[] {
  return readdirSync(join(folder, 'cache'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.cache'),
  );
}

/** Two modules, of which the first prints 1 by the second. */
function printsOne(folder: string): void {
  bundle(folder, 'console.log(require(1).one());', 'exports.one = function () { return 1; };', 'unused');
}

/** The file of one command's cache, and the numbers of the modules in it. */
function cacheOf(folder: string): { file: string; modules: number[]; code: number } {
  const [name, ...others] = caches(folder);
  assert.equal(others.length, 0);
  const file = join(folder, 'cache', name!);
  const text = readFileSync(file, 'latin1');
  const end = text.indexOf('\n') + 1;
  const [length, ...modules] = JSON.parse(text.slice(0, end)) as number[];
  return { file, modules, code: text.length - end - length! };
}

start('the first run notes its modules, the second adds their code, the third uses it', ({ folder }) => {
  printsOne(folder);
  const runs = () => run(folder, 'credential', 'list', '--json').stdout.trim();
  assert.equal(runs(), '1');
  const first = cacheOf(folder);
  assert.match(first.file, /credential list\.cache$/);
  assert.deepEqual(first.modules, [1, 0]);
  assert.equal(first.code, 0);
  assert.equal(statSync(first.file).mode & 0o077, 0);
  assert.equal(runs(), '1');
  assert.ok(cacheOf(folder).code > 100);
  const { ino } = statSync(first.file);
  assert.equal(runs(), '1');
  assert.equal(statSync(first.file).ino, ino, 'a good cache is not written again');
});

start('a damaged cache is ignored and written again', ({ folder }) => {
  printsOne(folder);
  const runs = () => run(folder, 'press').stdout.trim();
  runs();
  runs();
  const { file } = cacheOf(folder);
  const whole = readFileSync(file);
  const flipped = (at: number) => {
    const bytes = Uint8Array.from(whole);
    bytes[at]! ^= 1 << (at % 8);
    return bytes;
  };
  const damaged = [
    ...[0, 5, 40, whole.length - 40, whole.length - 1].map(flipped),
    whole.subarray(0, 100),
    new Uint8Array(whole.length),
    new Uint8Array(0),
    '[7]\n',
    '{}\n',
    'x',
  ];
  for (const content of damaged) {
    writeFileSync(file, content);
    assert.equal(runs(), '1');
    assert.equal(runs(), '1');
    assert.ok(cacheOf(folder).code > 100);
  }
});

start(
  "a cache that this V8 does not take is written again, and each Node's has a place of its own",
  ({ folder }) => {
    printsOne(folder);
    for (let i = 0; i < 2; i++) run(folder, 'press');
    const { file } = cacheOf(folder);
    assert.ok(file.includes(`/${process.version}-${process.arch}/`));
    const { ino } = statSync(file);
    // V8 compares its flags as it compares its version.
    const { stdout } = spawnSync(
      process.execPath,
      ['--no-flush-bytecode', join(folder, 'foblab.cjs'), 'press'],
      { env: environment(folder), encoding: 'utf8' },
    );
    assert.equal(stdout.trim(), '1');
    assert.notEqual(statSync(file).ino, ino);
    assert.ok(cacheOf(folder).code > 100);
  },
);

start('processes that start at once write one cache', async ({ folder }) => {
  printsOne(folder);
  for (let round = 0; round < 3; round++) {
    const outputs = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const child = spawn(process.execPath, [join(folder, 'foblab.cjs'), 'press'], {
          env: environment(folder),
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        return text(child.stdout);
      }),
    );
    assert.deepEqual(outputs, new Array(8).fill('1\n'));
  }
  const { file } = cacheOf(folder);
  assert.deepEqual(readdirSync(dirname(file)), ['press.cache'], 'nothing is left beside it');
});

start('a run that needs more modules adds them', ({ folder }) => {
  bundle(folder, "if (process.argv[3]) require(1); console.log('ran');", "console.log('more');");
  for (const words of [[], [], ['x'], ['x'], [], ['x']])
    assert.equal(
      run(folder, 'list', ...words.map(() => '--x')).stdout,
      words.length > 0 ? 'more\nran\n' : 'ran\n',
    );
});

start('modules see what others export, in a cycle too, and import() sees them as Node does', ({ folder }) => {
  bundle(
    folder,
    "console.log(require(1).name, require(1).late(), require(4).a); __import(3).then((m) => console.log(m.default.x, m.x)); __import('node:path').then((m) => console.log(typeof m.join));",
    '__export(exports, { name: () => name, late: () => late }); const other = require(2); const name = other.name; function late() { return other.early(); }',
    "const other = require(1); exports.name = 'two'; exports.early = () => other.name;",
    'module.exports = { x: 5 };',
    '__export(exports, {}); __reExport(exports, require(5));',
    'exports.a = 7;',
  );
  for (let i = 0; i < 3; i++) assert.equal(run(folder, 'list').stdout, 'two two 7\n5 5\nfunction\n');
});

start('a module that throws is told where', ({ folder }) => {
  bundle(folder, '\nrequire(1)', "\n\nthrow new Error('broken');");
  const { status, stderr } = run(folder, 'list');
  assert.equal(status, 1);
  assert.match(stderr, /FOBLAB_BUNDLE\.pack:3\n[\s\S]*broken/);
});

start('a failed run writes no cache, and a word that is no command makes no path', ({ folder }) => {
  bundle(folder, 'process.exitCode = 2;');
  run(folder, 'press');
  assert.throws(() => caches(folder), /ENOENT/);
  bundle(folder, '');
  run(folder, '../../../etc', 'x');
  assert.deepEqual(
    caches(folder).map((name) => name.split('/').at(-1)),
    ['foblab.cache'],
  );
});

start('a cache folder that cannot be written is no failure', ({ folder }) => {
  printsOne(folder);
  mkdirSync(join(folder, 'cache'));
  writeFileSync(join(folder, 'cache', 'foblab'), 'a file in the way');
  for (let i = 0; i < 2; i++) {
    const { stdout, stderr, status } = run(folder, 'press');
    assert.deepEqual({ stdout, stderr, status }, { stdout: '1\n', stderr: '', status: 0 });
  }
});

const readOnly = 'a cache that can only be read is used, and left as it is';
if (process.getuid?.() !== 0) skip(start, readOnly, 'this user cannot become another');
else
  start(readOnly, ({ folder }) => {
    printsOne(folder);
    run(folder, 'press');
    const { file, code } = cacheOf(folder);
    assert.equal(code, 0);
    for (const path of [folder, file]) chmodSync(path, 0o755);
    for (let path = dirname(file); path !== folder; path = dirname(path)) chmodSync(path, 0o555);
    const nobody = 65534;
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(folder, 'foblab.cjs'), 'press'], {
      env: environment(folder),
      encoding: 'utf8',
      uid: nobody,
      gid: nobody,
    });
    assert.deepEqual({ stdout, stderr, status }, { stdout: '1\n', stderr: '', status: 0 });
    assert.equal(cacheOf(folder).code, 0);
  });

const readsOn = 'root that works as another user still reads its own program and cache';
if (process.getuid?.() !== 0) skip(start, readsOn, 'this user cannot become another');
else
  start(readsOn, ({ folder }) => {
    bundle(
      folder,
      'process.seteuid(65534); console.log(require(1).one()); console.log(process.geteuid());',
      'exports.one = function () { return 1; };',
    );
    chmodSync(folder, 0o700);
    for (let i = 0; i < 3; i++) {
      const { stdout, stderr, status } = run(folder, 'press');
      assert.deepEqual({ stdout, stderr, status }, { stdout: '1\n65534\n', stderr: '', status: 0 });
    }
    assert.ok(cacheOf(folder).code > 100);
  });

start.run();
