// A QR code as the terminal has it, read by somebody else's decoder.

import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import { memoryBench } from '../../src/bench/index.js';
import { BenchHost } from '../../src/host/bench-host.js';
import { findOperation } from '../../src/operations/index.js';
import { textOfQrPicture } from '../../src/readers/qr-picture.js';
import { runNamed } from '../operations/run-named.js';
import { qrPicture } from '../pictures/qr-picture.js';
import { skip } from '../skip.js';

const judges = suite('QR codes before an outside judge');
const there = spawnSync('zbarimg', ['--version']).error === undefined;
const name = 'zbarimg reads the activation image and the otpauth URI off the terminal';

if (!there) skip(judges, name, 'zbarimg is missing: apt-get install zbar-tools');
else
  judges(name, async () => {
    const benchHost = new BenchHost(
      memoryBench({ rate: 0, atUs: Date.UTC(2026, 0, 1) * 1000, seed: '42' }),
      findOperation,
    );
    const run = (operation: string, given: Record<string, unknown>) => runNamed(benchHost, operation, given);
    for (const bytes of [10, 20, 64, 256]) {
      const secret = Uint8Array.from({ length: bytes }, (_, i) => (i * 37) & 255);
      const image = await run('activation.image', { serial: 'Zoë’s phone', secret, qr: true });
      assert.equal(decoded(image.qr as string), image.image, `${bytes} bytes`);
      const { serial } = await run('fob.add', { model: 'idme/code-generator', secret });
      const shown = await run('fob.otpauth', { fob: serial, qr: true });
      assert.equal(decoded(shown.qr as string), shown.uri, `${bytes} bytes`);
    }
    await benchHost.close();
  });

/** What a phone reads off a dark terminal: blocks are light, the rest is dark. */
function decoded(blocks: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-qr-'));
  const file = join(folder, 'screen.pgm');
  writeFileSync(file, picture(blocks));
  const { status, stdout, stderr } = spawnSync('zbarimg', [
    '--quiet',
    '--raw',
    '--oneshot',
    '-Sbinary',
    file,
  ]);
  rmSync(folder, { recursive: true });
  assert.equal(status, 0, stderr.toString());
  return stdout.toString().trimEnd();
}

/** Two modules a character, eight pixels a module, in a dark frame. */
function picture(blocks: string): Buffer {
  const rows = blocks.split('\n').flatMap((line) => {
    const cells = [...line];
    return [cells.map((cell) => '█▀'.includes(cell)), cells.map((cell) => '█▄'.includes(cell))];
  });
  const scale = 8;
  const margin = 32;
  const width = Math.max(...rows.map((row) => row.length)) * scale + 2 * margin;
  const height = rows.length * scale + 2 * margin;
  const pixels = Buffer.alloc(width * height, 0);
  for (const [y, row] of rows.entries())
    for (const [x, light] of row.entries())
      if (light)
        for (let line = 0; line < scale; line++) {
          const from = (margin + y * scale + line) * width + margin + x * scale;
          pixels.fill(255, from, from + scale);
        }
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]);
}

const pictures = 'our reading of a picture is zbarimg’s';
if (!there) skip(judges, pictures, 'zbarimg is missing: apt-get install zbar-tools');
else
  judges(pictures, async () => {
    for (const photo of [{}, { degrees: 17, scale: 8 }, { noise: 8, shade: 0.2, scale: 8 }]) {
      const folder = mkdtempSync(join(tmpdir(), 'foblab-qr-'));
      const file = join(folder, 'photo.png');
      const picture = qrPicture('otpauth://totp/ID.me:one?secret=JBSWY3DPEHPK3PXP', photo);
      writeFileSync(file, picture);
      const { stdout } = spawnSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8' });
      rmSync(folder, { recursive: true, force: true });
      assert.equal(await textOfQrPicture(picture), stdout.trimEnd(), JSON.stringify(photo));
    }
  });

judges.run();
