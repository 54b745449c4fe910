// Debian's oathtool as a target, told the bench's time or put into it by libfaketime: the page's own examples.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { checkTarget, openTarget, parseTargetFile, type Target } from '../../src/targets/index.js';
import { codes, prepareKey } from '../../src/verification/kernel/index.js';
import { skip } from '../skip.js';
import { documentedTargets } from '../targets/documented.js';

const judge = suite('oathtool as a target');
const folder = mkdtempSync(join(tmpdir(), 'foblab-oathtool-'));
judge.after(() => rmSync(folder, { recursive: true }));

// RFC 6238 appendix B.
const seed = Buffer.from('12345678901234567890');
writeFileSync(join(folder, 'seed.hex'), `${seed.toString('hex')}\n`);

/** A year that no machine's clock is in yet, in the middle of a step. */
const atUs = (2_524_608_000 + 15) * 1_000_000;
const stepUs = 30_000_000;

function documented(name: string): Target {
  const text = documentedTargets().get(name)!;
  return openTarget(parseTargetFile(text, { name, file: `${name}.yaml`, folder }));
}

async function holdAgainst(target: Target, wrong: string): Promise<void> {
  const ask = async (code: string, us: number) =>
    (await target.verify({ serial: 'any', code, atUs: us })).outcome;
  const code = codeAt(atUs);
  assert.equal(target.timeBase, 'bench');
  assert.equal(await ask(code, atUs), 'accepted');
  assert.equal(await ask(code, atUs + stepUs), 'accepted');
  assert.equal(await ask(code, atUs + 3 * stepUs), wrong);
  assert.equal(await ask(codeAt(Date.now() * 1000), atUs), wrong);
  const check = await checkTarget(target, { atUs });
  assert.equal(check.finding, 'refuses', check.message);
}

function codeAt(us: number): string {
  const out = new Int32Array(1);
  codes(prepareKey('SHA1', seed), Math.floor(us / stepUs), 1, 6, out);
  return String(out[0]).padStart(6, '0');
}

const noOathtool = spawnSync('oathtool', ['--version']).error !== undefined;
const noFaketime = spawnSync('faketime', ['--version']).error !== undefined;
const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

const told = 'told the time by an argument, the code on standard input';
if (noOathtool) skip(judge, told, 'oathtool is missing: apt-get install oathtool');
else
  judge(told, async () => {
    const target = documented('oathtool');
    await holdAgainst(target, 'invalid');
    assert.equal((await target.verify({ serial: 'any', code: '12', atUs })).outcome, 'malformed');
  });

const frozen = 'under faketime, its clock stopped at the bench’s time';
if (noOathtool || noFaketime) skip(judge, frozen, 'apt-get install oathtool faketime');
else judge(frozen, () => holdAgainst(documented('frozen'), 'refused'));

const running = 'with libfaketime preloaded, its clock running on from the bench’s time';
if (noOathtool || !existsSync(library))
  skip(judge, running, `apt-get install oathtool faketime (${library})`);
else judge(running, () => holdAgainst(documented('running'), 'refused'));

judge.run();
