// The pages as a part of the HTTP server: `createServer({ client, version, mounts: [webPages] })`.
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Mount } from '../api/index.js';
import { adminRoutes } from './admin/routes.js';
import { script } from './assets/script.js';
import { style } from './assets/style.js';
import { benchRoutes } from './bench/routes.js';
import { calmhsaRoutes } from './calmhsa/routes.js';
import { drawerFiles, drawerRoutes } from './drawer/routes.js';
import { drchronoRoutes } from './drchrono/routes.js';
import { goldRoutes } from './gold/routes.js';
import { idmeRoutes } from './idme/routes.js';
import { iprescribeRoutes } from './iprescribe/routes.js';
import { mailRoutes } from './mail/routes.js';
import { signRoutes } from './sign/routes.js';
import { Site, type WebApp } from './site.js';
import { startRoutes } from './start.js';

/** If the server requires tokens, the pages need one with `operate`, since the bench is beside each page. */
export const webPages: Mount = {
  path: '/',
  access: 'operate',
  app(place) {
    const app: WebApp = new Hono();
    const site = new Site(place);
    drawerFiles(app, site);
    app.use(
      secureHeaders({
        contentSecurityPolicy: {
          defaultSrc: ["'none'"],
          styleSrc: ["'self'"],
          scriptSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
        },
        referrerPolicy: 'no-referrer',
        xFrameOptions: 'DENY',
      }),
    );
    app.use(async (c, next) => {
      await next();
      if (!c.req.path.includes('/assets/')) c.header('cache-control', 'no-store');
      c.header('x-robots-tag', 'noindex, nofollow');
    });
    app.get('/assets/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }));
    app.get('/assets/script.js', (c) =>
      c.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
    );
    startRoutes(app, site);
    goldRoutes(app, site);
    calmhsaRoutes(app, site);
    iprescribeRoutes(app, site);
    drchronoRoutes(app, site);
    signRoutes(app, site);
    idmeRoutes(app, site);
    adminRoutes(app, site);
    drawerRoutes(app, site);
    mailRoutes(app, site);
    benchRoutes(app, site);
    return app as unknown as ReturnType<Mount['app']>;
  },
};
