// Pages with only a message: an account that is not ready, a request that has ended, an outage.
import { html } from 'hono/html';
import { cancelForm, type FormPlace, type Html, interactionOf, layout } from './layout.js';

export interface Message {
  readonly title: string;
  readonly text: string;
}

export function messagePage({ title, text }: Message): Html {
  return layout(title, html`<p>${text}</p>`);
}

/** The account needs further steps on ID.me's own pages. The request waits for them. */
export function unfinishedPage(page: FormPlace & { again: string; text: string }): Html {
  return layout(
    'Your ID.me account is not ready',
    html`<p>${page.text}</p>
<p><a href="/idme?interaction=${interactionOf(page)}">Go on at ID.me</a></p>
<p><a href="${page.again}">Refresh</a></p>
${cancelForm(page)}`,
  );
}
