// Rows whose time is over do not pile up: a year of sign-ins, links and failures leaves a few hundred rows.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import { gold, idme } from '../../src/epcs/index.js';
import { day, newLab, one, passphrase, second } from './lab.js';

const sweep = suite('rows whose time is over');

sweep('are taken out as new ones come', async () => {
  const lab = await newLab();
  const { context } = lab;
  const count = async (name: string): Promise<number> => {
    let rows = 0;
    for (let afterKey = ''; ; ) {
      const page = await lab.store.companions({ table: `epcs.${name}`, limit: 1000, afterKey });
      rows += page.length;
      if (page.length < 1000) return rows;
      afterKey = page.at(-1)!.key;
    }
  };
  for (let i = 0; i < 3000; i++) {
    const email = `p${i}@example.test`;
    await idme.signUp(context, { email, password: 'A long password 1', acceptTerms: true });
    await gold.signIn(context, { npi: one, passphrase: `wrong ${passphrase}` });
    await idme.signIn(context, { email, password: 'wrong password' });
    lab.advance(day / 4);
  }
  const left = {
    session: await count('session'),
    link: await count('link'),
    throttle: await count('throttle'),
  };
  for (const [name, rows] of Object.entries(left)) assert.ok(rows < 400, `${name}: ${rows} rows are left`);
});

sweep('what still means something stays', async () => {
  const lab = await newLab();
  const { context } = lab;
  for (let i = 0; i < 200; i++)
    await idme.signIn(context, { email: `p${i}@example.test`, password: 'wrong password' });
  const rows = await lab.store.companions({ table: 'epcs.throttle', limit: 1000 });
  assert.equal(rows.length, 200);
  lab.advance(second);
  for (let i = 0; i < 4; i++) await idme.signIn(context, { email: 'p0@example.test', password: 'wrong one' });
  const last = await idme.signIn(context, { email: 'p0@example.test', password: 'wrong one' });
  assert.equal(last.ok ? '' : last.refusal.code, 'throttled');
});

sweep.run();
