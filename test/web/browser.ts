// A browser that nobody here wrote, and the HTTP server that it visits, on a bench of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { initBench } from '../../src/bench/index.js';
import { parseIsoTime } from '../../src/contract/iso-time.js';

const program = fileURLToPath(new URL('../../dist/foblab.cjs', import.meta.url));
const chromiumPath = '/usr/bin/chromium';

export const browserMissing = !existsSync(chromiumPath)
  ? 'chromium is missing: apt-get install chromium'
  : existsSync(program)
    ? undefined
    : 'dist/foblab.cjs is missing (npm run build)';

export interface Served {
  url: string;
  browser: Browser;
  close(): Promise<void>;
}

export async function servedBench(): Promise<Served> {
  const root = mkdtempSync(join(tmpdir(), 'foblab-web-'));
  const bench = join(root, 'bench');
  initBench(bench, { rate: 0, atUs: parseIsoTime('2026-01-01T09:00:00Z')!, seed: 'web' });
  const server: ChildProcess = spawn(
    process.execPath,
    [program, 'serve', '--http', '--port', '0', '--json', '--bench', bench],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = (await once(createInterface({ input: server.stdout! }), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const browser = await launchBrowser();
  return {
    url,
    browser,
    async close() {
      await browser.close();
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
