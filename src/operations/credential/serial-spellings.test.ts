// One fob is one credential, however its serial is spelled; and what cannot be undone takes the whole serial.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';

const spellings = suite('spellings of a serial');
const hex = '3132333435363738393031323334353637383930';
/** RFC 6238's seed at 2026-01-01T00:00:00Z. */
const code = '157422';

let bench: PausedBench;
spellings.before.each(() => {
  bench = pausedBench();
});
spellings.after.each(async () => {
  await bench.close();
});

const run = (name: string, given: Record<string, unknown> = {}) => bench.run(name, given);
function fileOf(...serials: string[]): string {
  return serials.map((serial) => `${serial},${hex},totp,6,30\n`).join('');
}

spellings('a lost fob does not come back under another spelling, by whichever way in', async () => {
  await run('seed-file.import', { file: fileOf('3315511111') });
  await run('credential.lost', { serial: '3315511111' });
  for (const again of ['33-1551111-1', '33 1551111 1', '3315511111', '33\u22121551111\u22121']) {
    await assert.rejects(
      run('seed-file.import', { file: fileOf(again) }),
      /1 of 1 serials are enrolled already/,
    );
    await assert.rejects(
      run('credential.enroll', { serial: again, secret: hex }),
      /already \(lost.*an id is never used twice/,
    );
    assert.equal((await run('credential.verify', { serial: again, otp: code })).outcome, 'lost', again);
  }
  const { credentials } = await run('credential.list');
  assert.equal((credentials as unknown[]).length, 1);
});

spellings('two spellings in one file are one serial given twice', async () => {
  for (const name of ['seed-file.import', 'fob.add-from'])
    await assert.rejects(
      run(name, { [name === 'fob.add-from' ? 'from' : 'file']: fileOf('3315511111', '33-1551111-1') }),
      /record 2, line 2, .*33-1551111-1 was already given by record 1 \(line 1\), spelled 3315511111/,
    );
});

spellings('two spellings are one fob on the bench', async () => {
  await run('fob.add-from', { from: fileOf('33-1551111-1') });
  await assert.rejects(
    run('fob.add-from', { from: fileOf('3315511111') }),
    /1 of 1 serials are on the bench/,
  );
  await assert.rejects(
    run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' }),
    /on the bench already, spelled 33-1551111-1/,
  );
});

spellings('what cannot be undone takes the whole serial, in any spelling, never its beginning', async () => {
  for (const serial of ['AVT800012345', 'AVT900012345', 'AVT700012345']) {
    await run('fob.add', { model: 'symantec/vip-token-avt', serial });
    await run('credential.enroll', { fob: serial });
  }
  for (const verb of ['lost', 'expire', 'delete'])
    await assert.rejects(
      run(`credential.${verb}`, { serial: 'avt8' }),
      /avt8 is not a whole serial.*AVT800012345 fits/,
    );
  for (const given of [
    { serial: 'avt8', successor: 'AVT900012345' },
    { serial: 'AVT800012345', successor: 'avt9' },
  ])
    await assert.rejects(run('credential.replace', given));
  await assert.rejects(run('credential.backup-codes', { serial: 'avt8' }), /not a whole serial/);
  await assert.rejects(run('fob.remove', { fob: 'avt8' }), /not a whole serial/);
  const { credentials } = (await run('credential.list')) as { credentials: { lifecycle: string }[] };
  assert.ok(credentials.every(({ lifecycle }) => lifecycle === 'active'));
  await run('credential.lost', { serial: 'avt8-0001-2345' });
  await run('credential.replace', { serial: 'AVT7 0001 2345', successor: 'avt9-0001-2345' });
  assert.equal((await run('fob.remove', { fob: 'avt8-0001-2345' })).serial, 'AVT800012345');
  // Looking takes the beginning as before.
  assert.equal((await run('fob.show', { fob: 'avt9' })).serial, 'AVT900012345');
});

spellings('a serial with a character that nobody sees is refused by its name', async () => {
  await run('seed-file.import', { file: fileOf('3315511111') });
  for (const [odd, name] of [
    ['33155\u200b11111', /U\+200B \(zero width space\)/],
    ['33155\u00a011111', /U\+00A0 \(no-break space\)/],
    ['33155\u00ad11112', /U\+00AD \(soft hyphen\)/],
    ['\u200e3315511112', /U\+200E \(left-to-right mark\)/],
  ] as const) {
    await assert.rejects(run('seed-file.import', { file: fileOf(odd) }), name);
    await assert.rejects(run('credential.enroll', { serial: odd, secret: hex }), name);
    await assert.rejects(run('credential.verify', { serial: odd, otp: '745690' }), name);
    await assert.rejects(run('credential.lost', { serial: odd }), name);
  }
});

spellings('a serial that a spreadsheet has ruined is refused, and says how', async () => {
  for (const [ruined, says] of [
    ['8.65E+11', /was rounded by a spreadsheet/],
    ['"3,3155E+09"', /was rounded by a spreadsheet/],
    ['3315511111.0', /was taken for a number/],
    ['#VALUE!', /spreadsheet error/],
    // Two of them: one is taken off as the mark of a spreadsheet.
    ["''3315511111", /spreadsheet's mark for text/],
  ] as const) {
    // A bare # at the start of a line is a comment.
    const serial = ruined.startsWith('#') ? `"${ruined}"` : ruined;
    await assert.rejects(run('seed-file.import', { file: fileOf(serial) }), says);
    await assert.rejects(run('credential.enroll', { serial: ruined.replaceAll('"', ''), secret: hex }), says);
  }
  const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const file = `upn,serial number,secret key,time interval,manufacturer,model\n,0315511111,${seed},30,OneSpan,Digipass GO 7\n,315511112,${seed},30,OneSpan,Digipass GO 7\n`;
  await assert.rejects(
    run('seed-file.import', { file }),
    /record 2: serial 315511112 has 9 digits.*probably 0315511112/,
  );
  const { imported, report } = await run('seed-file.import', { file, partial: true });
  assert.deepEqual(imported, ['0315511111']);
  assert.equal((report as { outcome: string }[])[1]?.outcome, 'failed');
});

spellings('letters that look like digits are a suggestion, never the same serial', async () => {
  await run('credential.enroll', { serial: 'AVT800012345', secret: hex });
  await assert.rejects(
    run('credential.lost', { serial: 'AVT8OOO12345' }),
    /there is no credential "AVT8OOO12345"; did you mean AVT800012345\?/,
  );
  await run('credential.enroll', { serial: 'AVT8OOO12345', secret: '00112233445566778899aabbccddeeff' });
});

spellings('a code with direction marks around it, as a chat pastes it, is a code', async () => {
  await run('credential.enroll', { serial: '3315511111', secret: hex });
  const answer = await run('credential.verify', { serial: '3315511111', otp: '\u200e745 690\u202c' });
  assert.equal(answer.outcome, 'accepted');
});

spellings.run();
