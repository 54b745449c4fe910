import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import type { UsbKeyFob } from '../../../firmware-sim/fob-kinds.js';
import {
  configurationFlag,
  encodeConfigurationWrite,
  encodeYubikeyFrame,
  ticketFlag,
  type YubikeyConfiguration,
  yubikeyFrameToReports,
  yubikeySlotCode,
} from '../../../firmware-sim/wire/index.js';
import { operationNamed } from '../../../test/operations/loaded-operations.js';
import { type PausedBench, pausedBench } from '../../../test/operations/paused-bench.js';

const keys = suite('a USB key under show, press, code and clock');
let bench: PausedBench;

keys.before.each(async () => {
  bench = pausedBench();
  await bench.run('fob.add', { model: 'yubico/yubikey', serial: '4711' });
  await bench.run('fob.add', { model: 'symantec/vip-yubikey', serial: 'UBHE88758233' });
  await bench.run('fob.add', { model: 'nitrokey/pro', serial: '00005D19' });
});
keys.after.each(() => bench.close());

const textOf = (name: string, result: unknown): string => operationNamed(name).text!(result);
const plainOf = (name: string, result: unknown): string => operationNamed(name).plain!(result);

keys('show says what each slot is, and no clock where there is none', async () => {
  const yubikey = await bench.run('fob.show', { fob: '4711' });
  assert.deepEqual([yubikey.otp, yubikey.clock, yubikey.noClock], [null, null, 'none']);
  assert.deepEqual(yubikey.slots, [
    { slot: 'slot 1, short touch', holds: 'Yubico OTP', gives: 'code' },
    { slot: 'slot 2, long touch', holds: 'empty', gives: 'nothing' },
  ]);
  const text = textOf('fob.show', yubikey);
  assert.match(text, /^slots {4}slot 1, short touch {2}Yubico OTP$/m);
  assert.doesNotMatch(text, /HOTP|ppm|clock/);
  assert.match(
    textOf('fob.show', await bench.run('fob.show', { fob: 'UBHE88758233' })),
    /HOTP SHA1, 6 digits/,
  );
  const nitrokey = textOf('fob.show', await bench.run('fob.show', { fob: '00005D19' }));
  assert.match(nitrokey, /^codes {4}none yet: no slot is written$/m);
  assert.match(nitrokey, /^clock {4}not set: its host sets it/m);
});

keys('a Yubico OTP is its code, of code and of press, and each touch gives another', async () => {
  const { code } = (await bench.run('fob.code', { fob: '4711' })) as { code: string };
  assert.match(code, /^cccccc[cbdefghijklnrtuv]{38}$/);
  const pressed = await bench.run('fob.press', { fob: '4711' });
  assert.match(plainOf('fob.press', pressed), /^cccccc[cbdefghijklnrtuv]{38}$/);
  assert.notEqual(plainOf('fob.press', pressed), code);
  const vip = (await bench.run('fob.code', { fob: 'UBHE88758233' })) as { code: string };
  assert.match(vip.code, /^\d{6}$/);
});

keys('a slot that gives no code is refused for what it is, before it is touched', async () => {
  const events = () => bench.benchHost.bench.log.last;
  for (const [flags, because] of [
    [{ configurationFlags: configurationFlag.staticTicket }, /slot 1, short touch types a static password/],
    [
      {
        ticketFlags: ticketFlag.oathOrChallenge,
        configurationFlags: configurationFlag.challengeHmac,
      },
      /slot 1, short touch \(challenge-response, HMAC-SHA1\) answers its host alone/,
    ],
  ] as const) {
    program('4711', flags);
    const before = events();
    await assert.rejects(bench.run('fob.code', { fob: '4711' }), { code: 'refused', message: because });
    assert.equal(events(), before, 'nothing was touched');
  }
  await assert.rejects(bench.run('fob.code', { fob: '00005D19' }), /no slot of it is written/);
  await assert.rejects(bench.run('fob.press', { fob: '00005D19' }), /has no button/);
});

keys('a clock that is not there is neither read nor set', async () => {
  await assert.rejects(bench.run('fob.clock', { fob: '4711' }), /^FobError: 4711 has no clock$/);
  await assert.rejects(bench.run('fob.clock', { fob: '4711', offset: 5 }), /4711 has no clock/);
  await assert.rejects(bench.run('fob.clock', { fob: '00005D19' }), /its clock is not set; its host sets it/);
});

function program(serial: string, flags: Partial<YubikeyConfiguration>): void {
  const configuration: YubikeyConfiguration = {
    fixed: new Uint8Array(0),
    uid: new Uint8Array(6),
    key: new Uint8Array(16).fill(1),
    accessCode: new Uint8Array(6),
    extendedFlags: 0,
    ticketFlags: 0,
    configurationFlags: 0,
    ...flags,
  };
  bench.benchHost.bench.drive(serial, (fob, now) => {
    const write = encodeConfigurationWrite(configuration);
    const frame = encodeYubikeyFrame(yubikeySlotCode.writeConfiguration1, write);
    for (const report of yubikeyFrameToReports(frame))
      (fob as UsbKeyFob).report(now, (applet, at) => applet.setFeature(0, report, at));
    return [];
  });
}

keys.run();
