// A bench in memory at a wall time of the test's choosing, with devices that nobody plugged in.

import { memoryBench, type WallClock } from '../../src/bench/index.js';
import { BenchHost } from '../../src/host/bench-host.js';
import { type DeviceAccess, deviceAccessKey } from '../../src/host/device-access.js';
import { findOperation } from '../../src/operations/index.js';
import {
  type HidLike,
  type HidListing,
  ReaderError,
  type SerialLike,
  type SerialListing,
} from '../../src/readers/index.js';
import { pausedBench } from './paused-bench.js';
import { runNamed } from './run-named.js';

export interface LabOptions {
  at?: string;
  hid?: () => HidListing[];
  serial?: () => SerialListing[];
  openHid?: (path: string) => HidLike;
  openSerial?: (path: string, baudRate?: number) => SerialLike;
  pause?: DeviceAccess['pause'];
}

export interface Lab {
  benchHost: BenchHost;
  /** Wall time, Unix milliseconds: nothing else moves it. */
  wallMs: number;
  items: unknown[];
  run(name: string, given?: Record<string, unknown>, signal?: AbortSignal): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

const absent = (path: string): never => {
  throw new ReaderError('not-found', `${path}: it is not there`, 'Plug it in');
};

/** The bench itself is paused in another year, so that an answer in the wrong time is seen. */
export function labBench(options: LabOptions = {}): Lab {
  const wall: WallClock = { nowUs: () => lab.wallMs * 1000, after: () => () => {} };
  const lab = { wallMs: Date.parse(options.at ?? '2026-03-01T12:00:00Z'), items: [] as unknown[] } as Lab;
  lab.benchHost = new BenchHost(
    memoryBench({ rate: 0, atUs: Date.UTC(1999, 0, 1) * 1000, seed: 'lab' }, wall),
    findOperation,
  );
  lab.benchHost.service(
    deviceAccessKey,
    (): DeviceAccess => ({
      sources: {
        hid: async () => options.hid?.() ?? [],
        serial: async () => options.serial?.() ?? [],
      },
      openHid: async (path) => (options.openHid ?? absent)(path),
      openSerial: async (path, baudRate) => (options.openSerial ?? absent)(path, baudRate),
      pause: options.pause ?? (() => new Promise((resolve) => setImmediate(resolve))),
    }),
  );
  lab.run = (name, given = {}, signal = new AbortController().signal) =>
    runNamed(lab.benchHost, name, given, { signal, item: (value) => void lab.items.push(value) });
  lab.close = () => lab.benchHost.close();
  return lab;
}

/** The codes that a simulated fob with this drift shows, one every `days` days, and when: in no bench's time. */
export async function codesOverDays(
  secret: Uint8Array,
  driftPpm: number,
  days: readonly number[],
  start: string,
): Promise<{ at: string; code: string }[]> {
  const { benchHost, run, close } = pausedBench(start);
  await run('fob.add', { model: 'onespan/digipass-go7', serial: '3315511111', secret, driftPpm });
  const seen: { at: string; code: string }[] = [];
  for (const [i, day] of days.entries()) {
    // Off the hour, so that the moments fall anywhere in their steps.
    benchHost.bench.advanceTo((Date.parse(start) + day * 86_400_000 + i * 7_300) * 1000);
    const { code } = (await run('fob.code', { fob: '3315511111' })) as { code: string };
    seen.push({ at: new Date(benchHost.bench.nowUs() / 1000).toISOString(), code });
  }
  await close();
  return seen;
}
