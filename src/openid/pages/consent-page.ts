// The consent page (001:129): the data, the program that gets them, and Allow or Deny.
import { html } from 'hono/html';
import type { idme } from '../../epcs/index.js';
import { type FormPlace, type Html, layout, type Notice, noticeBox, stepForm } from './layout.js';

export interface ConsentForm extends FormPlace {
  readonly consent: idme.ConsentPage;
  readonly notice: Notice | null;
}

const labels: Readonly<Record<string, string>> = {
  fname: 'First name',
  lname: 'Last name',
  email: 'Email',
  zip: 'ZIP code',
  npi: 'NPI',
};

export function consentFormPage(page: ConsentForm): Html {
  const { clientName, shared } = page.consent;
  return layout(
    `Allow ${clientName} to see your information?`,
    html`${noticeBox(page.notice)}
<p>${clientName} may see this, and lets you log in with ID.me later:</p>
<dl>
${shared.map(({ name, value }) => html`<dt>${labels[name] ?? name}</dt><dd>${value}</dd>`)}
</dl>
${stepForm(
  page,
  'answer',
  html`<button name="answer" value="allow">Allow</button> <button name="answer" value="deny" class="plain">Deny</button>`,
)}`,
  );
}
