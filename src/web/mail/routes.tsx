// The outbox: sent messages, messages on their way, and when they arrive.
import type { Context } from 'hono';
import { allMessages, type MessageRow, pathOfLink } from '../bench/inbox.js';
import { shortTime } from '../bench/panel.js';
import { ownTabs, page } from '../page.js';
import type { Site, WebApp } from '../site.js';
import { Status } from '../table.js';

export function mailRoutes(app: WebApp, site: Site): void {
  app.get('/mail', async (c) => mailPage(c, site, await allMessages(site)));
}

const channels = { mail: 'Mail', text: 'Text message', call: 'Phone call', push: 'Push notification' };

function mailPage(c: Context, site: Site, messages: readonly MessageRow[]) {
  return page(
    c,
    site,
    { title: 'Mail', heading: 'Mail, texts and calls', tabs: ownTabs('Mail') },
    messages.length === 0 ? (
      <p class="quiet">Nothing has been sent yet.</p>
    ) : (
      <ol class="mail" reversed>
        {[...messages].reverse().map((message) => (
          <li>
            <article class="card">
              <header>
                <h2>{message.subject}</h2>
                <Status text={message.state.replace('-', ' ')} />
              </header>
              <p class="quiet">
                {channels[message.channel]} from {message.from} to {message.to}, {whenWords(message)}
              </p>
              {message.state === 'under-way' || message.state === 'lost' ? null : (
                <>
                  <p class="text">{message.text}</p>
                  {message.code === null || message.channel === 'push' ? null : (
                    <p class="typed big">{message.code}</p>
                  )}
                  {message.link === null ? null : (
                    <p>
                      <a href={site.base + pathOfLink(message.link)}>Open the link</a>{' '}
                      <span class="quiet typed">{message.link}</span>
                    </p>
                  )}
                </>
              )}
            </article>
          </li>
        ))}
      </ol>
    ),
  );
}

function whenWords({ dueAt, sentAt, state }: MessageRow): string {
  if (dueAt === null) return 'which never arrives';
  return state === 'under-way'
    ? `on its way since ${shortTime(sentAt)}, arrives at ${shortTime(dueAt)}`
    : `arrived at ${shortTime(dueAt)}`;
}
