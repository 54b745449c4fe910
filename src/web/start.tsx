// The start page: links to all pages, and a button that prepares a practice.
import type { Context } from 'hono';
import { Problem } from './bench/fob-page.js';
import { Form } from './form.js';
import { ownTabs, page } from './page.js';
import { posted } from './posted.js';
import type { Site, WebApp } from './site.js';
import { staleFormPage } from './stale.js';

/** The fobs of the practice. The verifier knows the tokens, and they are bound to nobody. */
const practiceFobs = [
  { model: 'onespan/digipass-go7', serial: '3315511111', policy: 'onespan' },
  { model: 'onespan/digipass-go7', serial: '3315511112', policy: 'onespan' },
  { model: 'symantec/vip-token-avt', serial: 'AVT800012345', policy: 'symantec-vip' },
  { model: 'symantec/vip-access', serial: 'SYMC12345678', policy: 'symantec-vip' },
  { model: 'idme/phone', serial: '+12025550101', policy: null },
  { model: 'idme/push', serial: 'push-1', policy: null },
] as const;

/** The log-in of Prescriber One, for the systems whose administrators make the accounts. */
const account = { npi: '1234567893', username: 'one', password: 'invented password' };

export function startRoutes(app: WebApp, site: Site): void {
  app.get('/', (c) => startPage(c, site));
  app.post('/', async (c) => {
    if ((await posted(c)) === undefined) return staleFormPage(c, site);
    try {
      await preparePractice(site);
    } catch (error) {
      return startPage(c, site, (error as Error).message);
    }
    return c.redirect(`${site.base}/mail`, 303);
  });
}

async function preparePractice(site: Site): Promise<void> {
  await site.run('epcs-fixtures.load', {});
  const { fobs } = await site.run('bench.overview', {});
  for (const { model, serial, policy } of practiceFobs) {
    if (fobs.some((fob) => fob.serial === serial)) continue;
    await site.run('fob.add', { model, serial });
    if (policy !== null) await site.run('credential.enroll', { fob: serial, policy, issued: true });
  }
  // Existing accounts stay unchanged.
  for (const system of ['calmhsa', 'drchrono'] as const) await site.ask(`${system}.create-account`, account);
  await site.ask('gold.invite', { npi: account.npi });
}

const systems = [
  ['/gold', 'EPCS Gold', 'Sign in with NPI, passphrase and token. Tokens, reports, enrolment.'],
  ['/iprescribe', 'iPrescribe', 'Register, bind an authenticator or a hardware token, log in.'],
  ['/idme', 'ID.me', 'An account, its sign-in methods, identity proofing, recovery.'],
  ['/drchrono', 'DrChrono', 'eRx Info, the primary device, signing with a code generator.'],
  ['/calmhsa', 'CalMHSA Rx', 'SmartCare’s main menu, which leads to EPCS Gold.'],
  ['/sign', 'Signing', 'Prescriptions of one patient, marked ready, and signed.'],
  ['/admin', 'Administration', 'Two-person access, tokens, incidents, registry, faults.'],
  ['/mail', 'Mail', 'Messages that the systems have sent, and messages on their way.'],
  ['/bench', 'The bench', 'Fobs, time, faults, verification, events.'],
  ['/drawer', 'Physical fobs', 'You have fobs in your hand: type what they show, and read what to do.'],
  ['/docs', 'The HTTP interface', 'Every operation, to read and to try.'],
] as const;

function startPage(c: Context, site: Site, problem?: string) {
  const { base } = site;
  return page(
    c,
    site,
    {
      title: 'foblab',
      heading: 'A lab bench for hard tokens',
      tabs: ownTabs('Systems'),
      status: problem === undefined ? 200 : 400,
    },
    <>
      {problem === undefined ? null : <Problem text={problem} />}
      <p class="lead">
        Beside each page are the fobs: press a button, read the display, type the code. Below are the systems
        that ask for it. Every person and every number is invented.
      </p>
      <section class="card">
        <h2>Begin with a practice</h2>
        <p>
          Loads five invented prescribers, puts two GO 7, a VIP token, VIP Access, a phone and a push app on
          the bench, and sends Prescriber One (NPI {account.npi}) an Invitation ID by mail. SmartCare and
          DrChrono know them as <strong>{account.username}</strong> with the password{' '}
          <strong>{account.password}</strong>.
        </p>
        <Form c={c} action={`${base}/`} class="inline">
          <button type="submit" class="primary">
            Prepare a practice
          </button>
        </Form>
      </section>
      <ul class="choices systems">
        {systems.map(([path, name, about]) => (
          <li class="card">
            <h2>
              <a href={base + path}>{name}</a>
            </h2>
            <p>{about}</p>
          </li>
        ))}
      </ul>
    </>,
  );
}
