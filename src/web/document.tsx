// The frame of every page: the banner that cannot be switched off, the title, the panel with the fobs beside the page.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { benchPanel } from './bench/panel.js';
import type { Site } from './site.js';

export const banner =
  'Simulation for testing and training. Not EPCS Gold, not ID.me. Never enter real credentials.';

export interface PageOptions {
  title: string;
  /** The heading that takes the focus after a step. */
  heading: string;
  status?: 200 | 400 | 403 | 404;
  /** Whose page it is, above the heading. */
  system?: string;
  nav?: Child;
  /** False where the bench is the page itself. */
  panel?: boolean;
}

export async function page(c: Context, site: Site, options: PageOptions, body: Child): Promise<Response> {
  const { title, heading, status = 200, system, nav, panel = true } = options;
  const { base } = site;
  const withPanel = panel && c.req.query('bench') !== 'none';
  const fobs = withPanel ? await benchPanel(c, site) : undefined;
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>{`[Simulation] ${title}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={`${base}/assets/style.css`} />
        <script src={`${base}/assets/script.js`} defer />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the page
        </a>
        <header class="banner">{banner}</header>
        <div class={withPanel ? 'columns' : 'columns alone'}>
          <div class="page">
            {nav ?? null}
            <main id="main">
              {system === undefined ? null : <p class="system">{system}</p>}
              <h1 tabindex={-1}>{heading}</h1>
              {body}
            </main>
          </div>
          {fobs ?? null}
        </div>
      </body>
    </html>
  );
  return c.html(`<!doctype html>${document}`, status);
}

/** A table with its caption; on a narrow screen it scrolls by itself. */
export function Table(props: {
  caption: string;
  columns: readonly string[];
  rows: readonly Child[][];
  empty: string;
}) {
  return (
    <section class="scroll" tabindex={0} aria-label={props.caption}>
      <table>
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.length === 0 ? (
            <tr>
              <td colspan={props.columns.length} class="quiet">
                {props.empty}
              </td>
            </tr>
          ) : (
            props.rows.map((row) => (
              <tr>
                {row.map((cell) => (
                  <td>{cell}</td>
                ))}
              </tr>
            ))
          )}
        </tbody>
      </table>
    </section>
  );
}
