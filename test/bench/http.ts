// HTTP against a bare hono route with the same body, and how far an event stream is behind its change.
import { Agent, createServer as createHttpServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { startServer } from '../api/api-server.js';
import { EventReader } from '../api/event-reader.js';
import { measurePaired, timedAsync } from './paired-rounds.js';
import { median } from './round-trips.js';
import type { Row } from './row.js';

export const name = 'HTTP';

export async function run(): Promise<Row[]> {
  const s = await startServer();
  const path = '/v1/fobs/3315511111/press';
  const { json } = await s.ask('POST', path, {});
  const body = JSON.stringify(json);
  const bare = createHttpServer(
    getRequestListener(
      new Hono().post('/v1/fobs/:fob/press', async (c) => {
        await c.req.json();
        return c.body(body, 200, { 'content-type': 'application/json' });
      }).fetch,
    ),
  );
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const bareUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}`;
  try {
    const { json: lab } = await s.ask('POST', '/v1/labs', { idle: '1h' });
    const below = `/v1/labs/${lab.lab}`;
    await s.ask('POST', `${below}/v1/fobs`, { model: 'onespan/digipass-go7', serial: '3315511111' });
    return [
      await pressRow('a press on one connection, a bench in memory', s.url + below + path, bareUrl + path, 1),
      await pressRow('a press on one connection, a bench on disk', s.url + path, bareUrl + path, 1),
      await pressRow('the same on 50 connections', s.url + path, bareUrl + path, 50),
      await eventRow(s),
    ];
  } finally {
    bare.closeAllConnections();
    bare.close();
    await s.close();
  }
}

async function pressRow(what: string, url: string, bareUrl: string, connections: number): Promise<Row> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const many = (to: string) =>
    timedAsync(() => Promise.all(Array.from({ length: connections }, () => post(agent, to))));
  const times = Math.ceil(1000 / connections);
  const measured = await measurePaired([
    { name: 'press', measure: many(url), times },
    { name: 'bare', measure: many(bareUrl), times },
  ]);
  agent.destroy();
  const { median: ratio } = measured.ratio('press', 'bare');
  const us = (of: string): string => (measured.ns(of) / connections / 1000).toFixed(0);
  const detail = `press ${us('press')} µs, bare hono route ${us('bare')} µs a request`;
  const goal = connections === 1 ? { goal: '≤ 3×', pass: ratio <= 3 } : { goal: 'reported', pass: true };
  return { name: what, ratio, ...goal, detail };
}

async function eventRow(s: Awaited<ReturnType<typeof startServer>>): Promise<Row> {
  const reader = await EventReader.open(`${s.url}/v1/events?fob=3315511111`, 1_000_000_000);
  const behindMs: number[] = [];
  for (let i = 0; i < 300; i++) {
    let changedAt = 0;
    const change = s.client.run('fob.label', { fob: '3315511111', label: String(i) }).then(() => {
      changedAt = performance.now();
    });
    await reader.next();
    const heardAt = performance.now();
    await change;
    behindMs.push(Math.max(0, heardAt - changedAt));
  }
  reader.close();
  const middle = median(behindMs);
  const last = [...behindMs].sort((a, b) => a - b).at(-4)!;
  return {
    name: 'an event behind its change, median',
    goal: '≤ 2 ms',
    pass: middle <= 2,
    detail: `${middle.toFixed(2)} ms, 99 of 100 within ${last.toFixed(2)} ms`,
  };
}

function post(agent: Agent, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': '2' };
    const sent = request(url, { agent, method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode}`)),
      );
    });
    sent.on('error', reject);
    sent.end('{}');
  });
}
