// The first page: what there is, and one button that puts a practice on the bench to try it with.
import type { Context } from 'hono';
import { page } from './document.js';
import { Form } from './form.js';
import { posted } from './posted.js';
import type { Site, WebApp } from './site.js';
import { staleFormPage } from './stale.js';

/** The fobs of the practice: a GO 7 and a VIP token, both known to the verifier and bound to nobody. */
const practiceFobs = [
  { model: 'onespan/digipass-go7', serial: '3315511111', policy: 'onespan' },
  { model: 'symantec/vip-token-avt', serial: 'AVT800012345', policy: 'symantec-vip' },
] as const;

export function startRoutes(app: WebApp, site: Site): void {
  app.get('/', (c) => startPage(c, site));
  app.post('/', async (c) => {
    if ((await posted(c)) === undefined) return staleFormPage(c, site);
    await site.run('epcs-fixtures.load', {});
    const { fobs } = await site.run('bench.overview', {});
    for (const { model, serial, policy } of practiceFobs) {
      if (fobs.some((fob) => fob.serial === serial)) continue;
      await site.run('fob.add', { model, serial });
      await site.run('credential.enroll', { fob: serial, policy, issued: true });
    }
    await site.run('epcs-gold.invite', { npi: '1234567893' });
    return c.redirect(`${site.base}/mail`, 303);
  });
}

function startPage(c: Context, site: Site) {
  const { base } = site;
  return page(
    c,
    site,
    { title: 'foblab', heading: 'foblab: a lab bench for hard tokens' },
    <>
      <p>
        On the right are the fobs: press a button, read the display, type the code. Here are the systems that
        ask for it. Every person and every number is invented.
      </p>
      <Form c={c} action={`${base}/`} label="Practice">
        <button type="submit" class="primary">
          Prepare a practice
        </button>
        <p class="hint">
          Loads five invented prescribers, puts a GO 7 and a VIP token on the bench, and sends Prescriber One
          (NPI 1234567893) an Invitation ID by mail.
        </p>
      </Form>
      <ul class="systems">
        <li>
          <a href={`${base}/gold`}>EPCS Gold</a>{' '}
          <span class="quiet">sign in, tokens, reports, enrolment</span>
        </li>
        <li>
          <a href={`${base}/mail`}>Mail</a> <span class="quiet">what the systems have sent</span>
        </li>
        <li>
          <a href={`${base}/bench`}>The bench</a>{' '}
          <span class="quiet">fobs, time, faults, verification, events</span>
        </li>
        <li>
          <a href={`${base}/docs`}>The HTTP interface</a>{' '}
          <span class="quiet">every operation, to read and to try</span>
        </li>
      </ul>
    </>,
  );
}
