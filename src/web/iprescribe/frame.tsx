// The header of iPrescribe's pages, with the current step of the session.
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { ButtonForm } from '../form.js';
import { page } from '../page.js';
import { RefusalSummary } from '../refusal.js';
import type { Refused, Site, Value } from '../site.js';

export type Progress = Value<'iprescribe.progress'>;

export interface IprescribePage {
  heading: string;
  /** Given for a logged-in session: the main menu is shown. */
  progress?: Progress;
  current?: 'Home' | 'Settings';
  refused?: Refused | undefined;
}

export function iprescribePage(c: Context, site: Site, options: IprescribePage, body: Child) {
  const { heading, progress, current, refused } = options;
  const loggedIn = progress?.stage === 'signed-in' || progress?.stage === 'set-up';
  return page(
    c,
    site,
    {
      title: `${heading}: iPrescribe`,
      heading,
      system: { name: 'iPrescribe', path: '/iprescribe' },
      status: refused === undefined ? 200 : 400,
      ...(loggedIn
        ? {
            tabs: [
              { text: 'Home', path: '/iprescribe', current: current === 'Home' },
              { text: 'Settings', path: '/iprescribe/settings', current: current === 'Settings' },
              ...(progress.stage === 'signed-in' ? [{ text: 'Sign prescriptions', path: '/sign' }] : []),
            ],
          }
        : {}),
      ...(progress === undefined
        ? {}
        : {
            corner: (
              <ButtonForm c={c} action={`${site.base}/iprescribe/log-out`} text="Log out" class="link" />
            ),
          }),
    },
    <>
      <RefusalSummary refused={refused} />
      {body}
    </>,
  );
}
