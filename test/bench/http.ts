// HTTP against a bare hono route with the same body, each in a process of its own as it ships, and how far an event
// stream is behind its change.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ask, startServer } from '../api/api-server.js';
import { EventReader } from '../api/event-reader.js';
import { foblab } from '../e2e/foblab-process.js';
import { measurePaired, timedAsync } from './paired-rounds.js';
import { median } from './round-trips.js';
import type { Row } from './row.js';

export const name = 'HTTP';

const program = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));
const bareProgram = fileURLToPath(new URL('http-bare.mjs', import.meta.url));
const path = '/v1/fobs/3315511111/press';
const fob = { model: 'onespan/digipass-go7', serial: '3315511111' };

export async function run(): Promise<Row[]> {
  const root = mkdtempSync(join(tmpdir(), 'foblab-http-bench-'));
  const bench = join(root, 'bench');
  foblab(['init', '--paused'], { bench });
  const served = await startProgram([program, 'serve', '--http', '--json'], bench);
  const { url } = served;
  await ask(url, 'POST', '/v1/fobs', fob);
  const { json } = await ask(url, 'POST', path, {});
  const bare = await startProgram([bareProgram, JSON.stringify(json)], bench);
  try {
    const { json: lab } = await ask(url, 'POST', '/v1/labs', { idle: '1h' });
    await ask(lab.url, 'POST', '/v1/fobs', fob);
    return [
      await pressRow('a press on one connection, a bench in memory', lab.url, bare.url, 1),
      await pressRow('a press on one connection, a bench on disk', url, bare.url, 1),
      await pressRow('the same on 50 connections', url, bare.url, 50),
      await eventRow(),
    ];
  } finally {
    await bare.end();
    await served.end();
    rmSync(root, { recursive: true });
  }
}

/** A program that prints its URL as JSON. */
async function startProgram(words: readonly string[], bench: string) {
  const env = { ...process.env, FOBLAB_BENCH: bench };
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'], env });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`${words[0]} ended with ${code}`)));
  });
  return {
    url: (JSON.parse(line) as { url: string }).url,
    end: () => {
      child.kill();
      return ended;
    },
  };
}

async function pressRow(what: string, url: string, bareUrl: string, connections: number): Promise<Row> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const many = (to: string) =>
    timedAsync(() => Promise.all(Array.from({ length: connections }, () => post(agent, to + path))));
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

async function eventRow(): Promise<Row> {
  const s = await startServer();
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
  await s.close();
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
