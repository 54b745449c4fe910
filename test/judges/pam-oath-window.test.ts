// The pam-oath policy against the OATH Toolkit itself: what oathtool finds with --window 5, the policy accepts.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite } from 'uvu';
import { skip } from '../skip.js';
import { enrolled, second, startUs } from '../verification/fixtures.js';

const judge = suite('pam-oath and oathtool');
const title = 'the policy accepts exactly the codes that oathtool finds with --window 5';

if (spawnSync('oathtool', ['--version']).status !== 0)
  skip(judge, title, 'oathtool is missing (Debian package oathtool)');
else
  judge(title, async () => {
    for (const kind of ['totp', 'hotp'] as const)
      for (let off = kind === 'totp' ? -8 : 0; off <= 8; off++) {
        const { fob, submit } = await enrolled({ policy: 'pam-oath', kind, digits: 8 });
        const code = kind === 'totp' ? fob.code(startUs, off) : fob.codeOf(off);
        const mode = kind === 'totp' ? ['--totp', `--now=@${startUs / second}`] : ['--hotp', '--counter=0'];
        const key = Buffer.from(fob.seed).toString('hex');
        const found = spawnSync('oathtool', [...mode, '--window=5', '--digits=8', key, code]).status === 0;
        const { outcome } = await submit(code, startUs);
        assert.equal(outcome === 'accepted', found, `${kind} ${off} off: ${outcome}, oathtool ${found}`);
      }
  });

judge.run();
