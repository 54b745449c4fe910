// The frame of every page: the permanent banner, the header with the tabs, and the fobs beside it.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { banner } from './banner.js';
import { benchPanel } from './bench/panel.js';
import type { Site } from './site.js';
import { benchHidden } from './visitor.js';

export interface Tab {
  readonly text: string;
  readonly path: string;
  readonly current?: boolean;
}

export interface PageOptions {
  title: string;
  /** The heading, which gets the focus after a step. */
  heading: string;
  status?: 200 | 400 | 403 | 404;
  /** The system in the header. Default: foblab. */
  system?: { readonly name: string; readonly path: string };
  tabs?: readonly Tab[];
  /** Content before the name: the main menu of SmartCare. */
  menu?: Child;
  /** Content at the right end of the header, such as the log-out form. */
  corner?: Child;
  /** False for the page of the bench itself. */
  panel?: boolean;
}

export const ownTabs = (current?: string): Tab[] =>
  [
    { text: 'Systems', path: '/' },
    { text: 'Bench', path: '/bench' },
    { text: 'Drawer', path: '/drawer' },
    { text: 'Mail', path: '/mail' },
    { text: 'Administration', path: '/admin' },
  ].map((tab) => ({ ...tab, current: tab.text === current }));

export async function page(c: Context, site: Site, options: PageOptions, body: Child): Promise<Response> {
  const { title, heading, status = 200, panel = true } = options;
  const { base } = site;
  const hidden = benchHidden(c);
  const fobs = panel && !hidden ? await benchPanel(c, site) : undefined;
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>{`[Simulation] ${status === 400 ? 'Error: ' : ''}${title}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={`${base}/assets/style.css`} />
        <script src={`${base}/assets/script.js`} defer />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the page
        </a>
        <Header site={site} options={options} />
        <div class={fobs === undefined ? 'columns alone' : 'columns'}>
          <main id="main" class="page">
            <h1 tabindex={-1}>{heading}</h1>
            {body}
          </main>
          {fobs ?? null}
        </div>
        {panel ? (
          <footer class="foot">
            <a href={hidden ? '?bench=shown' : '?bench=none'}>
              {hidden ? 'Show the fobs beside the page' : 'Hide the fobs'}
            </a>
            <a href={`${base}/`}>All systems</a>
          </footer>
        ) : null}
      </body>
    </html>
  );
  const html = await document.toString();
  return c.html(`<!doctype html>${html}`, status);
}

function Header({ site, options }: { site: Site; options: PageOptions }) {
  const { base } = site;
  const { system = { name: 'foblab', path: '/' }, tabs = [], menu, corner } = options;
  return (
    <header>
      <p class="banner">{banner}</p>
      <div class="top">
        {menu ?? null}
        <a class="brand" href={base + system.path}>
          {system.name}
        </a>
        {tabs.length === 0 ? null : (
          <nav class="tabs" aria-label={system.name}>
            <ul>
              {tabs.map(({ text, path, current }) => (
                <li>
                  <a href={base + path} aria-current={current ? 'page' : undefined}>
                    {text}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {corner === undefined ? null : <div class="corner">{corner}</div>}
      </div>
    </header>
  );
}
