// A browser as small as a login needs: it keeps cookies by path, follows redirects and posts forms.
import * as assert from 'node:assert/strict';

interface Cookie {
  readonly value: string;
  readonly path: string;
}

export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export class Browser {
  /** By host, then by name and path. */
  readonly #jar = new Map<string, Map<string, Cookie>>();
  /** Every Set-Cookie so far. */
  readonly setCookies: string[] = [];

  /** Follows redirects until a page, or until an address that begins with `stopAt`, which is not asked for. */
  async open(address: string | URL, stopAt?: string, init: RequestInit = {}): Promise<Page> {
    let url = new URL(address);
    let request = init;
    for (let hop = 0; hop < 20; hop++) {
      if (stopAt !== undefined && url.href.startsWith(stopAt))
        return { url, status: 0, headers: new Headers(), text: '' };
      const headers = new Headers(request.headers);
      headers.set('accept', 'text/html');
      headers.set('cookie', this.#cookiesFor(url));
      const response = await fetch(url, { ...request, headers, redirect: 'manual' });
      this.#keep(url, response.headers);
      const text = await response.text();
      const location = response.headers.get('location');
      if (location === null) return { url, status: response.status, headers: response.headers, text };
      url = new URL(location, url);
      request = {};
    }
    throw new Error('More than 20 redirects.');
  }

  /** Posts the form whose action ends in `step`, with its hidden fields and `fields`. */
  async submit(page: Page, step: string, fields: Record<string, string>, stopAt?: string): Promise<Page> {
    const form = [...page.text.matchAll(/<form method="post" action="([^"]+)">([\s\S]*?)<\/form>/g)].find(
      ([, action]) => action!.endsWith(`/${step}`),
    );
    assert.ok(form, `no form ${step} on the page: ${page.text}`);
    const hidden = [...form[2]!.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const body = new URLSearchParams({
      ...Object.fromEntries(hidden.map(([, n, v]) => [n!, v!])),
      ...fields,
    });
    const headers = { origin: page.url.origin, 'sec-fetch-site': 'same-origin' };
    return this.open(new URL(form[1]!, page.url), stopAt, { method: 'POST', body, headers });
  }

  #cookiesFor({ hostname, pathname }: URL): string {
    return [...(this.#jar.get(hostname) ?? [])]
      .filter(([, { path }]) => path === '/' || pathname === path || pathname.startsWith(`${path}/`))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ');
  }

  #keep({ hostname }: URL, headers: Headers): void {
    const jar = this.#jar.get(hostname) ?? new Map<string, Cookie>();
    this.#jar.set(hostname, jar);
    for (const line of headers.getSetCookie()) {
      this.setCookies.push(line);
      const [pair = '', ...attributes] = line.split(/; */);
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      const path = attributes.find((text) => /^path=/i.test(text))?.slice(5) ?? '/';
      const expires = attributes.find((text) => /^expires=/i.test(text))?.slice(8);
      if (value === '' || (expires !== undefined && Date.parse(expires) <= Date.now()))
        jar.delete(`${name} ${path}`);
      else jar.set(`${name} ${path}`, { value, path });
    }
  }
}
