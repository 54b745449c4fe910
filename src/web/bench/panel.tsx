// The fobs beside a page. A person presses the button, reads the display and types the code; nothing fills it in.
import type { Context } from 'hono';
import { ButtonForm, Form } from '../form.js';
import type { Answer, Site } from '../site.js';
import { FobCard } from './fob-card.js';
import { type Inboxes, inboxes } from './inbox.js';
import { LcdSymbols } from './lcd.js';

export type BenchOverview = Answer<'bench.overview'>;

/** The most fobs in the panel. */
const most = 24;

export function benchOverview(site: Site): Promise<BenchOverview> {
  return site.run('bench.overview', {});
}

export async function benchPanel(c: Context, site: Site) {
  const [overview, inbox] = [await benchOverview(site), await inboxes(site)];
  return (
    <aside class="bench" aria-label="The fobs on the bench" data-live={`${site.base}/bench/panel`}>
      <PanelBody c={c} site={site} overview={overview} inbox={inbox} />
    </aside>
  );
}

export function PanelBody(props: { c: Context; site: Site; overview: BenchOverview; inbox: Inboxes }) {
  const { c, site, overview, inbox } = props;
  const back = backTo(c);
  const { base } = site;
  // Apps are listed with the newest account on top (000:75).
  const shown = [
    ...overview.fobs.filter(({ kind }) => kind === 'hard' || kind === 'usb-key'),
    ...overview.fobs.filter(({ kind }) => kind === 'soft').reverse(),
    ...overview.fobs.filter(({ kind }) => kind === 'phone' || kind === 'push'),
  ];
  return (
    <>
      <LcdSymbols />
      <div class="clock">
        <h2>
          <a href={`${base}/bench`}>The bench</a>
        </h2>
        <span class="quiet">
          <time datetime={overview.at}>{shortTime(overview.at)}</time>{' '}
          {overview.rate === 0 ? 'paused' : `×${overview.rate}`}
        </span>
      </div>
      <Form c={c} action={`${base}/bench/advance`} class="line">
        <input type="hidden" name="back" value={back} />
        {(
          [
            ['30s', '+30 s'],
            ['1h', '+1 h'],
            ['1d', '+1 day'],
            ['365d', '+1 year'],
          ] as const
        ).map(([by, text]) => (
          <button type="submit" name="by" value={by} class="small">
            {text}
          </button>
        ))}
      </Form>
      {overview.fobs.length === 0 ? (
        <p class="quiet">
          No fob is on the bench. <a href={`${base}/`}>Begin here</a>.
        </p>
      ) : null}
      <ul class="fobs">
        {shown.slice(0, most).map((fob) => (
          <li>
            <FobCard c={c} site={site} fob={fob} back={back} inbox={inbox} />
          </li>
        ))}
      </ul>
      {overview.fobs.length > most ? (
        <p class="quiet">{overview.fobs.length - most} more fobs are on the bench.</p>
      ) : null}
      <details class="more" id="add-app">
        <summary>Add an account to an app</summary>
        <Form c={c} action={`${base}/bench/app`} class="form tight">
          <input type="hidden" name="back" value={back} />
          <div class="field">
            <label for="panel-app-serial">Name of the app</label>
            <input id="panel-app-serial" name="serial" type="text" value="MyiPhone" />
          </div>
          <div class="field">
            <label for="panel-app-text">Secret key, or the text of a QR code</label>
            <input id="panel-app-text" name="text" type="text" autocomplete="off" spellcheck={false} />
          </div>
          <button type="submit">Add the account</button>
        </Form>
      </details>
      <details class="more" id="add-phone">
        <summary>Add a phone</summary>
        <Form c={c} action={`${base}/bench/add`} class="form tight">
          <input type="hidden" name="back" value={back} />
          <input type="hidden" name="model" value="idme/phone" />
          <div class="field">
            <label for="panel-phone">Its number</label>
            <input id="panel-phone" name="serial" type="text" value="+12025550101" />
          </div>
          <button type="submit">Add the phone</button>
        </Form>
        <ButtonForm
          c={c}
          action={`${base}/bench/add`}
          text="Add a push app"
          hidden={{ back, model: 'idme/push', serial: 'push-1' }}
          class="small"
        />
      </details>
    </>
  );
}

/** The path to return to after a form in the panel: the page beside it. */
export function backTo(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  if (!pathname.endsWith('/bench/panel')) return pathname + search;
  return localPath(c.req.query('back')) ?? '/';
}

/** Returns the value only if it is a path of this server: a form must not redirect to another site. */
export function localPath(given: unknown): string | undefined {
  return typeof given === 'string' && /^\/(?![/\\])[^\s\\]{0,500}$/.test(given) ? given : undefined;
}

export function shortTime(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)}`;
}
