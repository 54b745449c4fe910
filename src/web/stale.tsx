// The pages for an expired form or session. They say that nothing has changed.
import type { Context } from 'hono';
import { page } from './page.js';
import type { Site } from './site.js';

export function signedOutPage(c: Context, site: Site, path: string) {
  return page(
    c,
    site,
    { title: 'Signed out', heading: 'You are signed out', status: 403 },
    <p role="status">
      Nothing has changed. <a href={site.base + path}>Sign in</a> to continue.
    </p>,
  );
}

export function staleFormPage(c: Context, site: Site) {
  return page(
    c,
    site,
    { title: 'Signed out', heading: 'This form is out of date', status: 403 },
    <p role="status">
      This server has not shown it to this browser, or the server has restarted since. Nothing has changed. Go{' '}
      <a href={`${site.base}/`}>back to the start</a> and fill it in again.
    </p>,
  );
}
