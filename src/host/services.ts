// The services that a host may run, by typed key. The keys load no service: a command that only asks whether one runs
// does not pay for its code.
import type { ClockHistory } from './clock-history.js';
import type { DeviceAccess } from './device-access.js';
import type { FobLeases } from './fob-leases.js';
import type { FobLinkFaults } from './links/fob-link-faults.js';
import type { LinkHost } from './links/link-host.js';
import type { LinkTraffic } from './links/link-traffic.js';
import type { UsbBus } from './links/usb-bus.js';
import type { UsbFaults } from './links/usb-faults.js';
import type { ObservationStore } from './observation-store.js';
import type { VerifierHosts } from './verifier/verifier-host.js';

export interface ServiceKey<T> {
  readonly name: string;
  /** For the compiler alone: the type of the service. */
  readonly service?: T;
}

function key<T>(name: string): ServiceKey<T> {
  return { name };
}

export const services = {
  links: key<LinkHost>('links'),
  linkFaults: key<FobLinkFaults>('link faults'),
  traffic: key<LinkTraffic>('traffic'),
  usbBus: key<UsbBus>('USB bus'),
  /** By serial. */
  usbFaults: key<Map<string, UsbFaults>>('USB faults'),
  clockHistory: key<ClockHistory>('clock history'),
  devices: key<DeviceAccess>('devices'),
  leases: key<FobLeases>('leases'),
  observations: key<ObservationStore>('observations'),
  verifiers: key<VerifierHosts>('verifiers'),
  /** Where browsers reach this process's HTTP server; links in messages begin with it. */
  publicAddress: key<{ url: string }>('public address'),
} as const;
