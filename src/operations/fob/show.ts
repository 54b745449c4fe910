import { basisCountsText, countBases, findModel } from '../../../devices/index.js';
import { type LifeReading, renderBox } from '../../../firmware-sim/index.js';
import { screenAnswer } from '../../bench/screen-reading.js';
import { isoTime } from '../../contract/iso-time.js';
import { fobSerial } from '../../contract/parameter.js';
import { type FobDetail, fobDetailSchema } from '../../contract/results/fob-detail.js';
import { defineOperation } from '../../host/operation.js';
import { findFob } from '../../host/operation-context.js';
import { batteryAnswer } from './battery-reading.js';
import { clockLine, clockReading, noClockText, whyNoClock } from './clock-reading.js';
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
  answer: (t) => t.shared(fobDetailSchema),
  run({ bench }, { fob }) {
    const entry = findFob(bench, fob);
    const { serial } = entry;
    const sheet = findModel(entry.modelId);
    return bench.look(serial, (simulated, now) => ({
      ...screenAnswer(bench, serial),
      printed: sheet.serial.print(serial),
      kind: sheet.kind,
      model: entry.modelId,
      ownModel: simulated.model.id.startsWith('lab/') ? simulated.model.id : null,
      manufacturer: simulated.identity.manufacturer,
      product: simulated.identity.product,
      firmwareVersion: simulated.identity.firmwareVersion,
      label: entry.label,
      addedAt: isoTime(entry.addedUs),
      otp: sheet.kind === 'hard' || sheet.kind === 'soft' ? simulated.model.otp : null,
      slots: simulated.slots?.().map(({ slot, holds, gives }) => ({ slot, holds, gives })) ?? null,
      clock: clockReading(bench, serial),
      noClock: whyNoClock(bench, serial),
      battery: batteryAnswer(simulated.battery(now)),
      life: lifeAnswer(simulated.life?.(now)),
      celsius: simulated.celsius(now),
      held: simulated.isHeld(),
      faults: simulated.faults().filter(({ active }) => active),
      bases: countBases([sheet]),
      trouble: troubleOf(simulated, now),
      failingParts: simulated.selfTest(now),
      nextEventAt: entry.nextWakeUs === null ? null : isoTime(entry.nextWakeUs),
      lcdLines: renderBox(simulated.view(now).frame),
    }));
  },
  text: (fob) =>
    [
      `${fob.product} ${fob.printed}${fob.label ? `  “${fob.label}”` : ''}   ${fob.manufacturer}, firmware ${fob.firmwareVersion}`,
      ...fob.lcdLines.map((line) => `  ${line}`),
      `display  ${fob.screen.state}${fob.screen.text ? ` ${fob.screen.text}` : ''}${fob.screen.lowBattery ? ', battery low' : ''}${fob.held ? ', finger on the button' : ''}`,
      ...codesLines(fob),
      ...clockLines(fob),
      fob.kind === 'hard'
        ? `battery  ${fob.battery.state}, ${fob.battery.percent.toFixed(1)} %, ${fob.battery.voltageMv} mV`
        : `battery  none: its current comes from ${fob.kind === 'usb-key' ? 'the USB port' : 'the phone'}`,
      ...(fob.life === null ? [] : [`life     ${lifeLine(fob.life, fob.screen.state)}`]),
      ...(fob.trouble === null
        ? []
        : [`trouble  ${fob.trouble.seen}: ${fob.trouble.means}; ${fob.trouble.toDo}`]),
      `faults   ${fob.faults.map((fault) => fault.name).join(', ') || 'none'}`,
      `values   ${basisCountsText(fob.bases)} (foblab models ${fob.model})${fob.ownModel === null ? '' : `; its crystal as measured: ${fob.ownModel}`}`,
      `added    ${fob.addedAt}, now ${fob.at}${fob.nextEventAt ? `, next event by itself ${fob.nextEventAt}` : ''}`,
    ].join('\n'),
});

function lifeAnswer(life: LifeReading | undefined): FobDetail['life'] {
  if (life === undefined) return null;
  const { codesMade, lifeCodes, endsUs, ended } = life;
  return { codesMade, lifeCodes: lifeCodes ?? null, endsAt: isoTime(endsUs), ended };
}

function lifeLine(
  { codesMade, lifeCodes, endsAt, ended }: NonNullable<FobDetail['life']>,
  state: string,
): string {
  const codes = lifeCodes === null ? `${codesMade} codes` : `${codesMade} of ${lifeCodes} codes`;
  const figures = `${codes}, until ${endsAt.slice(0, 10)}, as its vendor publishes`;
  if (!ended) return figures;
  return state === 'dead' ? `${figures}: over` : `${figures}: over, and it goes on`;
}

function codesLines({ kind, screen, otp, slots }: FobDetail): string[] {
  if (slots !== null && slots.length > 0) {
    const width = Math.max(...slots.map(({ slot }) => slot.length));
    return slots.map(
      ({ slot, holds }, i) => `${i === 0 ? 'slots' : '     '}    ${slot.padEnd(width)}  ${holds}`,
    );
  }
  return [`codes    ${slots === null ? codesText(kind, screen.state, otp) : 'none yet: no slot is written'}`];
}

function codesText(kind: FobDetail['kind'], state: string, otp: FobDetail['otp']): string {
  if (kind === 'push') return 'none: it is asked to approve or deny';
  if (otp === null) return 'those that it receives by text or call';
  if (state === 'inactive') return 'none yet: its activation image is not scanned';
  const step = otp.type === 'totp' ? `, ${otp.periodSeconds} s step` : '';
  return `${otp.type.toUpperCase()} ${otp.algorithm.toUpperCase()}, ${otp.digits} digits${step}`;
}

/** No line where there is no clock at all. */
function clockLines({ clock, noClock, celsius }: FobDetail): string[] {
  if (clock === null && noClock === 'none') return [`at       ${celsius.toFixed(1)} °C`];
  return [
    `clock    ${clock === null ? noClockText(noClock) : clockLine('', clock).trim()}, at ${celsius.toFixed(1)} °C`,
  ];
}
