// The fobs beside a page. A person presses, reads the LCD and types the code: nothing fills it in.
import type { Context } from 'hono';
import { Form } from '../form.js';
import type { Answer, Site } from '../site.js';
import { LcdPicture } from './lcd.js';

export type BenchSight = Answer<'bench.overview'>;

type FobSight = BenchSight['fobs'][number];

/** More than a page can show at once. */
const most = 24;

export async function benchSight(site: Site): Promise<BenchSight> {
  return site.run('bench.overview', {});
}

export async function benchPanel(c: Context, site: Site) {
  const sight = await benchSight(site);
  return (
    <aside class="bench" aria-label="The fobs on the bench" data-live={`${site.base}/bench/panel`}>
      <PanelBody c={c} site={site} sight={sight} />
    </aside>
  );
}

export function PanelBody({ c, site, sight }: { c: Context; site: Site; sight: BenchSight }) {
  const back = backTo(c);
  const { base } = site;
  return (
    <>
      <h2>
        <a href={`${base}/bench`}>The bench</a>
      </h2>
      <p class="clock">
        <time datetime={sight.at}>{shortTime(sight.at)}</time>
        <span class="quiet">{sight.rate === 0 ? 'time stands still' : `time passes at ×${sight.rate}`}</span>
      </p>
      <Form c={c} action={`${base}/bench/advance`} class="row" label="Let time pass">
        <input type="hidden" name="back" value={back} />
        {(['30s', '1h', '365d'] as const).map((by) => (
          <button type="submit" name="by" value={by} class="small">
            +{by}
          </button>
        ))}
      </Form>
      {sight.fobs.length === 0 ? (
        <p class="quiet">
          No fob is on the bench. <a href={`${base}/`}>Begin here</a>.
        </p>
      ) : null}
      <ul class="fobs">
        {sight.fobs.slice(0, most).map((fob) => (
          <li>
            <FobCard c={c} site={site} fob={fob} back={back} />
          </li>
        ))}
      </ul>
      {sight.fobs.length > most ? (
        <p class="quiet">{sight.fobs.length - most} more fobs are on the bench.</p>
      ) : null}
    </>
  );
}

export function FobCard(props: { c: Context; site: Site; fob: FobSight; back: string; large?: boolean }) {
  const { c, site, fob, back, large = false } = props;
  const hasLcd = fob.kind !== 'usb-key' && fob.kind !== 'push';
  return (
    <article class={large ? 'fob large' : 'fob'} id={`fob-${fob.serial}`}>
      <header>
        <a href={`${site.base}/bench/fob/${encodeURIComponent(fob.serial)}`}>{fob.printed}</a>
        <span class="quiet">{fob.label === '' ? fob.model.split('/')[1] : fob.label}</span>
      </header>
      {hasLcd ? (
        <LcdPicture lcd={fob.lcd} text={fob.screen.text} large={large} />
      ) : (
        <p class="typed">{fob.screen.text === '' ? 'no display' : fob.screen.text}</p>
      )}
      <footer>
        <Form c={c} action={`${site.base}/bench/press`} class="inline" label={`Button of ${fob.printed}`}>
          <input type="hidden" name="fob" value={fob.serial} />
          <input type="hidden" name="back" value={back} />
          <button type="submit" class="fob-button" aria-label={`Press the button of ${fob.printed}`}>
            Press
          </button>
        </Form>
        <button type="button" class="small script-only" hidden data-copy={fob.screen.text.replace(/\D/g, '')}>
          Copy
        </button>
        <span class={`battery ${fob.battery.state}`}>
          {fob.battery.state === 'dead' ? 'battery dead' : `battery ${Math.round(fob.battery.percent)} %`}
        </span>
      </footer>
    </article>
  );
}

/** Where a form of the panel leads back to: the page that it stands beside. */
export function backTo(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  if (!pathname.endsWith('/bench/panel')) return pathname + search;
  return localPath(c.req.query('back')) ?? '/';
}

/** A path of this server and nothing else: a form must not lead away. */
export function localPath(given: unknown): string | undefined {
  return typeof given === 'string' && /^\/(?![/\\])[^\s\\]{0,500}$/.test(given) ? given : undefined;
}

export function shortTime(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)}`;
}
