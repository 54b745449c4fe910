import { type DeviceKind, findModel } from '../../../devices/index.js';
import { type LifeReading, type OtpSettings, renderBox } from '../../../firmware-sim/index.js';
import { isoTime } from '../../bench/index.js';
import { findFob } from '../context.js';
import { defineOperation } from '../operation.js';
import { fobSerial } from '../parameter.js';
import { clockLine, clockReading } from './clock-reading.js';
import { screenAnswer } from './screen-answer.js';

export const show = defineOperation({
  name: 'fob.show',
  command: 'show',
  summary: 'all there is to see of one fob',
  examples: ['foblab show 3315511111'],
  parameters: { fob: fobSerial() },
  positionals: ['fob'],
  mode: 'read',
  run({ bench }, { fob }) {
    const entry = findFob(bench, fob);
    const { serial } = entry;
    const sheet = findModel(entry.modelId);
    return bench.look(serial, (simulated, now) => ({
      ...screenAnswer(bench, serial),
      printed: sheet.serial.print(serial),
      kind: sheet.kind,
      model: entry.modelId,
      manufacturer: simulated.identity.manufacturer,
      product: simulated.identity.product,
      firmwareVersion: simulated.identity.firmwareVersion,
      label: entry.label,
      added: isoTime(entry.addedUs),
      otp: simulated.model.otp,
      clock: clockReading(bench, serial),
      battery: simulated.battery(now),
      life: lifeAnswer(simulated.life?.(now)),
      celsius: simulated.celsius(now),
      held: simulated.fingerDown(),
      faults: simulated.faults().filter((fault) => fault.active),
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
      `codes    ${codesLine(fob)}`,
      `clock    ${clockLine('', fob.clock).trim()}, at ${fob.celsius.toFixed(1)} °C`,
      fob.kind === 'hard'
        ? `battery  ${fob.battery.state}, ${fob.battery.percent.toFixed(1)} %, ${fob.battery.millivolts} mV`
        : `battery  none: it lives on ${fob.kind === 'usb-key' ? 'the port’s current' : 'the phone’s'}`,
      ...(fob.life === null ? [] : [`life     ${lifeLine(fob.life, fob.screen.state)}`]),
      `faults   ${fob.faults.map((fault) => fault.name).join(', ') || 'none'}`,
      `added    ${fob.added}, now ${fob.at}${fob.nextEvent ? `, next event by itself ${fob.nextEvent}` : ''}`,
    ].join('\n'),
});

/** What its vendor has published of its life, and how far it is. */
export interface LifeAnswer {
  codesMade: number;
  lifeCodes: number;
  ends: string;
  ended: boolean;
}

function lifeAnswer(life: LifeReading | undefined): LifeAnswer | null {
  if (life === undefined) return null;
  const { codesMade, lifeCodes, endsUs, ended } = life;
  return { codesMade, lifeCodes, ends: isoTime(endsUs), ended };
}

function lifeLine({ codesMade, lifeCodes, ends, ended }: LifeAnswer, state: string): string {
  const figures = `${codesMade} of ${lifeCodes} codes, until ${ends.slice(0, 10)}, as its vendor publishes`;
  if (!ended) return figures;
  return state === 'dead' ? `${figures}: over` : `${figures}: over, and it goes on`;
}

function codesLine({
  kind,
  screen,
  otp,
}: {
  kind: DeviceKind;
  screen: { state: string };
  otp: OtpSettings;
}): string {
  if (kind === 'push') return 'none: it is asked to approve or deny';
  if (kind === 'phone') return 'those that it receives by text or call';
  if (screen.state === 'inactive') return 'none yet: its activation image is not scanned';
  const step = otp.type === 'totp' ? `, ${otp.periodSeconds} s step` : '';
  return `${otp.type.toUpperCase()} ${otp.algorithm.toUpperCase()}, ${otp.digits} digits${step}`;
}
