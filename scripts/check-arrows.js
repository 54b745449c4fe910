// Shows that the architecture holds: the tree compiles, no file takes part in an import cycle, and every import follows
// the table in docs/architecture.md. Then it plants violations in a copy of the tree, since a check that passes
// everything would be no check; --tree-only leaves that out, for a quick look after an edit.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importCycles, importGraph } from './import-graph.js';
import { arrowProblems, arrowsIn, roomsOf } from './room-arrows.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folders = ['firmware-sim', 'devices', 'src', 'test', 'examples'];

/** What the compiler refuses: project references and `"types": []` hold these. */
const uncompilable = [
  ['firmware-sim', 'setTimeout(() => {}, 1);', 'firmware has no timers'],
  ['firmware-sim', 'console.log(process.pid);', 'firmware knows no process'],
  ['firmware-sim', "import '../src/bench/index.js';", 'firmware knows no bench'],
  ['firmware-sim', "import '../devices/index.js';", 'firmware knows no catalogue'],
  ['firmware-sim/wire', "import '../fob.js';", 'wire codecs stand alone'],
  ['devices', "import '../src/operations/index.js';", 'the catalogue knows no operations'],
  ['src/console', "import '../bench/index.js';", 'a console knows no bench'],
  ['src/links', "import '../bench/index.js';", 'links know no bench'],
  ['src/bench', "import '../operations/index.js';", 'the bench knows no operations'],
  ['src/bench', "import '../verification/index.js';", 'the bench knows no verifier'],
  ['src/database', "import '../stores/index.js';", 'the database knows nothing of the rest'],
  ['src/stores', "import '../verification/index.js';", 'stores know no verification'],
  ['src/verification', "import '../bench/index.js';", 'verification knows no bench'],
  ['src/verification', "import '../../firmware-sim/index.js';", 'verification knows no fobs'],
  ['src/verification', "import '../seed-files/index.js';", 'verification knows no files'],
  ['src/verification/kernel', 'setTimeout(() => {}, 1);', 'the kernel has no timers'],
  ['src/seed-files', "import '../verification/index.js';", 'seed files are a leaf'],
  ['src/observations', "import '../bench/index.js';", 'observations know the kernel alone'],
  ['src/readers', "import '../../firmware-sim/fob.js';", 'readers know wire codecs alone'],
  ['src/targets', "import '../bench/index.js';", 'targets know no bench'],
  ['src/contract', "import '../bench/index.js';", 'the contract knows no bench'],
  ['src/owner', "import '../host/operation.js';", 'the owner knows no operation'],
  ['src/owner', "import '../bench/index.js';", 'the owner moves bytes'],
  ['src/host', "import '../operations/index.js';", 'the table is handed to the host'],
  ['src/database', "import '../stores/store.js';", 'the database knows no credentials'],
  ['src/operations', "import '../cli/command-line.js';", 'operations know no face'],
  ['src/openid', "import '../cli/command-line.js';", 'the OpenID provider knows no command line'],
  ['src/epcs', "import '../openid/index.js';", 'relying parties know no HTTP'],
  ['src/tui', "import '../cli/command-line.js';", 'faces do not know each other'],
  ['src/api', "import '../cli/command-line.js';", 'the API knows no command line'],
  ['src/operations', "import '../api/index.js';", 'operations know no server'],
];

let passed = 0;
let failed = 0;
checkTree();
if (!process.argv.includes('--tree-only')) checkPlanted();
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);

function checkTree() {
  const graph = importGraph(root, folders);
  const cycles = importCycles(graph).map((files) => `these files import each other: ${files.join(', ')}`);
  report(`no import cycle in ${graph.size} files`, cycles);
  const arrows = arrowsIn(readFileSync(join(root, 'docs/architecture.md'), 'utf8'));
  report('every import follows docs/architecture.md', arrowProblems(graph, roomsOf(root), arrows));
}

function checkPlanted() {
  const copy = mkdtempSync(join(tmpdir(), 'foblab-arrows-'));
  try {
    for (const name of [...folders, 'scripts', 'docs', 'package.json', 'tsconfig.base.json', 'tsconfig.json'])
      cpSync(join(root, name), join(copy, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const { status, stdout } = compile(copy);
    report('the tree compiles', status === 0 ? [] : [stdout]);
    plantUncompilable(copy);
    plantArrows(copy);
    plantCycles(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** An error in one project keeps the compiler from those that refer to it: what it has refused goes, and it runs again. */
function plantUncompilable(copy) {
  let left = uncompilable.map(([room, text, why], i) => ({
    why: `${room}: ${why}`,
    file: plant(copy, `${room}/planted-${i}.ts`, text),
  }));
  for (;;) {
    const { stdout } = compile(copy);
    const refused = left.filter(({ file }) => stdout.includes(`${file}(`));
    if (refused.length === 0) break;
    for (const { why, file } of refused) {
      report(why, []);
      rmSync(join(copy, file));
    }
    left = left.filter((one) => !refused.includes(one));
  }
  for (const { why, file } of left) {
    report(why, ['it compiled']);
    rmSync(join(copy, file));
  }
}

/** In each room one file that imports every room which it must not know. */
function plantArrows(copy) {
  const rooms = roomsOf(copy);
  const arrows = arrowsIn(readFileSync(join(copy, 'docs/architecture.md'), 'utf8'));
  const forbidden = rooms.map((room) =>
    rooms.filter((other) => other !== room && !arrows.get(room)?.has(other)),
  );
  const planted = rooms.map((room, i) =>
    plant(
      copy,
      `${room}/planted.ts`,
      forbidden[i].map((other) => `import type {} from '${relative(room, other)}/planted.js';`).join('\n'),
    ),
  );
  const problems = arrowProblems(importGraph(copy, folders), rooms, arrows);
  rooms.forEach((room, i) => {
    const missed = forbidden[i].filter(
      (other) => !problems.some((text) => text.startsWith(`${planted[i]} imports ${other}/planted.ts`)),
    );
    report(`${room}: ${forbidden[i].length} planted imports are refused`, missed);
  });
  const page = plant(copy, 'src/web/planted-page.tsx', "import '../cli/planted.js';");
  const seen = arrowProblems(importGraph(copy, folders), rooms, arrows);
  report(
    'src/web: a planted import in a .tsx file is refused',
    seen.some((text) => text.startsWith(`${page} imports src/cli/planted.ts`)) ? [] : ['it is not'],
  );
  for (const file of [...planted, page]) rmSync(join(copy, file));
}

/** Each kind of import closes a cycle. */
function plantCycles(copy) {
  for (const [kind, text, extension = 'ts'] of [
    ['an import', "import { b } from './planted-b.js';"],
    ['a type-only import', "import type { B } from './planted-b.js';"],
    ['an export', "export * from './planted-b.js';"],
    ['a type in a signature', "export type A = import('./planted-b.js').B;"],
    ['an import()', "export const load = () => import('./planted-b.js');"],
    ['a .tsx file', "import { b } from './planted-b.js';", 'tsx'],
  ]) {
    const planted = [
      plant(copy, 'src/contract/planted-a.ts', text),
      plant(copy, `src/contract/planted-b.${extension}`, "import type { C } from './planted-c.js';"),
      plant(copy, 'src/contract/planted-c.ts', "import type { A } from './planted-a.js';"),
    ];
    const cycles = importCycles(importGraph(copy, folders));
    report(
      `a cycle through ${kind} is found`,
      cycles.some((files) => files.join() === planted.join()) ? [] : ['it is not'],
    );
    for (const file of planted) rmSync(join(copy, file));
  }
}

function plant(copy, file, text) {
  if (existsSync(join(copy, file))) throw new Error(`${file} is there already: it cannot be planted`);
  writeFileSync(join(copy, file), `${text}\nexport {};\n`);
  return file;
}

function compile(folder) {
  return spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-b', '--pretty', 'false'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
}

function report(what, problems) {
  if (problems.length > 0) failed++;
  else passed++;
  console.log(`${problems.length === 0 ? '•' : '✘'} ${what}`);
  for (const problem of problems) console.log(`    ${problem}`);
}
