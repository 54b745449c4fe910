// Debian's ssocr, which reads photographs of seven-segment displays, reads the pictures that the LCD renders.
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import {
  applySegmentFaults,
  decode,
  type LcdFrame,
  NO_SEGMENT_FAULTS,
  type PgmOptions,
  renderPgm,
  textFrame,
  withSegmentFault,
} from '../../firmware-sim/lcd/index.js';
import { skip } from '../skip.js';

const judge = suite('the LCD’s picture before an outside reader');
const codes = ['755224', '287082', '111111', '100017', '000000', '89005924', '12345678', '9999999'];

function readBySsocr(frame: LcdFrame, options: PgmOptions): string {
  const folder = mkdtempSync(join(tmpdir(), 'foblab-lcd-'));
  try {
    const picture = join(folder, 'lcd.pgm');
    writeFileSync(picture, renderPgm(frame, options));
    const { stdout, stderr } = spawnSync('ssocr', ['-d', '-1', picture], { encoding: 'utf8' });
    return stdout.trim() || stderr.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const noCase: PgmOptions = { bezel: 0, annunciators: false };

if (spawnSync('ssocr', ['--version']).error) {
  skip(judge, 'ssocr reads every code', 'ssocr is missing: apt-get install ssocr');
} else {
  judge('ssocr reads every code, in both formats and at several sizes', () => {
    for (const code of codes)
      for (const options of [noCase, { ...noCase, format: 'P2' }, { ...noCase, scale: 3 }] as const)
        assert.equal(readBySsocr(textFrame(code, code.length), options), code);
  });

  judge('ssocr reads a code past strong ghosts', () => {
    for (const code of codes)
      assert.equal(readBySsocr(textFrame(code, code.length), { ...noCase, grey: { ghost: 165 } }), code);
  });

  judge('ssocr reads from a faulty glass what the decoder reads', () => {
    const broken = withSegmentFault(NO_SEGMENT_FAULTS, 'missing', 1, 'g');
    const frame = applySegmentFaults(textFrame('888888', 6), broken);
    assert.equal(decode(frame.segments), '808888');
    assert.equal(readBySsocr(frame, noCase), '808888');
  });
}

judge.run();
