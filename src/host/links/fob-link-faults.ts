// The link faults of each fob: they live where the links do, in the process that holds the bench.

import type { FaultListing } from '../../../firmware-sim/index.js';
import { OperationError } from '../../contract/operation-error.js';
import { LinkFaults, linkFaults } from '../../links/link-faults.js';
import type { BenchHost } from '../bench-host.js';
import { serviceKey } from '../service-key.js';

const key = serviceKey<FobLinkFaults>('link faults');

export class FobLinkFaults {
  readonly #benchHost: BenchHost;
  readonly #faults = new Map<string, LinkFaults>();

  constructor(benchHost: BenchHost) {
    this.#benchHost = benchHost;
  }

  of(serial: string): LinkFaults {
    let faults = this.#faults.get(serial);
    if (faults === undefined) {
      faults = new LinkFaults({ seed: `${this.#benchHost.bench.seed}/${serial}/link` });
      this.#faults.set(serial, faults);
    }
    return faults;
  }

  list(serial: string): FaultListing[] {
    const faults = this.#faults.get(serial);
    if (faults !== undefined) return faults.list();
    return linkFaults.map(({ name, layer, summary }) => ({ name, layer, summary, active: false }));
  }

  set(serial: string, name: string, on: boolean, parameters: Readonly<Record<string, number>>): void {
    // A one-shot command has no link to disturb, and the fault would end with it.
    if (this.#benchHost.directory !== undefined && !this.#faults.has(serial))
      throw new OperationError(
        'refused',
        `${serial} is on no link here: serve it first, then switch ${name}`,
        {
          remedy: { operation: 'link.serve', arguments: { pty: true } },
        },
      );
    this.of(serial).set(name, on, parameters);
    this.#benchHost.bench.record(on ? 'fault-on' : 'fault-off', serial, { name, ...parameters });
  }
}

export function fobLinkFaults(benchHost: BenchHost): FobLinkFaults {
  return benchHost.service(key, () => new FobLinkFaults(benchHost));
}
