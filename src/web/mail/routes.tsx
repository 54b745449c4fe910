// The outbox: what the systems have sent, what is still on its way, and when it arrives.
import type { Context } from 'hono';
import { shortTime } from '../bench/panel.js';
import { page } from '../document.js';
import type { Site, VerbAnswer, WebApp } from '../site.js';

interface MessageRow {
  channel: string;
  to: string;
  from: string;
  subject: string;
  text: string;
  link: string | null;
  code: string | null;
  sentUs: number;
  dueUs: number | null;
  expiresUs: number | null;
}

export function mailRoutes(app: WebApp, site: Site): void {
  app.get('/mail', async (c) => {
    const answer: VerbAnswer<{ messages?: MessageRow[]; result?: MessageRow[] }> = await site.ask(
      'messages.list',
      {},
    );
    const value = answer.outcome === 'done' ? answer.value : {};
    const { at } = await site.run('bench.status', {});
    return mailPage(c, site, value.messages ?? value.result ?? [], Date.parse(at) * 1000);
  });
}

function mailPage(c: Context, site: Site, messages: readonly MessageRow[], nowUs: number) {
  return page(
    c,
    site,
    { title: 'Mail', heading: 'Mail, texts and calls' },
    messages.length === 0 ? (
      <p class="quiet">Nothing has been sent yet.</p>
    ) : (
      <ol class="mail" reversed>
        {[...messages].reverse().map((message) => (
          <li>
            <article>
              <h2>{message.subject}</h2>
              <p class="quiet">
                {message.channel} from {message.from} to {message.to},{' '}
                {message.dueUs === null
                  ? 'which never arrives'
                  : message.dueUs > nowUs
                    ? `on its way until ${iso(message.dueUs)}`
                    : iso(message.dueUs)}
              </p>
              {message.dueUs !== null && message.dueUs <= nowUs ? (
                <>
                  <p class="text">{message.text}</p>
                  {message.code === null ? null : <p class="typed">{message.code}</p>}
                  {message.link === null ? null : <p class="typed">{message.link}</p>}
                </>
              ) : null}
            </article>
          </li>
        ))}
      </ol>
    ),
  );
}

function iso(us: number): string {
  return shortTime(new Date(us / 1000).toISOString());
}
