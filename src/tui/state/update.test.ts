// The reducer on its own: what keys and answers make of the state, and what they set going.
import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'uvu';
import { afterKeys, labState } from '../../../test/tui/lab-state.js';
import { MemoryFace } from '../../../test/tui/memory-face.js';
import { plainLines } from '../cells/cells-as-text.js';
import { chooseTheme } from '../cells/theme.js';
import { readDevices } from '../control/read-devices.js';
import { keyTable } from '../keys/key-table.js';
import { knownOperation } from '../known-operations.js';
import { labView } from '../views/lab-view.js';
import type { Effect } from './effect.js';
import { fobGroups, visibleFobs } from './fob-order.js';
import type { LabState } from './state.js';
import { update } from './update.js';

const size = { width: 80, height: 24 };
const mono = chooseTheme({ colour: false, ascii: false });

function press(state: LabState, name: string): { state: LabState; effects: readonly Effect[] } {
  const character = name === 'space' ? ' ' : name.length === 1 ? name : undefined;
  const [next, effects] = update(state, {
    event: 'key',
    key: character === undefined ? { name } : { name, character },
  });
  return { state: next, effects };
}

async function benchOf(count: number): Promise<{ bench: MemoryFace; state: LabState }> {
  const bench = new MemoryFace();
  for (let i = 0; i < count; i++)
    await bench.run('fob.add', {
      model: i % 3 === 0 ? 'symantec/vip-token-avt' : 'onespan/digipass-go7',
      driftPpm: (i * 7) % 40,
      label: i % 2 === 0 ? 'even' : 'odd',
    });
  return { bench, state: await labState(bench, size) };
}

test('filter: as it stands, or else word by word; enter keeps it, escape takes it back', async () => {
  const { bench, state } = await benchOf(9);
  const typing = afterKeys(state, '/', ...'GO7 odd');
  assert.deepEqual(
    visibleFobs(typing).map(({ model, label }) => `${model} ${label}`),
    ['onespan/digipass-go7 odd', 'onespan/digipass-go7 odd', 'onespan/digipass-go7 odd'],
  );
  const phrase = afterKeys(state, '/', ...'symantec/vip');
  assert.ok(visibleFobs(phrase).every(({ model }) => model.startsWith('symantec')));
  assert.equal(visibleFobs(phrase).length, 3);
  assert.equal(visibleFobs(afterKeys(typing, 'enter')).length, 3);
  assert.equal(visibleFobs(afterKeys(typing, 'escape')).length, 9);
  assert.equal(visibleFobs(afterKeys(typing, 'enter', 'escape')).length, 9);
  const none = afterKeys(state, '/', ...'zzz');
  assert.equal(visibleFobs(none).length, 0);
  labView(none, chooseTheme({ colour: true, ascii: false }));
  await bench.close();
});

test('sort by what the clock does, reversed, and in groups by label', async () => {
  const { bench, state } = await benchOf(8);
  const sorted = { ...state, list: { ...state.list, sorting: 'drift' as const } };
  const drifts = visibleFobs(sorted).map(({ serial }) => Math.abs(state.summaries.get(serial)!.driftPpm!));
  assert.deepEqual(
    drifts,
    [...drifts].sort((a, b) => b - a),
  );
  const reversed = afterKeys(sorted, 'r');
  assert.deepEqual(
    visibleFobs(reversed).map(({ serial }) => serial),
    visibleFobs(sorted)
      .map(({ serial }) => serial)
      .reverse(),
  );
  assert.deepEqual(
    fobGroups(afterKeys(state, 'L')).map(({ label, fobs }) => [label, fobs.length]),
    [
      ['even', 4],
      ['odd', 4],
    ],
  );
  await bench.close();
});

test('wherever the keys go, something is selected, and it can be seen', async () => {
  const { bench, state } = await benchOf(23);
  const theme = chooseTheme({ colour: false, ascii: false });
  const keys = ['up', 'down', 'left', 'right', 'pageup', 'pagedown', 'home', 'end', 'v', 'L', 'r'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...keys), { maxLength: 25 }), (walk) => {
      const there = afterKeys(state, ...walk);
      const selected = there.summaries.get(there.selected!)!;
      const screen = labView(there, theme);
      const shown = screen.cells.slice(3).some((row) =>
        row
          .map(({ character }) => character)
          .join('')
          .includes(selected.printed),
      );
      assert.ok(shown, `${selected.printed} after ${walk.join(' ')}`);
    }),
    { numRuns: 150 },
  );
  await bench.close();
});

test('any key in any state leaves a state that can be drawn', async () => {
  const { bench, state } = await benchOf(3);
  const theme = chooseTheme({ colour: true, ascii: false });
  const names = [...new Set(keyTable.flatMap(({ entries }) => entries.flatMap(({ keys }) => keys)))];
  const typed = [...names, 'enter', 'backspace', 'delete', 'a', '7', ' ', '"', '\\', '三', 'linefeed'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...typed), { maxLength: 40 }), (walk) => {
      labView(afterKeys(state, ...walk), theme);
    }),
    { numRuns: 300 },
  );
  await bench.close();
});

test('a press is for the selected fob, a removal asks first', async () => {
  const { bench, state } = await benchOf(2);
  const fob = state.selected!;
  assert.deepEqual(press(state, 'space').effects, [
    { effect: 'run', operation: 'fob.press', arguments: { fob }, origin: 'key' },
  ]);
  const asked = press(state, 'x');
  assert.deepEqual(asked.effects, []);
  assert.equal(asked.state.overlay?.kind, 'confirm');
  assert.deepEqual(press(asked.state, 'n').effects, []);
  assert.deepEqual(press(asked.state, 'y').effects, [
    { effect: 'words', words: ['remove', fob], origin: 'key' },
  ]);
  assert.deepEqual(press(asked.state, 'z').state.overlay, asked.state.overlay);
  await bench.close();
});

test('a finger goes on and comes off, as the bench knows it', async () => {
  const { bench, state } = await benchOf(1);
  const fob = state.selected!;
  const down = press(state, 'H').effects[0] as Extract<Effect, { effect: 'run' }>;
  assert.deepEqual(down, { effect: 'run', operation: 'fob.hold', arguments: { fob }, origin: 'key' });
  await bench.run(down.operation, down.arguments);
  const held = await labState(bench, size);
  const up = press(held, 'H').effects[0] as Extract<Effect, { effect: 'run' }>;
  assert.deepEqual(up, { effect: 'run', operation: 'fob.release', arguments: { fob }, origin: 'key' });
  await bench.run(up.operation, up.arguments);
  assert.equal((await labState(bench, size)).summaries.get(fob)!.screen.text.length, 6, 'it was a press');
  await bench.close();
});

test('a refused form keeps what was typed; an accepted one closes, or goes on to the next fob', async () => {
  const { bench, state } = await benchOf(1);
  const filled = afterKeys(state, 'd', ...'fast');
  const sent = press(filled, 'enter');
  assert.deepEqual(sent.effects, [
    {
      effect: 'fields',
      operation: 'fob.drift',
      values: { fob: state.selected, ppm: 'fast' },
      origin: 'form',
    },
  ]);
  assert.deepEqual(press(sent.state, 'enter').effects, [], 'one at a time');
  const [refused] = update(sent.state, { event: 'failed', message: 'ppm: a number', origin: 'form' });
  assert.ok(refused.overlay?.kind === 'form');
  assert.equal(refused.overlay.form.error, 'ppm: a number');
  assert.deepEqual(
    refused.overlay.form.fields.map(({ text }) => text),
    [state.selected, 'fast'],
  );
  const repeating = press({ ...state, panel: 'devices' }, 'i').state;
  assert.ok(repeating.overlay?.kind === 'form');
  const typed = afterKeys(repeating, ...'3315511111', 'tab', ...'755224', 'tab', 'tab', ...'vpn');
  const sending = press(typed, 'enter').state;
  const [next] = update(sending, {
    event: 'answered',
    operation: 'observation.add',
    result: { readings: [], fobs: [], errors: [], notes: [], recorded: 1, keptBefore: 0 },
    origin: 'form',
    ticket: 1,
  });
  assert.ok(next.overlay?.kind === 'form');
  const values = Object.fromEntries(next.overlay.form.fields.map(({ name, text }) => [name, text]));
  assert.equal(values.serial, '');
  assert.equal(values.code, '');
  assert.equal(values.target, 'vpn');
  assert.equal(next.overlay.form.row?.done, 1);
  await bench.close();
});

test('the devices panel keeps the finding of each reading, the newest of a fob alone', async () => {
  const { bench, state } = await benchOf(1);
  await bench.run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  const read = async (given: Record<string, unknown>): Promise<unknown> =>
    bench.run('observation.add', given);
  let now = state;
  for (const result of [
    await read({ serial: '3315511111', code: '000000', at: '2026-01-01T00:00:00Z' }),
    await read({ file: '3310000001 123456 2026-01-01T00:00:00Z\n3315511111 000001 2026-01-02T00:00:00Z\n' }),
  ])
    [now] = update(now, { event: 'answered', operation: 'observation.add', result, origin: 'palette' });
  const { findings } = now.devices;
  assert.deepEqual([...findings.keys()].sort(), ['3310000001', '3315511111']);
  assert.equal(findings.get('3310000001'), 'kept');
  assert.match(findings.get('3315511111')!, /^kept; its code belongs to no step/);
  await bench.close();
});

test('five readings in a row, typed without waiting, one of them bad: nothing is lost or mixed', async () => {
  const { bench, state } = await benchOf(1);
  const wallTime = '2026-03-01T12:00:00Z';
  let now = press({ ...state, panel: 'devices', wallTime }, 'i').state;
  const sent: Extract<Effect, { effect: 'fields' }>[] = [];
  const type = (...keys: string[]): void => {
    for (const key of keys) {
      const step = press(now, key);
      now = step.state;
      sent.push(...(step.effects as typeof sent));
    }
  };
  const serials = ['3310000001', '3310000002', '3310000003', '3310000004', '3310000005'];
  // Enter after the serial goes on to the code, as a person who looks at the fob types it.
  for (const serial of serials) type(...serial, 'enter', ...`12345${serial.at(-1)}`, 'enter');
  assert.deepEqual(
    sent.map(({ values }) => `${values.serial} ${values.code}`),
    serials.map((serial) => `${serial} 12345${serial.at(-1)}`),
  );
  type(...'33100');
  for (const { ticket } of sent)
    [now] = update(
      now,
      ticket === 3
        ? { event: 'failed', message: 'code: "123453" given', origin: 'form', ticket }
        : {
            event: 'answered',
            operation: 'observation.add',
            result: { readings: [], fobs: [], errors: [], notes: [], recorded: 1, keptBefore: 0 },
            origin: 'form',
            ticket,
          },
    );
  const fields = (): Record<string, string> => {
    assert.ok(now.overlay?.kind === 'form');
    return Object.fromEntries(now.overlay.form.fields.map(({ name, text }) => [name, text]));
  };
  assert.equal(fields().serial, '33100', 'what is being typed is not disturbed');
  const screen = plainLines(labView(now, mono), mono).join('\n');
  assert.match(screen, /4 done, 1 refused; it stays for the next/);
  assert.match(screen, /✗ 3310000003 123453: code: "123453" given/);
  // Closed by mistake, opened again: all of it is there.
  type('escape');
  assert.equal(now.overlay, undefined);
  type('i', 'C-r');
  assert.equal(fields().serial, '3310000003');
  assert.equal(fields().code, '123453');
  assert.equal(fields().at, wallTime, 'fixed later, it is still of the moment at which it was read');
  type('C-r');
  assert.equal(fields().serial, '33100');
  await bench.close();
});

test('a form that waits for its answer takes no keys; a second pause goes on again', async () => {
  const { bench, state } = await benchOf(1);
  const sending = press(afterKeys(state, 'd', '1', '2'), 'enter').state;
  assert.deepEqual(afterKeys(sending, '7', 'tab', 'enter').overlay, sending.overlay);
  assert.equal(afterKeys(sending, 'escape').overlay, undefined);
  const running = { ...state, bench: { at: state.bench!.at, rate: 3600, lastRate: 3600 } };
  const paused = press(running, 'p');
  const again = press(paused.state, 'p');
  assert.deepEqual(
    [paused, again].map(({ effects }) => effects[0]),
    ['0', '3600'].map((rate) => ({
      effect: 'run',
      operation: 'bench.rate',
      arguments: { rate },
      origin: 'key',
    })),
  );
  await bench.close();
});

test('the palette completes a name with the selected fob, and hands on the words', async () => {
  const { bench, state } = await benchOf(1);
  const completed = afterKeys(state, ':', ...'pre', 'tab');
  assert.ok(completed.overlay?.kind === 'palette');
  assert.equal(completed.overlay.text, `press ${state.selected} `);
  assert.deepEqual(press(completed, 'enter').effects, [
    { effect: 'words', words: ['press', state.selected], origin: 'palette' },
  ]);
  const quoted = afterKeys(state, ':', ...'label 1 "drawer 2" a\\ b \'c d\'');
  assert.deepEqual(press(quoted, 'enter').effects, [
    { effect: 'words', words: ['label', '1', 'drawer 2', 'a b', 'c d'], origin: 'palette' },
  ]);
  await bench.close();
});

test('a line that was refused stays in the palette; what was run last comes back with up; tab takes nothing away', async () => {
  const { bench, state } = await benchOf(2);
  const serial = state.selected!;
  const run = press(afterKeys(state, ':', ...`drift ${serial} fast`), 'enter').state;
  const [refused] = update(run, { event: 'failed', message: 'ppm: "fast" given', origin: 'palette' });
  assert.ok(refused.overlay?.kind === 'palette');
  assert.equal(refused.overlay.text, `drift ${serial} fast`);
  assert.match(plainLines(labView(refused, mono), mono).join('\n'), /ppm: "fast" given/);
  assert.equal((press(refused, 'backspace').state.overlay as { error?: string }).error, undefined);
  const again = afterKeys(run, ':', 'up');
  assert.ok(again.overlay?.kind === 'palette');
  assert.equal(again.overlay.text, `drift ${serial} fast`);
  const text = (line: string): string => {
    const { overlay } = afterKeys(state, ':', ...line, 'tab');
    return overlay?.kind === 'palette' ? overlay.text : '';
  };
  assert.equal(text(`press ${serial.slice(0, 6)}`), `press ${serial} `);
  assert.equal(text('add onespan/digipass-go7 --dri'), 'add onespan/digipass-go7 --drift-ppm ');
  assert.equal(text('add onespan/digipass-go7 --sec'), 'add onespan/digipass-go7 --secret-file ');
  assert.equal(text('add x --algorithm sha2'), 'add x --algorithm sha256 ');
  assert.equal(text('label 1 nothing-like-it'), 'label 1 nothing-like-it');
  await bench.close();
});

test('P shows the passport of the physical fob that is chosen, whole', async () => {
  const { bench, state } = await benchOf(1);
  assert.ok(press({ ...state, panel: 'devices' }, 'P').state.overlay?.kind === 'form', 'none is known yet');
  for (const serial of ['3310000001', '3310000002'])
    await bench.run('observation.add', {
      serial,
      code: '123456',
      at: `2025-01-0${serial.at(-1)}T00:00:00Z`,
      keepAnyway: true,
    });
  const devices = { ...state.devices, ...(await readDevices(bench, knownOperation)) };
  const listed = { ...state, panel: 'devices' as const, devices };
  const chosen = (of: LabState): unknown =>
    (press(of, 'P').effects[0] as Extract<Effect, { effect: 'run' }>).arguments.serial;
  assert.equal(chosen(listed), '3310000001', 'the most urgent is the first, then by serial');
  assert.equal(chosen(afterKeys(listed, 'down', 'down', 'down')), '3310000002');
  assert.match(plainLines(labView(listed, mono), mono).join('\n'), /later +3310000002 +123456/);
  const result = await bench.run('passport.show', { serial: '3310000001' });
  const [shown] = update(listed, {
    event: 'answered',
    operation: 'passport.show',
    result,
    origin: 'palette',
  });
  assert.ok(shown.overlay?.kind === 'answer');
  assert.match(shown.overlay.lines.join(' '), /3310000001/);
  await bench.close();
});

test('beside the verifier the fob in hand is the credential that is chosen', async () => {
  const { bench, state } = await benchOf(2);
  const [first, second] = state.index.map(({ serial }) => serial) as [string, string];
  const enrolled: unknown[] = [];
  for (const fob of [first, second]) enrolled.push(await bench.run('credential.enroll', { fob }));
  const both = await labState(bench, size, { selected: second });
  const verifier = afterKeys(both, '3');
  assert.equal(verifier.verification.selected, second, 'who comes with a fob means its credential');
  // A push app has none: its fob stays selected, and the button is that of the credential's fob.
  await bench.run('fob.add', { model: 'idme/push', serial: 'push-1' });
  const other = afterKeys(await labState(bench, size, { selected: 'push-1' }), '3');
  assert.equal(other.selected, 'push-1');
  const [pressed] = press(other, 'space').effects as Extract<Effect, { effect: 'run' }>[];
  assert.deepEqual(pressed?.arguments, { fob: other.verification.selected });
  const [held] = press(other, 'H').effects as Extract<Effect, { effect: 'run' }>[];
  assert.deepEqual(held?.arguments, { fob: other.verification.selected });
  const [after] = update(other, {
    event: 'answered',
    operation: 'credential.enroll',
    result: enrolled[1],
    origin: 'form',
  });
  assert.equal(after.verification.selected, second);
  await bench.close();
});

test('a submitted code is what the glass shows; a blank one says what to do', async () => {
  const { bench, state } = await benchOf(1);
  const serial = state.selected!;
  await bench.run('credential.enroll', { fob: serial });
  const blank = press({ ...(await labState(bench, size)), panel: 'verification' }, 's');
  assert.deepEqual(blank.effects, []);
  assert.match(blank.state.message?.text ?? '', /shows nothing: space presses its button/);
  const { screen } = (await bench.run('fob.press', { fob: serial })) as { screen: { text: string } };
  const showing = { ...(await labState(bench, size)), panel: 'verification' as const };
  const [submitted] = press(showing, 's').effects as Extract<Effect, { effect: 'run' }>[];
  assert.deepEqual(submitted!.arguments, { serial, otp: screen.text });
  const elsewhere = { ...showing, verification: { ...showing.verification, target: 'vpn' } };
  const [other] = press(elsewhere, 's').effects as Extract<Effect, { effect: 'run' }>[];
  assert.deepEqual(other!.arguments, { serial, otp: screen.text, target: 'vpn' });
  await bench.close();
});

test('no key stands for two things on one panel', () => {
  const seen = new Map<string, string>();
  for (const { title, panel, entries } of keyTable)
    for (const { keys, help } of entries)
      for (const key of keys)
        for (const one of panel === undefined ? ['*'] : Array.isArray(panel) ? panel : [panel]) {
          const id = `${one} ${key}`;
          assert.equal(seen.get(id), undefined, `${key} in ${title}: ${help} and ${seen.get(id)}`);
          seen.set(id, help);
        }
});

test.run();
