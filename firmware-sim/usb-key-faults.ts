// Switches the faults of a USB key on and off: of its crystal, its clock and its touch contact.
import { dropCrystal, rebase } from './crystal.js';
import { faultParameters } from './fault-parameters.js';
import { findFault, isActive } from './faults.js';
import { type FaultListing, FobError } from './fob-port.js';
import { checkFobTime, fobTimeAt, haltRtc, setRtc } from './rtc.js';
import type { FaultSetting, FobEvent } from './simulated-fob.js';
import { type UsbKeyFaultName, type UsbKeyParts, usbKeyFaults } from './usb-key-state.js';

export class UsbKeyFaults {
  readonly #state: UsbKeyParts;
  readonly #emit: (livedUs: number, kind: 'fault-on' | 'fault-off', detail: FobEvent['detail']) => void;
  readonly #contactMoved: (livedUs: number) => void;

  constructor(
    state: UsbKeyParts,
    emit: (livedUs: number, kind: 'fault-on' | 'fault-off', detail: FobEvent['detail']) => void,
    contactMoved: (livedUs: number) => void,
  ) {
    this.#state = state;
    this.#emit = emit;
    this.#contactMoved = contactMoved;
  }

  list(): FaultListing[] {
    return usbKeyFaults.map((name) => {
      const { layer, summary } = findFault(name)!;
      return { name, layer, summary, active: isActive(this.#state.faults, name) };
    });
  }

  /** @throws FobError `unknown-name`, `out-of-range` or `unsupported` */
  set(livedUs: number, name: string, on: boolean, setting: FaultSetting): void {
    const known = usbKeyFaults.find((one) => one === name);
    if (known === undefined)
      throw new FobError(
        'unknown-name',
        `a USB key has no fault '${name}'; expected one of: ${usbKeyFaults.join(', ')}`,
      );
    if (on) this.#switchOn(livedUs, known, setting);
    else this.#switchOff(livedUs, known, 'bench');
  }

  reset(livedUs: number): void {
    for (const { name } of [...this.#state.faults]) this.#switchOff(livedUs, name, 'reset');
  }

  /** Switches off the faults whose time is over. */
  endDue(livedUs: number): void {
    for (const { name, untilUs } of [...this.#state.faults])
      if (untilUs !== null && untilUs <= livedUs) this.#switchOff(livedUs, name, 'time');
  }

  #switchOn(livedUs: number, name: UsbKeyFaultName, setting: FaultSetting): void {
    const definition = findFault(name)!;
    const { crystal, rtc } = this.#state;
    const parameters = faultParameters(definition, setting, crystal, livedUs);
    if (name === 'rtc.jump') checkFobTime(fobTimeAt(rtc, crystal, livedUs) + parameters.seconds! * 1e6);
    this.#switchOff(livedUs, name, 'replaced');
    rebase(crystal, livedUs);
    if (name === 'crystal.drift') crystal.faultPpm += parameters.ppm!;
    if (name === 'crystal.drop') dropCrystal(crystal, livedUs, parameters.ppm!);
    if (name === 'crystal.stop') crystal.stopped = true;
    if (name === 'rtc.stop') haltRtc(rtc, crystal, livedUs, true);
    if (name === 'rtc.jump')
      setRtc(rtc, crystal, livedUs, fobTimeAt(rtc, crystal, livedUs) + parameters.seconds! * 1e6);
    else if (definition.momentary !== true)
      this.#state.faults.push({
        name,
        parameters,
        untilUs: setting.forUs === undefined ? null : livedUs + setting.forUs,
      });
    this.#emit(livedUs, 'fault-on', { name, ...parameters });
    if (name === 'button.dead') this.#contactMoved(livedUs);
  }

  #switchOff(livedUs: number, name: UsbKeyFaultName, cause: string): void {
    const { crystal, rtc, faults } = this.#state;
    const at = faults.findIndex((fault) => fault.name === name);
    if (at < 0) return;
    const [fault] = faults.splice(at, 1);
    rebase(crystal, livedUs);
    if (name === 'crystal.drift') crystal.faultPpm -= fault!.parameters.ppm!;
    if (name === 'crystal.stop') crystal.stopped = false;
    if (name === 'rtc.stop') haltRtc(rtc, crystal, livedUs, false);
    this.#emit(livedUs, 'fault-off', { name, cause });
    if (name === 'button.dead') this.#contactMoved(livedUs);
  }
}
