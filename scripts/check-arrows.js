// Shows that the architecture's arrows hold: the tree compiles, and each planted violation does not.
// Project references carry the arrows; a check that passes everything would be no check, so violations are planted.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const copy = mkdtempSync(join(tmpdir(), 'foblab-arrows-'));
const violations = [
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
  ['src/epcs', "import '../bench/index.js';", 'relying parties know no bench'],
  ['src/epcs', "import '../../firmware-sim/index.js';", 'relying parties know no fobs'],
  ['src/verification/kernel', 'setTimeout(() => {}, 1);', 'the kernel has no timers'],
  ['src/seed-files', "import '../verification/index.js';", 'seed files are a leaf'],
  ['src/observations', "import '../bench/index.js';", 'observations know the kernel alone'],
  ['src/readers', "import '../../firmware-sim/fob.js';", 'readers know wire codecs alone'],
  ['src/targets', "import '../bench/index.js';", 'targets know no bench'],
  ['src/contract', "import '../bench/index.js';", 'the contract knows no bench'],
  ['src/scenario', "import '../cli/command-line.js';", 'scenarios know no command line'],
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

let failed = 0;
try {
  for (const name of [
    'firmware-sim',
    'devices',
    'src',
    'test',
    'scripts',
    'examples',
    'package.json',
    'tsconfig.base.json',
    'tsconfig.json',
  ])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  report('the tree compiles', compile([]).status === 0);
  for (const [project, text, why] of violations) {
    const planted = join(copy, project, 'planted.ts');
    writeFileSync(planted, `${text}\nexport {};\n`);
    const { status, stdout } = compile([project]);
    report(`${project}: ${why}`, status !== 0 && stdout.includes('planted.ts'));
    rmSync(planted);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${violations.length + 1 - failed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);

function compile(projects) {
  return spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', ...projects], {
    cwd: copy,
    encoding: 'utf8',
  });
}

function report(what, held) {
  if (!held) failed++;
  console.log(`${held ? '•' : '✘'} ${what}`);
}
