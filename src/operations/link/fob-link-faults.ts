// The link faults of each fob: they live where the links do, in the process that holds the bench.
import type { FaultListing } from '../../../firmware-sim/index.js';
import { LinkFaults, linkFaults } from '../../links/link-faults.js';
import type { Holder } from '../dispatch.js';
import { OperationError } from '../operation-error.js';

export class FobLinkFaults {
  readonly #holder: Holder;
  readonly #faults = new Map<string, LinkFaults>();

  constructor(holder: Holder) {
    this.#holder = holder;
  }

  of(serial: string): LinkFaults {
    let faults = this.#faults.get(serial);
    if (faults === undefined) {
      faults = new LinkFaults({ seed: `${this.#holder.bench.seed}/${serial}/link` });
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
    // A one-shot command has no link that a fault could disturb, and takes the fault with it when it ends.
    if (this.#holder.directory !== undefined && !this.#faults.has(serial))
      throw new OperationError(
        'refused',
        `${serial} stands on no link here: start foblab serve first, then switch ${name}`,
      );
    this.of(serial).set(name, on, parameters);
    this.#holder.bench.record(on ? 'fault-on' : 'fault-off', serial, { name, ...parameters });
  }
}

export function fobLinkFaults(holder: Holder): FobLinkFaults {
  return holder.resource('link-faults', () => new FobLinkFaults(holder));
}
