// The passport of one fob as a page for a printer.
import { type PassportAnswer, type ReadingAnswer, urgencyText } from '../../contract/results/passport.js';
import { amount, dayOf, minuteOf, withInterval } from './drawer-text.js';
import { escaped, printPage } from './print-page.js';

export function passportHtml(passport: PassportAnswer): string {
  const { serial, label, model, issuedAt, advice, readings, notes, battery, remarks, changes } = passport;
  const { withoutSeed, verdicts } = passport;
  const noted = ({ notedAt, text }: { notedAt: string; text: string }): string =>
    `${minuteOf(notedAt)}: ${text}`;
  return printPage(`Fob ${serial}`, [
    `<h1>Fob ${escaped(serial)}${label === null ? '' : ` (${escaped(label)})`}</h1>`,
    `<p class="quiet">${escaped(model ?? 'Model not named')}. Issued ${minuteOf(issuedAt)}. All times are wall time.</p>`,
    `<p class="advice ${advice.urgency}">${escaped(advice.text)} <span class="mark ${advice.urgency}">${urgencyText[advice.urgency]}</span></p>`,
    ...clock(passport),
    ...bulleted('Known without its seed', withoutSeed?.known ?? []),
    ...bulleted('Not known', withoutSeed?.unknown ?? []),
    ...bulleted('What would tell', withoutSeed?.wouldTell ?? []),
    ...bulleted('Notes', notes),
    ...bulleted('Battery', battery.map(noted)),
    ...bulleted('Remarks', remarks.map(noted)),
    ...bulleted(
      'Corrections',
      changes.map(({ changedAt, text }) => `${minuteOf(changedAt)}: ${text}`),
    ),
    `<h2>Readings</h2>`,
    ...(readings.length === 0 ? ['<p>None.</p>'] : [readingTable(readings)]),
    `<p>${verdicts.accepted} accepted, ${verdicts.refused} refused.</p>`,
  ]);
}

function clock({ clock: found, counter }: PassportAnswer): string[] {
  const rows: [string, string][] = [];
  if (found !== null) {
    const { offsetSeconds, referenceAt, driftPpm, window, confidence } = found;
    const percent = `${Math.round(confidence * 100)} %`;
    rows.push(['offset', `${withInterval(offsetSeconds, 's')} at ${minuteOf(referenceAt)}, ${percent}`]);
    rows.push([
      'drift',
      driftPpm === null ? 'not known yet' : `${withInterval(driftPpm, 'ppm')}, ${percent}`,
    ]);
    if (window !== null)
      rows.push([
        'window',
        window.status === 'leaves'
          ? `leaves that of ${window.policy} about ${dayOf(window.likelyAt)}, ${dayOf(window.earliestAt)} at the earliest`
          : `${windowWords[window.status]} that of ${window.policy}`,
      ]);
  }
  if (counter !== null) rows.push(['counter', `${counter.counter}, ${counter.ahead} ahead of the verifier`]);
  if (rows.length === 0) return [];
  return [
    '<h2>Clock</h2>',
    `<dl>${rows.map(([name, text]) => `<dt>${name}</dt><dd>${escaped(text)}</dd>`).join('')}</dl>`,
  ];
}

const windowWords = {
  outside: 'outside',
  unknown: 'inside; until when is not known yet:',
  stays: 'stays for twenty years inside',
  leaves: '',
} as const;

function readingTable(readings: readonly ReadingAnswer[]): string {
  return [
    '<table><thead><tr><th>read at</th><th>by</th><th class="number">step or counter</th><th class="number">steps off</th><th>verdict</th></tr></thead><tbody>',
    ...readings.map(
      ({ shownAt, source, step, counter, stepsOff, use, verdict }) =>
        `<tr><td>${minuteOf(shownAt)}</td><td>${source}</td><td class="number">${use === 'no-step' ? 'none in reach' : (step ?? counter ?? '')}</td><td class="number">${stepsOff === null ? '' : amount(stepsOff, '').replace('.0', '').trim()}</td><td>${verdict === null ? '' : escaped(`${verdict.outcome} (${verdict.target})`)}</td></tr>`,
    ),
    '</tbody></table>',
  ].join('\n');
}

function bulleted(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  return [`<h2>${title}</h2>`, `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`];
}
