// The routes of one system: its session in a cookie, and forms that call one verb each and then redirect.
import type { Context } from 'hono';
import { givenBy, type Posted, posted } from './posted.js';
import type { Refused, Site, Value, Verb, VerbAnswer, WebApp } from './site.js';
import { signedOutPage, staleFormPage } from './stale.js';
import { endSession, keepSession, type SystemName, sessionOf } from './visitor.js';

type Page = Response | Promise<Response>;

export interface PostOptions<V extends Verb> {
  readonly verb: V;
  /** The path to redirect to after the post, or the page itself. */
  readonly next:
    | string
    | ((value: Value<V>, form: Posted, c: Context) => string | Response | Promise<string | Response>);
  /** The page of the form, with the refusal. */
  readonly again: (c: Context, refused: Refused) => Page;
  /** Arguments besides the fields of the form. */
  readonly given?: (form: Posted, c: Context) => Record<string, unknown>;
  /** True if nobody is signed in yet, so that the verb takes no session. */
  readonly open?: boolean;
}

export class System {
  readonly app: WebApp;
  readonly site: Site;
  readonly name: SystemName;
  /** The first page for a person who is signed out. */
  readonly start: string;

  constructor(app: WebApp, site: Site, name: SystemName, start: string) {
    this.app = app;
    this.site = site;
    this.name = name;
    this.start = start;
  }

  to(c: Context, path: string): Response {
    return c.redirect(this.site.base + path, 303);
  }

  hasSession(c: Context): boolean {
    return (sessionOf(c, this.name) ?? '') !== '';
  }

  end(c: Context): void {
    endSession(c, this.name);
  }

  /** Calls a verb with the session of this browser, and stores a new session token from the answer. */
  async ask<V extends Verb>(
    c: Context,
    verb: V,
    given: Record<string, unknown>,
    id?: string,
  ): Promise<VerbAnswer<V>> {
    const session = sessionOf(c, this.name);
    const answer = await this.site.ask(verb, { ...given, session }, id);
    if (answer.outcome === 'done') this.keep(c, answer.value);
    else if (answer.refusal.code === 'signed-out') this.end(c);
    return answer;
  }

  /** Shows the answer of a verb, or the signed-out page if there is no session. */
  async show<V extends Verb>(
    c: Context,
    verb: V,
    given: Record<string, unknown>,
    page: (value: Value<V>) => Page,
  ): Promise<Response> {
    if (!this.hasSession(c)) return signedOutPage(c, this.site, this.start);
    const answer = await this.ask(c, verb, given);
    return answer.outcome === 'done' ? page(answer.value) : signedOutPage(c, this.site, this.start);
  }

  post<V extends Verb>(path: string, options: PostOptions<V>): void {
    this.app.post(path, (c) => this.posted(c, options));
  }

  /** The same for a route that belongs to several systems. */
  async posted<V extends Verb>(c: Context, options: PostOptions<V>): Promise<Response> {
    const form = await posted(c);
    return form === undefined ? staleFormPage(c, this.site) : this.handle(c, form, options);
  }

  async handle<V extends Verb>(c: Context, form: Posted, options: PostOptions<V>): Promise<Response> {
    const { verb, next, again, given, open = false } = options;
    if (!open && !this.hasSession(c)) return signedOutPage(c, this.site, this.start);
    const asked = { ...(await givenBy(verb, form)), ...given?.(form, c) };
    const answer = open
      ? await this.site.ask(verb, asked, form.request)
      : await this.ask(c, verb, asked, form.request);
    if (answer.outcome === 'refused') {
      if (!open && answer.refusal.code === 'signed-out') return signedOutPage(c, this.site, this.start);
      return again(c, { verb, refusal: answer.refusal, typed: form });
    }
    if (open) this.keep(c, answer.value);
    const to = typeof next === 'string' ? next : await next(answer.value, form, c);
    return typeof to === 'string' ? this.to(c, to) : to;
  }

  /** A form that calls several verbs, or none. */
  form(path: string, handle: (c: Context, form: Posted) => Page): void {
    this.app.post(path, async (c) => {
      const form = await posted(c);
      return form === undefined ? staleFormPage(c, this.site) : handle(c, form);
    });
  }

  /** Ends the session in the browser and on the server. */
  logOut(path: string, verb: Verb, then: string): void {
    this.form(path, async (c) => {
      if (this.hasSession(c)) await this.ask(c, verb, {});
      this.end(c);
      return this.to(c, then);
    });
  }

  keep(c: Context, value: unknown): void {
    const { session } = (value ?? {}) as { session?: unknown };
    if (typeof session === 'string') keepSession(c, this.name, session);
  }
}
