// The USB/IP port of a held bench: which fob is plugged in, and as what. A generic fob is a serial port, a keyboard and
// reports; a USB key is what its vendor's key is. It lives in the process that holds the bench.

import type { UsbApplet } from '../../../firmware-sim/applets/index.js';
import { UsbKeyFob } from '../../../firmware-sim/fob-kinds.js';
import type { SimulatedFob } from '../../../firmware-sim/index.js';
import { type FeatureMessages, NitrokeyMessages, YubikeyMessages } from '../../../firmware-sim/wire/index.js';
import type { BenchEventKind } from '../../bench/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { OperationError } from '../../contract/operation-error.js';
import {
  createCompositeFob,
  createFeatureKey,
  type FeatureReportHandler,
  serveSessions,
  type UsbDevice,
  UsbIpServer,
  usbIpPort,
} from '../../usb/index.js';
import type { BenchHost } from '../bench-host.js';
import { serviceKey } from '../service-key.js';
import { linkHost } from './link-host.js';
import { linkTraffic } from './link-traffic.js';
import { usbFaults } from './usb-faults.js';
import { notServed, type UsbLink, type UsbPort, usbPortKey } from './usb-port.js';
import { UsbTraffic } from './usb-traffic.js';

const usbBusKey = serviceKey<UsbBus>('USB bus');

interface Plugged {
  busId: string;
  device: UsbDevice;
  unplugged(): void;
}

export class UsbBus {
  readonly #benchHost: BenchHost;
  readonly #server = new UsbIpServer();
  readonly #plugged = new Map<string, Plugged>();
  #where: { host: string; port: number } | undefined;

  constructor(benchHost: BenchHost) {
    this.#benchHost = benchHost;
    this.#server.on('attached', ({ busId, peer }) => this.#report('usb-attached', busId, peer));
    this.#server.on('detached', ({ busId, peer }) => this.#report('usb-detached', busId, peer));
  }

  /** Port 0 is any free one. @returns false where it listens there already. @throws OperationError `busy` where it listens elsewhere. */
  async listen(where: { host?: string; port?: number }): Promise<boolean> {
    if (this.#where === undefined) {
      this.#where = await this.#server.listen(where);
      return true;
    }
    const { host, port } = this.#where;
    if ((where.host ?? host) === host && (where.port || port) === port) return false;
    throw new OperationError(
      'busy',
      `USB is served on ${host}:${port} already: use that, or end the server there first`,
    );
  }

  /** Devices stay plugged in for the next {@link listen}. */
  async stopListening(): Promise<void> {
    this.#where = undefined;
    await this.#server.close();
  }

  /** @throws OperationError `refused` where it is plugged in already, or nothing listens. */
  plug(serial: string): UsbLink {
    if (this.#where === undefined) throw notServed();
    if (this.#plugged.has(serial))
      throw new OperationError('refused', `${serial} is plugged in already`, {
        remedy: { operation: 'link.unplug', arguments: { fob: serial } },
      });
    const { bench } = this.#benchHost;
    const key = bench.look(serial, (fob) => fob instanceof UsbKeyFob);
    const { device, unplugged } = key ? this.#key(serial) : this.#generic(serial);
    const busId = this.#server.plug(device);
    this.#plugged.set(serial, { busId, device, unplugged });
    usbFaults(this.#benchHost).set(serial, device.faults);
    bench.record('usb-plugged', serial, { busId });
    return this.#listing(serial, busId);
  }

  unplug(serial: string): void {
    const plugged = this.#plugged.get(serial);
    if (plugged === undefined) throw new OperationError('refused', `${serial} is not plugged in`);
    this.#plugged.delete(serial);
    usbFaults(this.#benchHost).delete(serial);
    this.#server.unplug(plugged.busId);
    plugged.unplugged();
    if (this.#benchHost.bench.has(serial))
      this.#benchHost.bench.record('usb-unplugged', serial, { busId: plugged.busId });
  }

  has(serial: string): boolean {
    return this.#plugged.has(serial);
  }

  /** Nothing, while nothing listens: what stays plugged in has no port. */
  list(): UsbLink[] {
    if (this.#where === undefined) return [];
    return [...this.#plugged].map(([serial, { busId }]) => this.#listing(serial, busId));
  }

  async close(): Promise<void> {
    for (const { unplugged } of this.#plugged.values()) unplugged();
    await this.#server.close();
  }

  /** Console on the serial port and on the reports; what the fob shows, its keyboard types. */
  #generic(serial: string): { device: UsbDevice; unplugged(): void } {
    const { bench } = this.#benchHost;
    const links = linkHost(this.#benchHost);
    const fob = createCompositeFob({
      ...bench.look(serial, (simulated) => simulated.identity),
      seed: `${bench.seed}/${serial}/usb`,
    });
    const sessions = [
      serveSessions(fob.console, links.session(serial)),
      serveSessions(fob.reports.textChannel(), links.unseenSession(serial)),
    ];
    const traffic = this.#traffic(serial, fob.device);
    const end = bench.log.subscribe((event) => {
      if (event.serial !== serial || event.kind !== 'display-on' || !bench.has(serial)) return;
      const { screen } = screenAnswer(bench, serial);
      if (screen.state === 'showing') fob.keyboard.type(screen.text, { enter: true });
    });
    return {
      device: fob.device,
      unplugged() {
        end();
        traffic.close();
        for (const session of sessions) session.close();
      },
    };
  }

  /** Each report is a change of the key like any other: run at the bench's time, and journaled. */
  #key(serial: string): { device: UsbDevice; unplugged(): void } {
    const { bench } = this.#benchHost;
    const exchange = <T>(run: (key: UsbKeyFob, now: number) => T): T => {
      let answer: T;
      bench.drive(serial, (fob, now) => {
        answer = run(fob as UsbKeyFob, now);
        return [];
      });
      return answer!;
    };
    const handler: FeatureReportHandler = {
      getFeature: (id) => exchange((key, now) => key.report(now, (applet, at) => applet.getFeature(id, at))),
      setFeature: (id, data) =>
        exchange((key, now) => key.report(now, (applet, at) => applet.setFeature(id, data, at))),
    };
    const { identity, kind } = bench.look(serial, (fob) => {
      const { applet } = fob as UsbKeyFob;
      return { identity: applet.usbIdentity(), kind: applet.kind };
    });
    exchange((key, now) => key.report(now, (applet, at) => applet.plug(at)));
    const key = createFeatureKey({ identity, handler, seed: `${bench.seed}/${serial}/usb` });
    const traffic = this.#traffic(serial, key.device, messagesOf(kind));
    const end = bench.log.subscribe((event) => {
      if (event.serial !== serial || event.kind !== 'applet' || !bench.has(serial)) return;
      const typed = bench.look(serial, (fob: SimulatedFob, now) => (fob as UsbKeyFob).typed(now));
      if (typed !== undefined) key.type(typed.scanCodes, { confidential: typed.password ?? false });
    });
    return {
      device: key.device,
      unplugged() {
        end();
        traffic.close();
      },
    };
  }

  #traffic(serial: string, device: UsbDevice, key?: FeatureMessages): UsbTraffic {
    const { wall } = this.#benchHost.bench;
    const traffic = linkTraffic(this.#benchHost);
    return new UsbTraffic({ device, serial, traffic, wall, ...(key === undefined ? {} : { key }) });
  }

  #listing(serial: string, busId: string): UsbLink {
    const { host, port } = this.#where!;
    const tcp = port === usbIpPort ? '' : `--tcp-port ${port} `;
    return {
      serial,
      kind: 'usbip',
      busId,
      path: `${host}:${port}/${busId}`,
      attach: `usbip ${tcp}attach -r ${host} -b ${busId}`,
    };
  }

  #report(kind: BenchEventKind, busId: string, peer: string): void {
    for (const [serial, plugged] of this.#plugged)
      if (plugged.busId === busId && this.#benchHost.bench.has(serial))
        this.#benchHost.bench.record(kind, serial, { busId, peer });
  }
}

function messagesOf(kind: UsbApplet['kind']): FeatureMessages {
  return kind === 'yubikey' ? new YubikeyMessages() : new NitrokeyMessages();
}

/** The USB bus of a held bench, started on first use. */
export function usbBus(benchHost: BenchHost): UsbBus {
  return benchHost.service(usbBusKey, () => {
    const bus = new UsbBus(benchHost);
    benchHost.service(usbPortKey, () => portOf(bus));
    return bus;
  });
}

/** It has no `close`: the host closes the bus. */
function portOf(bus: UsbBus): UsbPort {
  return {
    plug: (serial) => bus.plug(serial),
    unplug: (serial) => bus.unplug(serial),
    list: () => bus.list(),
  };
}
