// HID through node-hid's asynchronous interface. The native module is loaded at the first use.
import { mapped, readerErrorFrom } from './error-mapping.js';
import type { HidLike, HidListing } from './hid-like.js';
import { type Pause, realPause } from './pause.js';
import type { ReaderError } from './reader-error.js';

/** The part of node-hid that opens a device. */
export interface NodeHid {
  HIDAsync: {
    open(
      path: string,
      options: { nonExclusive: boolean },
    ): Promise<{
      getFeatureReport(reportId: number, length: number): Promise<Uint8Array>;
      sendFeatureReport(data: number[]): Promise<unknown>;
      close(): Promise<void>;
    }>;
  };
}

/** udev sets the permissions a moment after the device node appears, so opening is tried several times. */
const openAttempts = 5;
const openPauseMs = 100;

/** Every HID collection of the machine. Enumeration is costly. Rejects with a ReaderError (`missing-library`). */
export function hidDevices(): Promise<HidListing[]> {
  return mapped('USB HID', async () => (await loadNodeHid()).devicesAsync());
}

/** Opens a device by its path from the enumeration. Rejects with a ReaderError. */
export async function openHid(
  path: string,
  pause: Pause = realPause,
  load: () => Promise<NodeHid> = loadNodeHid,
): Promise<HidLike> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await openOnce(path, load);
    } catch (cause) {
      const error: ReaderError = readerErrorFrom(cause, path);
      if (error.code !== 'permission' || attempt === openAttempts) throw error;
      await pause(openPauseMs);
    }
  }
}

async function openOnce(path: string, load: () => Promise<NodeHid>): Promise<HidLike> {
  const { HIDAsync } = await load();
  // Without this option macOS opens the keyboard exclusively; on other systems it has no effect.
  const device = await HIDAsync.open(path, { nonExclusive: true });
  return {
    // Some systems put the report number in front, so the report is the end of the data.
    getFeatureReport: (size) =>
      mapped(path, async () => new Uint8Array(await device.getFeatureReport(0, size + 1)).slice(-size)),
    sendFeatureReport: (report) =>
      mapped(path, async () => {
        await device.sendFeatureReport([0, ...report]);
      }),
    close: () => mapped(path, () => device.close()),
  };
}

async function loadNodeHid(): Promise<typeof import('node-hid')> {
  const module = await import('node-hid');
  return (module as { default?: typeof import('node-hid') }).default ?? module;
}
