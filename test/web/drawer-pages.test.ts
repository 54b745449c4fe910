// /drawer without a browser's help: the pages as a server sends them, and forms as a person without a script posts them.
import * as assert from 'node:assert/strict';
import { suite } from 'uvu';
import type { webPages as Pages } from '../../src/web/mount.js';
import { type Lab, labBench } from '../operations/lab-bench.js';

const drawer = suite('/drawer');
let lab: Lab;
let app: ReturnType<typeof Pages.app>;
let cookie = '';

drawer.before(async () => {
  lab = labBench();
  // As compiled: what runs the tests compiles no JSX.
  const compiled = new URL('../../dist/src/web/mount.js', import.meta.url).href;
  const { webPages } = (await import(compiled)) as { webPages: typeof Pages };
  app = webPages.app({
    bench: { name: '', run: (name, given) => lab.run(name, given as Record<string, unknown>) },
    base: '/',
    ending: new AbortController().signal,
  });
});
drawer.after(() => lab.close());

async function get(path: string): Promise<string> {
  const answer = await app.request(path, { headers: { cookie } });
  assert.equal(answer.status, 200, path);
  cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
  return answer.text();
}

async function post(path: string, fields: Record<string, string>): Promise<{ status: number; text: string }> {
  const form = /name="form" value="([^"]+)"/.exec(await get('/drawer'))![1]!;
  const body = new URLSearchParams({ form, request: crypto.randomUUID(), ...fields }).toString();
  const answer = await app.request(path, {
    method: 'POST',
    headers: {
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
    },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

const kept = async (): Promise<string[]> =>
  ((await lab.run('observation.list')).observations as { serial: string; code: string }[]).map(
    ({ serial, code }) => `${serial} ${code}`,
  );

drawer('two fields and Enter; a scanner presses Enter after the serial', async () => {
  const scanned = await post('/drawer', { serial: '33-1551111-1', code: '' });
  assert.equal(scanned.status, 200);
  assert.match(scanned.text, /id="drawer-serial"[^>]*value="33-1551111-1"/);
  assert.match(scanned.text, /id="drawer-code"[^>]*autofocus/);
  assert.deepEqual(await kept(), []);
  assert.equal((await post('/drawer', { serial: '33-1551111-1', code: '755 224' })).status, 303);
  assert.equal((await post('/drawer', { serial: 'ubhe57586348287922', code: '' })).status, 303);
  assert.deepEqual(await kept(), ['3315511111 755224', 'UBHE57586348 287922']);
  const page = await get('/drawer?kept=3315511111');
  assert.match(page, /Kept: <a [^>]*>3315511111<\/a> 755224/);
  assert.match(page, /2 fobs read in the last hour/);
});

drawer('a slip is asked about, and kept only if the person insists', async () => {
  const before = await kept();
  const asked = await post('/drawer', { serial: '287082', code: '4415511111' });
  assert.equal(asked.status, 400);
  assert.match(asked.text, /Is this right\?/);
  assert.match(asked.text, /fields look swapped/);
  assert.match(asked.text, /Keep it anyway/);
  assert.deepEqual(await kept(), before);
  assert.equal((await post('/drawer', { serial: '3315511112', code: '287082', anyway: 'yes' })).status, 303);
  assert.equal((await kept()).length, before.length + 1);
});

drawer('a reading is corrected, moved, removed and put back on the page of its fob', async () => {
  const [{ id } = { id: 0 }] = (await lab.run('observation.list', { serial: '3315511112' })).observations as {
    id: number;
  }[];
  const of = { id: String(id), back: '3315511112' };
  assert.equal((await post('/drawer/edit', { ...of, code: '359152' })).status, 303);
  assert.match(await get('/drawer/fob/3315511112'), /359152/);
  assert.equal((await post('/drawer/move', { ...of, to: '3315511111' })).status, 303);
  assert.ok((await kept()).includes('3315511111 359152'));
  assert.equal((await post('/drawer/remove', { ...of, back: '3315511111' })).status, 303);
  assert.ok(!(await kept()).some((one) => one.includes('359152')));
  assert.equal((await post('/drawer/undo', {})).status, 303);
  assert.ok((await kept()).includes('3315511111 359152'));
  assert.match(await get('/drawer/fob/3315511111'), /was moved here from 3315511112/);
  const strange = await app.request('/drawer/fob/nothing', { headers: { cookie } });
  assert.equal(strange.status, 404);
});

drawer('print, spreadsheet, Markdown and JSON; a forged form does nothing', async () => {
  for (const path of ['/drawer/print', '/drawer/print?fob=3315511111']) {
    const printed = await app.request(path);
    assert.match(
      printed.headers.get('content-security-policy')!,
      /^default-src 'none'; style-src 'unsafe-inline'/,
    );
    assert.ok(!(await printed.text()).includes('<script'));
  }
  assert.match(await get('/drawer/drawer.csv'), /^serial,label,/);
  assert.match(await get('/drawer/drawer.md'), /^# Physical fobs/);
  assert.equal(JSON.parse(await get('/drawer/drawer.json')).fobs.length, 2);
  const before = await kept();
  const forged = await app.request('/drawer/undo', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '6' },
    body: 'form=x',
  });
  assert.equal(forged.status, 403);
  assert.deepEqual(await kept(), before);
});

drawer.run();
