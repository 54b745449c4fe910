// The host's side of the proof: a bench in wall time, its fob as the generic USB device, and a USB/IP server.

import { Random } from '../../firmware-sim/index.js';
import { memoryBench } from '../../src/bench/index.js';
import { BenchHost } from '../../src/host/bench-host.js';
import { linkHost } from '../../src/host/links/link-host.js';
import { runOperation } from '../../src/host/run-operation.js';
import { findOperation } from '../../src/operations/index.js';
import { createCompositeFob, serveSessions, UsbIpServer } from '../../src/usb/index.js';
import { operationNamed } from '../operations/loaded-operations.js';
import type { ControlActions } from './control-channel.js';
import { plugKeys } from './keys-on-usb.js';

const serial = '3315511111';
const periodSeconds = 30;

export interface UsbBench {
  readonly usbIpPort: number;
  readonly actions: ControlActions;
  close(): Promise<void>;
}

export async function openUsbBench(): Promise<UsbBench> {
  const benchHost = new BenchHost(
    memoryBench({ atUs: Date.now() * 1000, rate: 1, seed: 'kernel' }),
    findOperation,
  );
  const operate = (name: 'fob.add' | 'fob.code', given: Record<string, unknown>): Promise<unknown> => {
    const request = { id: `${name}-${++requests}`, operation: name, arguments: given };
    return runOperation(
      operationNamed(name),
      benchHost,
      request,
      () => {},
      new AbortController().signal,
    ) as Promise<unknown>;
  };
  let requests = 0;
  const key = Random.stream('kernel', 'key').bytes(20);
  await operate('fob.add', {
    model: 'onespan/digipass-go7',
    serial,
    secret: key,
    period: periodSeconds,
    driftPpm: 0,
  });
  const { identity } = linkHost(benchHost).port(serial);
  const fob = createCompositeFob(identity);
  serveSessions(fob.console, linkHost(benchHost).session(serial));
  serveSessions(fob.reports.textChannel(), linkHost(benchHost).session(serial));
  const server = new UsbIpServer();
  const busId = server.plug(fob.device);
  const { port } = await server.listen({ port: 0 });
  return {
    usbIpPort: port,
    actions: {
      ...plugKeys(server),
      composite: () => ({
        busId,
        serial,
        product: identity.product,
        key: Buffer.from(key).toString('hex'),
        periodSeconds,
      }),
      type: async () => {
        const { code } = (await operate('fob.code', { fob: serial })) as { code: string };
        if (!fob.keyboard.type(code, { enter: true })) throw new Error('no host to type for');
        return code;
      },
      unplug: () => fob.device.faults.set('usb.unplug', true),
      replug: () => fob.device.faults.set('usb.unplug', false),
    },
    close: async () => {
      await server.close();
      await benchHost.close();
    },
  };
}
