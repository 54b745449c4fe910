import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { findModel, toFobModel } from '../devices/index.js';
import { Fob, type FobEvent } from './index.js';

const life = suite('published life');
const startUs = 1_767_225_600_000_000;
const dayUs = 86_400e6;

function cardOf(id: string, given: { lifeCodes?: number } = {}): Fob {
  return Fob.create({
    model: { ...toFobModel(findModel(id)), ...given },
    serial: 'FT1234567890',
    secret: new Uint8Array(20),
    seed: 'life',
    timeUs: startUs,
  });
}
const lifeEnds = (events: readonly FobEvent[]) => events.filter(({ kind }) => kind === 'life-ended');

life('five years end once, at their end, and the token goes on', () => {
  const card = cardOf('symantec/vip-token-ft');
  assert.deepEqual(card.life(startUs), {
    codesMade: 0,
    lifeCodes: 15_000,
    endsUs: startUs + 5 * 365 * dayUs,
    ended: false,
  });
  assert.deepEqual(lifeEnds(card.advanceTo(startUs + 5 * 365 * dayUs - 1)), []);
  const ended = lifeEnds(card.advanceTo(startUs + 6 * 365 * dayUs));
  assert.deepEqual(ended, [{ timeUs: startUs + 5 * 365 * dayUs, kind: 'life-ended', detail: { years: 5 } }]);
  const now = startUs + 6 * 365 * dayUs;
  card.press(now);
  assert.match(card.view(now).text, /^\d{6}$/);
  assert.equal(card.life(now)!.ended, true);
  assert.equal(card.life(now)!.codesMade, 1);
});

life('codes end it too, once, and a snapshot remembers that it was reported', () => {
  let card = cardOf('symantec/vip-token-ft', { lifeCodes: 3 });
  const events: FobEvent[] = [];
  let now = startUs;
  for (let i = 0; i < 6; i++, now += dayUs) {
    events.push(...card.press(now));
    card = Fob.restore(card.snapshot());
  }
  assert.deepEqual(lifeEnds(events), [
    { timeUs: startUs + 2 * dayUs, kind: 'life-ended', detail: { codes: 3 } },
  ]);
  assert.deepEqual(lifeEnds(card.advanceTo(startUs + 6 * 365 * dayUs)), []);
});

life('an aged token has its end earlier by what it was aged', () => {
  const card = cardOf('symantec/vip-token-ft');
  assert.deepEqual(lifeEnds(card.age(startUs, 2 * 365 * dayUs)), []);
  card.setDrift(startUs, 20);
  assert.equal(card.life(startUs)!.endsUs, startUs + 3 * 365 * dayUs);
  assert.deepEqual(
    lifeEnds(card.age(startUs, 4 * 365 * dayUs)).map(({ timeUs }) => timeUs),
    [startUs],
  );
});

life('a model with no published life has none, and no event for it', () => {
  const go7 = cardOf('onespan/digipass-go7');
  assert.equal(go7.life(startUs), undefined);
  assert.deepEqual(lifeEnds(go7.advanceTo(startUs + 20 * 365 * dayUs)), []);
});

life(
  'a snapshot of a token from before life-ended events is restored, and reports one at once if its life is over',
  () => {
    const card = cardOf('symantec/vip-token-ft');
    card.advanceTo(startUs + 6 * 365 * dayUs);
    const snapshot = card.snapshot();
    delete (snapshot.state as { firmware: { lifeEnded?: true } }).firmware.lifeEnded;
    const later = Fob.restore(snapshot);
    assert.equal(lifeEnds(later.advanceTo(startUs + 6 * 365 * dayUs)).length, 1);
  },
);

life.run();
