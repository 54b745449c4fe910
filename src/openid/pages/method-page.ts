// The second factor: the choice of a method (002:33), then its code or its push answer (002:34-38).
import { html } from 'hono/html';
import type { idme } from '../../epcs/index.js';
import { cancelForm, type FormPlace, type Html, layout, type Notice, noticeBox, stepForm } from './layout.js';

export interface MethodPage extends FormPlace {
  readonly methods: readonly idme.MethodChoice[];
  readonly chosen: idme.Progress['chosen'];
  readonly notice: Notice | null;
  /** The address of this page, for a reload. */
  readonly again: string;
}

export function chooseMethodPage(page: MethodPage): Html {
  const { methods, notice } = page;
  return layout(
    'Choose how to verify',
    html`${noticeBox(notice)}
${stepForm(
  page,
  'method',
  html`<fieldset><legend>Multi-Factor Authentication</legend>
${methods.map(
  ({ id, name, label }, i) =>
    html`<label><input type="radio" name="method" value="${id}" required ${i === 0 ? 'checked' : ''}> ${label}: ${name}</label>`,
)}
</fieldset>
<button>Continue</button>`,
)}
${recoveryForm(page)}
${cancelForm(page)}`,
  );
}

export function methodPage(page: MethodPage): Html {
  const { chosen, notice } = page;
  if (chosen?.kind === 'push') return pushPage(page);
  const phone = chosen?.kind === 'phone';
  return layout(
    phone ? 'Text Message or Phone Call' : 'Code Generator Application',
    html`${noticeBox(notice)}
${
  phone
    ? stepForm(
        page,
        'send',
        html`<p>Send a 6-digit code to ${chosen?.sentTo ?? ''}.</p>
<button name="channel" value="text">Text me</button> <button name="channel" value="call">Call me</button>`,
      )
    : html`<p>Open ${chosen?.name ?? 'the application'} and read its code.</p>`
}
${stepForm(
  page,
  'code',
  html`<label>Code <input name="code" inputmode="numeric" autocomplete="one-time-code" required></label>
<button>Continue</button>`,
)}
${goBackForm(page)}
${cancelForm(page)}`,
  );
}

function pushPage(page: MethodPage): Html {
  const { chosen, notice, again } = page;
  return layout(
    'Push Notification',
    html`${noticeBox(notice)}
<p>Approve the sign-in in ${chosen?.name ?? 'the application'}, then continue.</p>
${stepForm(page, 'push', html`<button>Continue</button>`)}
<p><a href="${again}">Refresh</a></p>
${goBackForm(page)}
${cancelForm(page)}`,
  );
}

function goBackForm(page: FormPlace): Html {
  return stepForm(page, 'back', html`<button class="plain">Go back</button>`);
}

function recoveryForm(page: FormPlace): Html {
  return html`<details><summary>Use a recovery code</summary>
${stepForm(
  page,
  'recovery',
  html`<label>Recovery code <input name="code" autocomplete="off" required></label>
<button>Continue</button>`,
)}
</details>`;
}
