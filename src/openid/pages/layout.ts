// The frame of every page of the provider, with the simulation banner.
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export const banner =
  'Simulation for testing and training. Not EPCS Gold, not ID.me. Never enter real credentials.';

export const stylePath = '/idme/sign-in.css';

export function layout(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>[Simulation] ${title}</title>
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<p class="banner" role="note">${banner}</p>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`;
}

/** An error message for the user. */
export interface Notice {
  readonly message: string;
  readonly causes: readonly { readonly cause: string; readonly remedy: string }[];
  readonly remedy: string;
}

export function noticeBox(notice: Notice | null): Html {
  if (notice === null) return html``;
  return html`<div class="notice" role="alert">
<p>${notice.message}</p>
${notice.causes.length === 0 ? '' : html`<ul>${notice.causes.map(({ cause, remedy }) => html`<li>${cause}: ${remedy}</li>`)}</ul>`}
${notice.remedy === '' ? '' : html`<p>${notice.remedy}</p>`}
</div>`;
}

/** A form of the interaction; `step` names its action. */
export function stepForm({ action, csrf }: FormPlace, step: string, body: Html): Html {
  return html`<form method="post" action="${action}/${step}">
<input type="hidden" name="csrf" value="${csrf}">
${body}
</form>`;
}

export interface FormPlace {
  /** Path of the interaction. */
  readonly action: string;
  readonly csrf: string;
}

/** For a link to ID.me's own pages, which lead back to the interaction. */
export function interactionOf({ action }: Pick<FormPlace, 'action'>): string {
  return action.slice(action.lastIndexOf('/') + 1);
}

export function cancelForm(place: FormPlace): Html {
  return stepForm(place, 'cancel', html`<button class="plain">Cancel</button>`);
}
