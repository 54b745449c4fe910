// Switches the faults of a fob on and off. Each changes the part that it belongs to.
import { deadPercent, percentAt, setRemainingPercent, settleBattery } from './battery.js';
import type { Button } from './button.js';
import { dropCrystal, rebase } from './crystal.js';
import { faultParameters } from './fault-parameters.js';
import {
  type ActiveFault,
  type FaultDefinition,
  type FobFaultName,
  findFault,
  fobFaults,
  hasPart,
  unsupported,
} from './faults.js';
import type { Firmware, FobParts } from './firmware.js';
import { FobError } from './fob-port.js';
import { checkFobTime, clockWithoutMemory, clockWithoutPower, fobTimeAt, haltRtc, setRtc } from './rtc.js';
import type { FaultSetting } from './simulated-fob.js';

export class FaultPanel {
  readonly #parts: FobParts;
  readonly #firmware: Firmware;
  readonly #button: Button;

  constructor(parts: FobParts, firmware: Firmware, button: Button) {
    this.#parts = parts;
    this.#firmware = firmware;
    this.#button = button;
  }

  /** @throws FobError `unknown-name`, `out-of-range` or `unsupported` */
  switchOn(timeUs: number, name: string, setting: FaultSetting): void {
    const definition = knownFault(name);
    const { model } = this.#parts;
    if (!hasPart(model, definition.layer)) throw unsupported(model, definition.layer);
    const parameters = faultParameters(definition, setting, this.#parts.crystal, timeUs);
    this.#checkReach(timeUs, definition.name as FobFaultName, parameters);
    const fault: ActiveFault = {
      name: definition.name as FobFaultName,
      parameters,
      untilUs: setting.forUs === undefined ? null : timeUs + setting.forUs,
    };
    if (fault.name === 'lcd.segment') this.#removeSame(fault);
    else if (definition.layer === 'storage')
      // One cut can be armed at a time.
      for (const armed of ['storage.power-cut', 'storage.torn-write'] as const)
        this.switchOff(timeUs, armed, 'replaced');
    else this.switchOff(timeUs, fault.name, 'replaced');
    this.#parts.emit(timeUs, 'fault-on', { name, ...parameters });
    // A momentary fault of the memory stays armed until its write; the others have happened already.
    if (definition.momentary !== true || definition.layer === 'storage') this.#parts.faults.push(fault);
    this.#apply(timeUs, fault);
  }

  switchOff(timeUs: number, name: string, cause: string): void {
    knownFault(name);
    const { faults } = this.#parts;
    const gone = faults.filter((fault) => fault.name === name);
    if (gone.length === 0) return;
    for (const fault of gone) {
      faults.splice(faults.indexOf(fault), 1);
      this.#undo(timeUs, fault);
    }
    this.#parts.emit(timeUs, 'fault-off', { name, cause });
  }

  killBattery(timeUs: number): void {
    const { model, battery, rtc, crystal } = this.#parts;
    settleBattery(model.battery, battery, timeUs);
    battery.dead = true;
    delete battery.renewed;
    // Without power no clock runs.
    haltRtc(rtc, crystal, timeUs, true);
    this.#firmware.die(timeUs);
    this.#parts.emit(timeUs, 'battery-dead');
  }

  /** @throws FobError `dead` if no clock runs. */
  needPower(): void {
    const { battery, serial } = this.#parts;
    if (battery.dead) throw battery.renewed ? clockWithoutMemory(serial) : clockWithoutPower(serial);
  }

  #apply(timeUs: number, fault: ActiveFault): void {
    const { model, crystal, rtc, battery, storage } = this.#parts;
    switch (fault.name) {
      case 'crystal.drift':
        rebase(crystal, timeUs);
        crystal.faultPpm = fault.parameters.ppm!;
        break;
      case 'crystal.drop':
        dropCrystal(crystal, timeUs, fault.parameters.ppm!);
        break;
      case 'crystal.stop':
        rebase(crystal, timeUs);
        crystal.stopped = true;
        break;
      case 'rtc.jump':
        setRtc(rtc, crystal, timeUs, fobTimeAt(rtc, crystal, timeUs) + fault.parameters.seconds! * 1e6);
        break;
      case 'rtc.stop':
        haltRtc(rtc, crystal, timeUs, true);
        break;
      case 'battery.drain':
        settleBattery(model.battery, battery, timeUs);
        battery.drainMicroamps = fault.parameters.microamps!;
        break;
      case 'battery.low':
        battery.forcedLow = true;
        break;
      case 'battery.dead':
        if (battery.dead && !battery.renewed) break;
        // A dead cell must also read as empty.
        if (percentAt(model.battery, battery, timeUs) > deadPercent(model.battery))
          setRemainingPercent(model.battery, battery, timeUs, deadPercent(model.battery));
        this.killBattery(timeUs);
        break;
      case 'button.stuck':
      case 'button.dead':
        this.#button.contactMoved(timeUs);
        break;
      case 'storage.power-cut':
      case 'storage.torn-write':
        storage.cutPowerAtWrite(fault.parameters.write!, fault.name === 'storage.torn-write');
        break;
    }
  }

  #undo(timeUs: number, fault: ActiveFault): void {
    const { model, crystal, rtc, battery, storage } = this.#parts;
    switch (fault.name) {
      case 'crystal.drift':
        rebase(crystal, timeUs);
        crystal.faultPpm = 0;
        break;
      case 'crystal.stop':
        rebase(crystal, timeUs);
        crystal.stopped = false;
        break;
      case 'rtc.stop':
        if (!battery.dead) haltRtc(rtc, crystal, timeUs, false);
        break;
      case 'battery.drain':
        settleBattery(model.battery, battery, timeUs);
        battery.drainMicroamps = 0;
        break;
      case 'battery.low':
        battery.forcedLow = false;
        break;
      case 'button.stuck':
      case 'button.dead':
        this.#button.contactMoved(timeUs);
        break;
      case 'storage.power-cut':
      case 'storage.torn-write':
        storage.disarmPowerCut();
        break;
    }
  }

  /** Checks the parameters that depend on the model or on the present state of this fob. */
  #checkReach(timeUs: number, name: FobFaultName, parameters: Readonly<Record<string, number>>): void {
    const { model, rtc, crystal } = this.#parts;
    if (name === 'lcd.segment' && parameters.position! >= model.lcd.positions)
      throw new FobError(
        'out-of-range',
        `lcd.segment position is ${parameters.position}; the glass of ${model.product} has ${model.lcd.positions} positions, counted from 0`,
      );
    if (name !== 'rtc.jump') return;
    this.needPower();
    checkFobTime(fobTimeAt(rtc, crystal, timeUs) + parameters.seconds! * 1e6);
  }

  #removeSame(fault: ActiveFault): void {
    const { faults } = this.#parts;
    const same = faults.findIndex(
      (other) =>
        other.name === fault.name &&
        other.parameters.position === fault.parameters.position &&
        other.parameters.segment === fault.parameters.segment,
    );
    if (same >= 0) faults.splice(same, 1);
  }
}

function knownFault(name: string): FaultDefinition {
  const definition = findFault(name);
  if (definition !== undefined) return definition;
  const names = fobFaults.map((fault) => fault.name).join(', ');
  throw new FobError('unknown-name', `there is no fault '${name}'; expected one of: ${names}`);
}
