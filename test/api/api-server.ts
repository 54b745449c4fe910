// A server on a bench of its own, for the tests of the API.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiServer, createServer, type ServerOptions } from '../../src/api/index.js';
import { initBench } from '../../src/bench/index.js';
import { AccessTokens } from '../../src/host/access-tokens.js';
import { type BenchClient, openBenchClient } from '../../src/host/bench-client.js';
import { findOperation } from '../../src/operations/index.js';

export interface ServerUnderTest {
  url: string;
  directory: string;
  client: BenchClient;
  server: ApiServer;
  tokens: AccessTokens;
  /** Fetches a path; `body` goes as JSON. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every operation.
  json: any;
}

export interface TestOptions extends Partial<ServerOptions> {
  rate?: number;
  seed?: string;
}

/** A paused bench at 2026-01-01 with the fob 3315511111, unless told otherwise. */
export async function startServer({
  rate = 0,
  seed = '1',
  ...options
}: TestOptions = {}): Promise<ServerUnderTest> {
  const root = mkdtempSync(join(tmpdir(), 'foblab-api-'));
  const directory = join(root, 'bench');
  initBench(directory, { rate, atUs: rate === 0 ? Date.UTC(2026, 0, 1) * 1000 : Date.now() * 1000, seed });
  const client = await openBenchClient(directory, findOperation);
  await client.run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111' });
  const tokens = new AccessTokens(directory);
  const server = await createServer({ client, version: 'test', tokens, ...options });
  const url = await server.listen();
  return {
    url,
    directory,
    client,
    server,
    tokens,
    ask: (method, path, body, headers) => ask(url, method, path, body, headers),
    async close() {
      await server.close();
      await client.close();
      rmSync(root, { recursive: true });
    },
  };
}

export async function ask(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(url + path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  return { status: answer.status, headers: answer.headers, json: isJson ? JSON.parse(text) : text };
}
