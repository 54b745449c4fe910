// A browser as small as a login needs: it keeps cookies by path, follows redirects and posts forms.
import * as assert from 'node:assert/strict';
import { type IncomingMessage, request } from 'node:http';
import { request as httpsRequest } from 'node:https';

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

export interface SentForm {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a browser sends where it goes to a page; `fetch` says that it is a script. */
const navigation = { accept: 'text/html', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

async function exchange(
  url: URL,
  extra: Readonly<Record<string, string>>,
  form?: SentForm,
): Promise<Omit<Page, 'url'>> {
  const headers: Record<string, string> = {
    ...navigation,
    ...extra,
    ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', ...form.headers }),
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { method: form === undefined ? 'GET' : 'POST', headers };
    const asked =
      url.protocol === 'https:' ? httpsRequest(url, options, resolve) : request(url, options, resolve);
    asked.on('error', reject).end(form?.body);
  });
  const received = new Headers();
  for (const [name, values] of Object.entries(response.headersDistinct))
    for (const value of values ?? []) received.append(name, value);
  response.setEncoding('utf8');
  let text = '';
  for await (const part of response) text += part;
  return { status: response.statusCode ?? 0, headers: received, text };
}

export class Browser {
  /** By host, then by name and path. */
  readonly #jar = new Map<string, Map<string, Cookie>>();
  /** Every Set-Cookie so far. */
  readonly setCookies: string[] = [];

  /** Follows redirects until a page, or until an address that begins with `stopAt`, which is not asked for. */
  async open(
    address: string | URL,
    stopAt?: string,
    form?: SentForm,
    extra: Readonly<Record<string, string>> = {},
  ): Promise<Page> {
    let url = new URL(address);
    let sent = form;
    for (let hop = 0; hop < 20; hop++) {
      if (stopAt !== undefined && url.href.startsWith(stopAt))
        return { url, status: 0, headers: new Headers(), text: '' };
      const { status, headers, text } = await exchange(
        url,
        { cookie: this.#cookiesFor(url), ...extra },
        sent,
      );
      this.#keep(url, headers);
      const location = headers.get('location');
      if (location === null) return { url, status, headers, text };
      url = new URL(location, url);
      sent = undefined;
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
    return this.open(new URL(form[1]!, page.url), stopAt, { body: String(body), headers });
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
