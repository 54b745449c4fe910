// The start from V8's code cache: whatever the cache holds, the bundle's own code runs.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
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
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';

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
    env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') },
    encoding: 'utf8',
  });
}

function caches(folder: string): string[] {
  return readdirSync(join(folder, 'cache'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.cache'),
  );
}

start(
  'the first run notes its modules, the second adds their code, and a damaged cache is ignored',
  ({ folder }) => {
    bundle(folder, 'console.log(require(1).one());', 'exports.one = function () { return 1; };', 'unused');
    const runs = () => run(folder, 'credential', 'list', '--json').stdout.trim();
    assert.equal(runs(), '1');
    const [cache, ...others] = caches(folder);
    assert.match(cache!, /credential list\.cache$/);
    assert.equal(others.length, 0);
    const file = join(folder, 'cache', cache!);
    assert.equal(statSync(file).mode & 0o077, 0);
    assert.equal(readFileSync(file, 'latin1'), '[1,0]\n');
    assert.equal(runs(), '1');
    assert.ok(statSync(file).size > 100);
    const written = readFileSync(file);
    assert.equal(runs(), '1');
    assert.deepEqual(readFileSync(file), written, 'a good cache is written again');
    for (const damaged of [written.subarray(0, 100), new Uint8Array(0), '[7]\n', '{}\n', 'x']) {
      writeFileSync(file, damaged);
      assert.equal(runs(), '1');
    }
  },
);

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
  bundle(folder, 'console.log(1);');
  mkdirSync(join(folder, 'cache'));
  writeFileSync(join(folder, 'cache', 'foblab'), 'a file in the way');
  const { stdout, status } = run(folder, 'press');
  assert.equal(stdout.trim(), '1');
  assert.equal(status, 0);
});

start.run();
