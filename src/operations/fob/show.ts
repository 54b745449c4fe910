import { basisCountsText, countBases, type DeviceKind, findModel } from '../../../devices/index.js';
import {
  type LifeReading,
  type NoClock,
  type OtpSettings,
  renderBox,
  type SlotListing,
} from '../../../firmware-sim/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { isoTime } from '../../contract/iso-time.js';
import { fobSerial } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { type ClockAnswer, clockLine, clockReading, noClockText, whyNoClock } from './clock-reading.js';
import { troubleOf } from './trouble.js';

export const show = defineOperation({
  name: 'fob.show',
  command: 'show',
  summary: 'all there is to see of one fob',
  examples: ['foblab show 3315511111'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  effect: 'read',
  timing: 'immediate',
  run({ bench }, { fob }) {
    const entry = findFob(bench, fob);
    const { serial } = entry;
    const sheet = findModel(entry.modelId);
    return bench.look(serial, (simulated, now) => ({
      ...screenAnswer(bench, serial),
      printed: sheet.serial.print(serial),
      kind: sheet.kind,
      model: entry.modelId,
      /** A model of the lab's own that it was made from; null for one of the catalogue. */
      ownModel: simulated.model.id.startsWith('lab/') ? simulated.model.id : null,
      manufacturer: simulated.identity.manufacturer,
      product: simulated.identity.product,
      firmwareVersion: simulated.identity.firmwareVersion,
      label: entry.label,
      added: isoTime(entry.addedUs),
      /** Null for what makes no codes of its own, or makes those of its slots. */
      otp: sheet.kind === 'hard' || sheet.kind === 'soft' ? simulated.model.otp : null,
      slots: simulated.slots?.() ?? null,
      clock: clockReading(bench, serial),
      /** Why none runs; null where one does. */
      noClock: whyNoClock(bench, serial),
      battery: simulated.battery(now),
      life: lifeAnswer(simulated.life?.(now)),
      celsius: simulated.celsius(now),
      held: simulated.fingerDown(),
      faults: simulated.faults().filter((fault) => fault.active),
      /** How many values of its model's datasheet stand on what (foblab models). */
      bases: countBases([sheet]),
      /** What a person sees that is wrong, and what to do; null where nothing is. */
      trouble: troubleOf(simulated, now),
      failingParts: simulated.selfTest(now),
      nextEvent: entry.nextWakeUs === null ? null : isoTime(entry.nextWakeUs),
      lcd: renderBox(simulated.view(now).frame),
    }));
  },
  text: (fob) =>
    [
      `${fob.product} ${fob.printed}${fob.label ? `  “${fob.label}”` : ''}   ${fob.manufacturer}, firmware ${fob.firmwareVersion}`,
      ...fob.lcd.map((line) => `  ${line}`),
      `display  ${fob.screen.state}${fob.screen.text ? ` ${fob.screen.text}` : ''}${fob.screen.lowBattery ? ', battery low' : ''}${fob.held ? ', finger on the button' : ''}`,
      ...codesLines(fob),
      ...clockLines(fob),
      fob.kind === 'hard'
        ? `battery  ${fob.battery.state}, ${fob.battery.percent.toFixed(1)} %, ${fob.battery.millivolts} mV`
        : `battery  none: it lives on ${fob.kind === 'usb-key' ? 'the port’s current' : 'the phone’s'}`,
      ...(fob.life === null ? [] : [`life     ${lifeLine(fob.life, fob.screen.state)}`]),
      ...(fob.trouble === null
        ? []
        : [`trouble  ${fob.trouble.seen}: ${fob.trouble.means}; ${fob.trouble.toDo}`]),
      `faults   ${fob.faults.map((fault) => fault.name).join(', ') || 'none'}`,
      `values   ${basisCountsText(fob.bases)} (foblab models ${fob.model})${fob.ownModel === null ? '' : `; its crystal as measured: ${fob.ownModel}`}`,
      `added    ${fob.added}, now ${fob.at}${fob.nextEvent ? `, next event by itself ${fob.nextEvent}` : ''}`,
    ].join('\n'),
});

/** What its vendor has published of its life, and how far it is. */
export interface LifeAnswer {
  codesMade: number;
  /** Null where years alone are published. */
  lifeCodes: number | null;
  ends: string;
  ended: boolean;
}

function lifeAnswer(life: LifeReading | undefined): LifeAnswer | null {
  if (life === undefined) return null;
  const { codesMade, lifeCodes, endsUs, ended } = life;
  return { codesMade, lifeCodes: lifeCodes ?? null, ends: isoTime(endsUs), ended };
}

function lifeLine({ codesMade, lifeCodes, ends, ended }: LifeAnswer, state: string): string {
  const codes = lifeCodes === null ? `${codesMade} codes` : `${codesMade} of ${lifeCodes} codes`;
  const figures = `${codes}, until ${ends.slice(0, 10)}, as its vendor publishes`;
  if (!ended) return figures;
  return state === 'dead' ? `${figures}: over` : `${figures}: over, and it goes on`;
}

interface ShownCodes {
  kind: DeviceKind;
  screen: { state: string };
  otp: OtpSettings | null;
  slots: readonly SlotListing[] | null;
}

function codesLines({ kind, screen, otp, slots }: ShownCodes): string[] {
  if (slots !== null && slots.length > 0) {
    const width = Math.max(...slots.map(({ slot }) => slot.length));
    return slots.map(
      ({ slot, holds }, i) => `${i === 0 ? 'slots' : '     '}    ${slot.padEnd(width)}  ${holds}`,
    );
  }
  return [`codes    ${slots === null ? codesText(kind, screen.state, otp) : 'none yet: no slot is written'}`];
}

function codesText(kind: DeviceKind, state: string, otp: OtpSettings | null): string {
  if (kind === 'push') return 'none: it is asked to approve or deny';
  if (otp === null) return 'those that it receives by text or call';
  if (state === 'inactive') return 'none yet: its activation image is not scanned';
  const step = otp.type === 'totp' ? `, ${otp.periodSeconds} s step` : '';
  return `${otp.type.toUpperCase()} ${otp.algorithm.toUpperCase()}, ${otp.digits} digits${step}`;
}

/** No line where there is no clock at all. */
function clockLines({
  clock,
  noClock,
  celsius,
}: {
  clock: ClockAnswer | null;
  noClock: NoClock | null;
  celsius: number;
}): string[] {
  if (clock === null && noClock === 'none') return [`at       ${celsius.toFixed(1)} °C`];
  return [
    `clock    ${clock === null ? noClockText(noClock) : clockLine('', clock).trim()}, at ${celsius.toFixed(1)} °C`,
  ];
}
