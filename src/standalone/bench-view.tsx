// The fobs beside the pages: display, button, and what a tester does to a fob.
import { isoTime } from '../contract/iso-time.js';
import { LcdPicture, LcdSymbols } from '../web/bench/lcd.js';
import type { Lab, LabFob } from './lab.js';

const steps = [
  ['30', '+30 s'],
  ['3600', '+1 h'],
  ['86400', '+1 day'],
  ['31536000', '+1 year'],
] as const;

export function BenchView({ lab }: { lab: Lab }) {
  return (
    <>
      <LcdSymbols />
      <div class="clock">
        <h2>The bench</h2>
        <span class="quiet">{isoTime(lab.nowUs).slice(0, 19).replace('T', ' ')} UTC, paused</span>
      </div>
      <p class="line">
        {steps.map(([seconds, text]) => (
          <button type="button" class="small" data-do="advance" data-value={seconds}>
            {text}
          </button>
        ))}
      </p>
      <ul class="fobs">
        {lab.fobs.map((entry) => (
          <li>
            <FobView entry={entry} nowUs={lab.nowUs} />
          </li>
        ))}
      </ul>
    </>
  );
}

function FobView({ entry, nowUs }: { entry: LabFob; nowUs: number }) {
  const { fob, name, printed, driftPpm } = entry;
  const { text, frame, lowBattery } = fob.view(nowUs);
  const { serial } = fob.identity;
  const offsetUs = fob.clock(nowUs)?.offsetUs;
  const segments = [...frame.segments].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return (
    <article class="fob" aria-label={`${name} ${printed}`}>
      <div class={`body ${serial.startsWith('AVT') ? 'symantec' : 'onespan'}`}>
        <p class="print">{name} · simulated</p>
        <LcdPicture lcd={{ segments, lowBattery, countdown: 0 }} text={text} />
        <p class="press">
          <button
            type="button"
            class="fob-button"
            data-do="press"
            data-fob={serial}
            aria-label={`Press the button of ${printed}`}
          />
        </p>
      </div>
      <p class="under">
        <strong>{printed}</strong>
      </p>
      <p class="state">
        <span>{offsetUs === undefined ? 'no clock runs' : `clock ${inWords(offsetUs)}`}</span>
        {driftPpm === null ? null : <span>{driftPpm} ppm</span>}
      </p>
      <p class="line">
        <button type="button" class="small" data-do="drift" data-fob={serial} data-value="20">
          Gain 20 ppm<span class="hidden"> on {printed}</span>
        </button>
        <button type="button" class="small" data-do="dead" data-fob={serial}>
          Dead battery<span class="hidden"> in {printed}</span>
        </button>
      </p>
    </article>
  );
}

function inWords(offsetUs: number): string {
  const seconds = Math.round(offsetUs / 1e5) / 10;
  if (seconds === 0) return 'right';
  return `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}`;
}
