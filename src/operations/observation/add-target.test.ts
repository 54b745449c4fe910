import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { labBench } from '../../../test/operations/lab-bench.js';

const observe = suite('observe with a target');
const folder = mkdtempSync(join(tmpdir(), 'foblab-observe-'));
observe.after(() => rmSync(folder, { recursive: true, force: true }));

/** Accepts 755224 and refuses everything else. */
const file = join(folder, 'login.yaml');
writeFileSync(
  file,
  `kind: command
program: ${JSON.stringify(process.execPath)}
arguments: ['-e', 'process.exit(require("fs").readFileSync(0, "utf8").includes("755224") ? 0 : 1)']
input: { lines: ['{code}'] }
verdict:
  - { exit: 0, outcome: accepted }
  - { exit: 1, outcome: refused }
`,
);

observe('the code of a fob without a seed goes to the target, and the verdict is kept', async () => {
  const lab = labBench();
  await lab.run('observation.add', { serial: '3315511111', code: '755224', target: file });
  lab.wallMs += 60_000;
  await lab.run('observation.add', { serial: '3315511111', code: '111111', target: file });
  const passport = JSON.stringify(await lab.run('passport.show', { serial: '3315511111' }));
  assert.match(passport, /accepted/);
  assert.match(passport, /refused/);
  await lab.close();
});

observe('a target that does not answer costs no reading', async () => {
  const gone = join(folder, 'gone.yaml');
  writeFileSync(
    gone,
    `kind: command
program: /nowhere/at/all
input: { lines: ['{code}'] }
verdict:
  - { exit: 0, outcome: accepted }
  - { outcome: refused }
`,
  );
  const lab = labBench();
  const answer = await lab.run('observation.add', { serial: '3315511111', code: '755224', target: gone });
  assert.equal(answer.recorded, 1);
  assert.match(JSON.stringify(answer.notes), /kept without a verdict/);
  await lab.close();
});

observe('an outcome without a target is asked for', async () => {
  const lab = labBench();
  await assert.rejects(
    lab.run('observation.add', { serial: '3315511111', code: '755224', outcome: 'accepted' }),
    /name of that system with target/,
  );
  await lab.close();
});

observe.run();
