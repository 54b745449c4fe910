// Physical fobs in the browser: two fields for fifty fobs, the list with what to do, and what was kept, to correct it.
import type { Context } from 'hono';
import type { OperationError } from '../../contract/operation-error.js';
import { type Posted, posted } from '../posted.js';
import type { Site, WebApp } from '../site.js';
import { staleFormPage } from '../stale.js';
import { drawerPage, type Entry } from './drawer-page.js';
import { physicalFobPage } from './physical-fob-page.js';

export function drawerRoutes(app: WebApp, site: Site): void {
  app.get('/drawer', (c) => drawerPage(c, site));
  app.post('/drawer', async (c) => {
    const form = await posted(c);
    return form === undefined ? staleFormPage(c, site) : keep(c, site, form);
  });
  app.get('/drawer/fob/:serial', (c) => physicalFobPage(c, site, c.req.param('serial')));
  change(app, site, '/drawer/undo', () => site.run('observation.undo', {}));
  change(app, site, '/drawer/clock', () => site.run('observation.correct-clock', { confirm: true }));
  change(app, site, '/drawer/remove', ({ id }) => site.run('observation.remove', { ids: [id] }));
  change(app, site, '/drawer/edit', ({ id, code, anyway }) =>
    site.run('observation.edit', { id, code, keepAnyway: anyway === 'yes' }),
  );
  change(app, site, '/drawer/move', ({ id, to, anyway }) =>
    site.run('observation.move', { id, to, keepAnyway: anyway === 'yes' }),
  );
  change(app, site, '/drawer/note', ({ serial, battery = '', label = '', note = '' }) =>
    site.run('passport.show', {
      serial,
      ...(battery === '' ? {} : { battery }),
      ...(label === '' ? {} : { label }),
      ...(note === '' ? {} : { note }),
    }),
  );
}

/** Registered before the headers of the other pages: a page to print brings its own style with it. */
export function drawerFiles(app: WebApp, site: Site): void {
  app.get('/drawer/print', async (c) => {
    const serial = c.req.query('fob');
    const { page } =
      serial === undefined
        ? await site.run('passport.list', { format: 'html' })
        : await site.run('passport.show', { serial, format: 'html' });
    return file(c, page ?? '', 'text/html; charset=utf-8');
  });
  for (const [format, type] of [
    ['csv', 'text/csv; charset=utf-8'],
    ['md', 'text/markdown; charset=utf-8'],
    ['json', 'application/json; charset=utf-8'],
  ] as const)
    app.get(`/drawer/drawer.${format}`, async (c) => {
      const { page } = await site.run('passport.list', { format });
      c.header('content-disposition', `attachment; filename="drawer.${format}"`);
      return file(c, page ?? '', type);
    });
}

function file(c: Context, body: string, type: string): Response {
  c.header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  );
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'no-referrer');
  c.header('cache-control', 'no-store');
  c.header('x-robots-tag', 'noindex, nofollow');
  return c.body(body, 200, { 'content-type': type });
}

/** What a key types ends with Return, and has no second field. */
const typedByKey = /^(?:[a-z]{4}\d{14,16}|[cbdefghijklnrtuv]{32,48})$/i;

async function keep(c: Context, site: Site, form: Posted): Promise<Response> {
  const serial = (form.serial ?? '').trim();
  const code = (form.code ?? '').replace(/\s/g, '');
  const entry: Entry = { serial, code };
  if (serial === '') return drawerPage(c, site, { ...entry, problem: 'Type the serial number first.' });
  // A barcode scanner presses Enter after the serial: the code is next.
  if (code === '' && !typedByKey.test(serial)) return drawerPage(c, site, entry);
  const given = { serial, ...(code === '' ? {} : { code }), keepAnyway: form.anyway === 'yes' };
  try {
    const { readings } = await site.run('observation.add', given, form.request);
    return c.redirect(`${site.base}/drawer?kept=${encodeURIComponent(readings[0]?.serial ?? serial)}`, 303);
  } catch (error) {
    return drawerPage(c, site, { ...entry, ...problemOf(error) });
  }
}

/** A change, and back to where the form was; a refusal is shown there. */
function change(app: WebApp, site: Site, path: string, run: (form: Posted) => Promise<unknown>): void {
  app.post(path, async (c) => {
    const form = await posted(c);
    if (form === undefined) return staleFormPage(c, site);
    const { back = '' } = form;
    try {
      await run(form);
      const to = back === '' ? '/drawer' : `/drawer/fob/${encodeURIComponent(back)}`;
      return c.redirect(site.base + to, 303);
    } catch (error) {
      const problem = problemOf(error);
      return back === '' ? drawerPage(c, site, problem) : physicalFobPage(c, site, back, problem);
    }
  });
}

function problemOf(error: unknown): Pick<Entry, 'problem' | 'doubtful'> {
  if (!(error instanceof Error)) throw error;
  const { remedy } = error as Partial<OperationError>;
  const doubtful = remedy?.arguments?.keepAnyway === true;
  return { problem: error.message.replace(/ Nothing was kept: .*$/s, ' Nothing was kept.'), doubtful };
}
