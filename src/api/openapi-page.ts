// The page at /docs: it lists every operation from /openapi.json and tries it. It loads nothing from elsewhere.
import { createHash } from 'node:crypto';
import { pageScript, pageStyle } from './openapi-page-content.js';

export interface OpenApiPage {
  html: string;
  /** Its Content-Security-Policy: its own style and script, by their digests, and requests to its own server. */
  policy: string;
}

export function openApiPage(): OpenApiPage {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>foblab: HTTP API</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
<header>
<h1>foblab HTTP API</h1>
<p id="about"></p>
<form id="settings">
<label>Find <input id="find" type="search" autocomplete="off"></label>
<label>Lab <input id="lab" autocomplete="off" placeholder="none: the server's bench"></label>
<label>Token <input id="token" type="password" autocomplete="off" placeholder="none on loopback"></label>
</form>
</header>
<main id="operations" aria-live="polite">Loading /openapi.json …</main>
<noscript>This page needs JavaScript; the document is at <a href="openapi.json">openapi.json</a>.</noscript>
<script>${pageScript}</script>
</html>
`;
  return {
    html,
    policy: `default-src 'none'; style-src ${digest(pageStyle)}; script-src ${digest(pageScript)}; connect-src 'self'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
  };
}

function digest(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
