// The first factor: email address and password.
import { html } from 'hono/html';
import {
  cancelForm,
  type FormPlace,
  type Html,
  interactionOf,
  layout,
  type Notice,
  noticeBox,
  stepForm,
} from './layout.js';

export interface SignInPage extends FormPlace {
  readonly clientName: string;
  /** The email address as typed before. The password is never sent back. */
  readonly email: string;
  readonly notice: Notice | null;
}

export function signInPage(page: SignInPage): Html {
  const { clientName, email, notice } = page;
  return layout(
    'Sign in to ID.me',
    html`<p>${clientName} asks ID.me who you are.</p>
${noticeBox(notice)}
${stepForm(
  page,
  'sign-in',
  html`<label>Email <input name="email" type="email" autocomplete="username" required value="${email}"></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button>Sign in to ID.me</button>`,
)}
<p><a href="/idme/sign-up?interaction=${interactionOf(page)}">Create an ID.me account</a></p>
${cancelForm(page)}`,
  );
}
