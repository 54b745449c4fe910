// The page around the program: the banner, the tabs, the steps to try, and the parts that the program fills.
import { raw } from 'hono/html';
import { style } from '../web/assets/style.js';
import { banner } from '../web/banner.js';
import { pages } from './gold-view.js';

/** The browser loads nothing from outside, even if a later change of the page asks for it. */
const policy =
  "default-src 'none'; script-src 'unsafe-inline' blob:; worker-src blob:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const story = [
  'Press the button of the Digipass GO 7, and add it under Tokens: ONESPAN, 3315511111, the code on its display.',
  'Sign in with its next code: +30 s, press (again, if that switched the display off), Submit.',
  'Let the crystal gain 20 ppm, and let a year pass: +1 year.',
  'Sign in again. The code is refused, and the page tells all causes.',
  'Synchronize: Current Code, +30 s, Next Code. Then a sign-in is accepted again.',
  'Report the token lost. Its codes are good for nothing.',
] as const;

export function page(program: string): string {
  const html = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>[Simulation] foblab</title>
        <style>{raw(`${style}.press{text-align:center;margin:10px 0 0}`)}</style>
      </head>
      <body>
        <a class="skip" href="#page">
          Skip to the page
        </a>
        <header>
          <p class="banner">{banner}</p>
          <div class="top">
            <span class="brand">foblab</span>
            <nav class="tabs" aria-label="Pages">
              <ul>
                {pages.map((name) => (
                  <li>
                    <a href="#page" data-do="page" data-value={name}>
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          </div>
        </header>
        <div class="columns">
          <div>
            <main class="page" id="page" />
            <section aria-label="What to try">
              <details class="more card" open>
                <summary>What to try</summary>
                <ol class="list">
                  {story.map((step) => (
                    <li>{step}</li>
                  ))}
                </ol>
              </details>
            </section>
          </div>
          <aside class="bench" id="bench" aria-label="The fobs on the bench" />
        </div>
        <footer class="foot">
          <span id="golden" role="status">
            Golden run: computing ten years of every token, to compare this browser with the tests…
          </span>
        </footer>
        <noscript>
          <p class="card">This page is a program: it needs JavaScript.</p>
        </noscript>
        <script id="program">{raw(program)}</script>
      </body>
    </html>
  );
  return `<!doctype html>\n${html}`;
}
