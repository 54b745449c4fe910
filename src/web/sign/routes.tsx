// /sign: the signing page for a session with both factors, at EPCS Gold or at iPrescribe.
import { page } from '../page.js';
import type { Site, WebApp } from '../site.js';
import { System } from '../system.js';
import { prescriptionRoutes } from './prescription-routes.js';

export function signRoutes(app: WebApp, site: Site): void {
  const gold = new System(app, site, 'gold', '/gold');
  const iprescribe = new System(app, site, 'iprescribe', '/iprescribe');
  app.get('/sign', async (c, next) => {
    if (gold.hasSession(c) || iprescribe.hasSession(c)) return next();
    return page(
      c,
      site,
      { title: 'Signing', heading: 'Sign prescriptions', system: { name: 'Signing', path: '/sign' } },
      <>
        <p>Signing takes a session with both factors. Sign in first, then come back.</p>
        <p class="buttons">
          <a class="button" href={`${site.base}/gold`}>
            Sign in to EPCS Gold
          </a>
          <a class="button" href={`${site.base}/iprescribe`}>
            Log in to iPrescribe
          </a>
        </p>
      </>,
    );
  });
  prescriptionRoutes(app, site, {
    system: (c) => (!gold.hasSession(c) && iprescribe.hasSession(c) ? iprescribe : gold),
    path: '/sign',
    brand: { name: 'Signing', path: '/sign' },
    signVerb: 'signing.sign',
  });
}
