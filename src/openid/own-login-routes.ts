// The redirects of iPrescribe and DrChrono to ID.me and back.
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { cookieOptions } from './cookies.js';
import type { OpenIdEnvironment } from './openid-environment.js';
import type { OpenIdOptions } from './openid-options.js';
import { ownClientIds } from './own-clients.js';
import { type Exchange, finishLogin, loginAddress, newLoginSecret } from './own-login.js';
import { messagePage } from './pages/message-page.js';
import { pageHeaders } from './pages/page-headers.js';
import type { RunningProvider } from './running-provider.js';

/**
 * `/iprescribe/idme/begin?authorization=…` sends the browser to ID.me with the authorization of `launch-idme`. The browser
 * returns to `/iprescribe?idme=allowed` or `?idme=denied`, and that page continues with `finish-registration`. DrChrono has
 * the same routes.
 */
export function ownLoginRoutes(
  app: Hono<OpenIdEnvironment>,
  options: OpenIdOptions,
  running: () => Promise<RunningProvider>,
): void {
  for (const id of ownClientIds) {
    const cookie = `foblab_${id}_login`;
    app.get(ownLoginPath(id, 'begin'), async (c) => {
      const provider = await running();
      const authorization = c.req.query('authorization') ?? '';
      const secret = newLoginSecret();
      setCookie(c, cookie, secret, cookieOptions(provider.publicUrl));
      return c.redirect(loginAddress(provider, id, { secret, authorization }), 303);
    });
    app.get(ownLoginPath(id, 'callback'), async (c) => {
      const provider = await running();
      const secret = getCookie(c, cookie) ?? '';
      deleteCookie(c, cookie, cookieOptions(provider.publicUrl));
      const query = new URL(c.req.url).searchParams;
      const nowSeconds = await tokenSeconds(options);
      const { outcome } = await finishLogin(provider, id, { secret, query, nowSeconds }, exchangeOf(options));
      if (outcome !== 'failed') return c.redirect(`${provider.publicUrl}/${id}?idme=${outcome}`, 303);
      return c.body(String(await messagePage(failed)), 400, pageHeaders());
    });
  }
}

export function ownLoginPath(id: string, step: 'begin' | 'callback'): string {
  return `/${id}/idme/${step}`;
}

const failed = {
  title: 'ID.me gave no good answer',
  text: 'The answer belongs to no request of this browser, or it is too old. Begin again where you came from.',
};

async function tokenSeconds({ time, context }: OpenIdOptions): Promise<number> {
  return Math.floor(time === 'bench' ? (await context()).nowUs() / 1e6 : Date.now() / 1000);
}

/** Requests go to the server's own address: the public one may belong to a proxy that the server cannot reach. */
function exchangeOf({ ownAddress, publicUrl }: OpenIdOptions): Exchange {
  return (path, form) =>
    new Promise((resolve, reject) => {
      const url = new URL((ownAddress ?? publicUrl)() + path);
      const headers =
        form === undefined
          ? {}
          : { authorization: form.authorization, 'content-type': 'application/x-www-form-urlencoded' };
      const init = { method: form === undefined ? 'GET' : 'POST', headers, timeout: 10_000 };
      const secure = url.protocol === 'https:';
      // This process itself answers, so checking its certificate would prove nothing.
      const asked = secure
        ? httpsRequest(url, { ...init, rejectUnauthorized: false })
        : httpRequest(url, init);
      asked.on('timeout', () => asked.destroy(new Error('The provider does not answer itself.')));
      asked.on('error', reject);
      asked.on('response', async (response) => {
        let text = '';
        for await (const part of response.setEncoding('utf8')) text += part;
        resolve({ status: response.statusCode ?? 0, text });
      });
      asked.end(form?.body);
    });
}
