// Devices that are plugged in and pulled out, simulated and real, as items until the client disconnects.
import type { Device } from '../../contract/results/device.js';
import { deviceAccess } from '../../host/device-access.js';
import type { OperationContext } from '../../host/operation-context.js';
import { type ListedDevice, listDevices, watchDevices } from '../../readers/index.js';
import { benchLinks } from './bench-links.js';
import { realEntry, virtualEntry } from './device-entry.js';

/** Reading the links in memory is cheap; enumerating real devices is not. */
const linksEveryMs = 250;

export async function watchEverything(context: OperationContext): Promise<void> {
  await Promise.all([watchReal(context), watchVirtual(context)]);
}

async function watchReal(context: OperationContext): Promise<void> {
  const { item, signal } = context;
  const { sources, pause } = deviceAccess(context);
  const { problems } = await listDevices(sources);
  for (const { code, message } of problems) item({ problem: { code, message } });
  const there: ListedDevice[] = [];
  for await (const { change, device } of watchDevices({ sources, pause, signal })) {
    if (change === 'added') there.push(device);
    item({ change, device: realEntry(device, there) });
    if (change === 'removed') {
      const index = there.findIndex(({ path, kind }) => path === device.path && kind === device.kind);
      if (index >= 0) there.splice(index, 1);
    }
  }
}

async function watchVirtual(context: OperationContext): Promise<void> {
  const { item, signal } = context;
  const { pause } = deviceAccess(context);
  let before = new Map<string, Device>();
  while (!signal.aborted) {
    const now = new Map(
      benchLinks(context).map((link) => [`${link.serial} ${link.path}`, virtualEntry(link)]),
    );
    for (const [key, device] of before) if (!now.has(key)) item({ change: 'removed', device });
    for (const [key, device] of now) if (!before.has(key)) item({ change: 'added', device });
    before = now;
    await pause(linksEveryMs, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
