// The messages and requests that phones and push apps on the bench have received.
import type { Site, Value } from '../site.js';

export type MessageRow = Value<'messages.list'>['messages'][number];

/** The messages that have arrived, by number or app, newest first. */
export type Inboxes = ReadonlyMap<string, readonly MessageRow[]>;

export async function allMessages(site: Site): Promise<readonly MessageRow[]> {
  const answer = await site.ask('messages.list', {});
  return answer.outcome === 'done' ? answer.value.messages : [];
}

export async function inboxes(site: Site): Promise<Inboxes> {
  const byAddress = new Map<string, MessageRow[]>();
  for (const message of await allMessages(site)) {
    if (message.channel === 'mail' || message.state !== 'arrived') continue;
    byAddress.set(message.to, [message, ...(byAddress.get(message.to) ?? [])].slice(0, 3));
  }
  return byAddress;
}

/** The path of a link. The server uses only the path: the link leads to this server, whatever host it names. */
export function pathOfLink(link: string): string {
  try {
    const { pathname, search } = new URL(link);
    return pathname + search;
  } catch {
    return '/';
  }
}
