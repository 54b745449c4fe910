// 2 000 random seeds: what the fob's glass shows is what oathtool computes, TOTP at random times, HOTP at random counters.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../../devices/index.js';
import { Fob, Random } from '../../firmware-sim/index.js';
import { skip } from '../skip.js';

const judge = suite('oathtool');
const title = 'two thousand seeds agree with oathtool, read off the glass';
const seeds = 2000;

/** One shell runs oathtool for each line of arguments; it says one code a line. */
const script = 'while read -r arguments; do oathtool $arguments || exit 1; done';

if (spawnSync('oathtool', ['--version']).status !== 0)
  skip(judge, title, 'oathtool is missing (Debian package oathtool)');
else
  judge(title, () => {
    const random = Random.stream(process.env.FOBLAB_SEED ?? 1, 'oathtool');
    const lines: string[] = [];
    const shown: string[] = [];
    for (let i = 0; i < seeds; i++) {
      const secret = random.bytes(10 + random.below(55));
      const key = Buffer.from(secret).toString('hex');
      const digits = 6 + random.below(3);
      const algorithm = (['sha1', 'sha256', 'sha512'] as const)[random.below(3)]!;
      const periodSeconds = [30, 60, 1 + random.below(3600)][random.below(3)]!;
      const unixSeconds = random.below(4_294_967_295);
      const counter = random.nextUint32() * 2 ** (random.below(4) * 5);

      shown.push(glass({ type: 'totp', algorithm, digits, periodSeconds }, secret, unixSeconds, 0));
      lines.push(
        `--totp=${algorithm} --now=@${unixSeconds} --time-step-size=${periodSeconds}s --digits=${digits} ${key}`,
      );
      shown.push(glass({ type: 'hotp', digits }, secret, 1_767_225_600, counter));
      lines.push(`--hotp --counter=${counter} --digits=${digits} ${key}`);
    }
    const run = spawnSync('sh', ['-c', script], { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    const judged = run.stdout.trim().split('\n');
    assert.equal(judged.length, 2 * seeds);
    for (const [i, code] of judged.entries()) assert.equal(shown[i], code, lines[i]!.replace(/ \S+$/, ''));
  });

function glass(
  order: Parameters<typeof toFobModel>[1],
  secret: Uint8Array,
  unixSeconds: number,
  counter: number,
): string {
  const timeUs = unixSeconds * 1e6;
  const model = toFobModel(findModel('onespan/digipass-go7'), order);
  const fob = Fob.create({ model, serial: '3315511111', secret, seed: 'judged', timeUs, counter });
  fob.press(timeUs);
  return fob.view(timeUs).text;
}

judge.run();
