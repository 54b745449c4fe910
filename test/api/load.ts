// Many requests from many connections, with a client that follows the events meanwhile.
import { Agent, request } from 'node:http';
import type { ServerUnderTest } from './api-server.js';
import { EventReader } from './event-reader.js';

export interface Load {
  requests: number;
  connections: number;
  /** The follower loses its connection that often, and goes on from its last event. */
  reconnects: number;
}

export interface LoadReport {
  failed: string[];
  /** Numbers of the events that the follower has seen, in its order. */
  seen: number[];
  last: number;
  seconds: number;
}

/** Presses, reads and verdicts in turn: two of three requests change the bench. */
export async function underLoad(
  s: ServerUnderTest,
  { requests, connections, reconnects }: Load,
): Promise<LoadReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const failed: string[] = [];
  const seen: number[] = [];
  let last = Number.POSITIVE_INFINITY;
  const each = Math.ceil(requests / (reconnects + 1));
  const following = (async () => {
    for (;;) {
      const reader = await EventReader.open(`${s.url}/v1/events?since=1`, seen.at(-1));
      for (let here = 0; here < each || last < Number.POSITIVE_INFINITY; here++) {
        if ((seen.at(-1) ?? 0) >= last) {
          reader.close();
          return;
        }
        seen.push(Number((await reader.next()).id));
      }
      reader.close();
    }
  })();
  const startedMs = Date.now();
  let sent = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (sent < requests) {
        const number = sent++;
        const [method, path] = number % 3 === 0 ? ['GET', '/v1/fobs'] : ['POST', '/v1/fobs/3315511111/press'];
        const status = await statusOf(agent, method!, s.url + path!);
        if (status !== '200') failed.push(`${method} ${path}: ${status}`);
      }
    }),
  );
  const seconds = (Date.now() - startedMs) / 1000;
  // One event more, so that a follower that has all of them sees the end.
  const { json } = await s.ask('POST', '/v1/fobs/3315511111/label', { label: 'done' });
  const { json: newest } = await s.ask('GET', '/v1/events?last=1');
  last = newest.events[0].seq ?? newest.events[0].number ?? json.seq;
  // Wakes a follower that has just reached it.
  await s.ask('POST', '/v1/fobs/3315511111/label', { label: '' });
  await following;
  agent.destroy();
  return { failed, seen, last, seconds };
}

function statusOf(agent: Agent, method: string, url: string): Promise<string> {
  return new Promise((resolve) => {
    const headers = method === 'POST' ? { 'content-type': 'application/json', 'content-length': '2' } : {};
    const sent = request(url, { agent, method, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(String(answer.statusCode)));
    });
    sent.on('error', (error) => resolve(error.message));
    sent.end(method === 'POST' ? '{}' : undefined);
  });
}
