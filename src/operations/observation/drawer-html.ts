// The whole drawer as one page for a printer.
import type { ObservedFob } from '../../contract/results/drawer.js';
import { urgencyText } from '../../contract/results/passport.js';
import { amount, dayOf, grouped, minuteOf, summaryText } from './drawer-text.js';
import { escaped, printPage } from './print-page.js';

export function drawerHtml(fobs: readonly ObservedFob[], issuedAt: string, note: string | null): string {
  return printPage(
    'Physical fobs',
    [
      '<h1>Physical fobs</h1>',
      `<p>${escaped(summaryText(fobs))}. <span class="quiet">Issued ${minuteOf(issuedAt)}. All times are wall time.</span></p>`,
      ...(note === null ? [] : [`<p class="note">${escaped(note)}</p>`]),
      ...grouped(fobs).flatMap(({ label, fobs: own }) => [
        ...(label === '' ? [] : [`<h2>${escaped(label)}</h2>`]),
        table(own),
      ]),
      ...(fobs.length === 0 ? ['<p>Nothing was read yet.</p>'] : []),
    ],
    true,
  );
}

function table(fobs: readonly ObservedFob[]): string {
  return [
    '<table>',
    '<thead><tr><th>when</th><th>serial</th><th>what to do</th><th>last code</th><th class="number">offset</th><th class="number">drift, 95 %</th><th>leaves the window</th><th>battery</th></tr></thead>',
    '<tbody>',
    ...fobs.map(row),
    '</tbody>',
    '</table>',
  ].join('\n');
}

function row(fob: ObservedFob): string {
  const { serial, model, advice, lastCode, lastReadAt, offsetSeconds, driftPpm, leavesAt, policy, battery } =
    fob;
  const { urgency, text } = advice;
  return [
    `<tr><td><span class="mark ${urgency}">${urgencyText[urgency]}</span></td>`,
    `<td class="code">${escaped(serial)}${model === null ? '' : `<br><span class="quiet">${escaped(model)}</span>`}</td>`,
    `<td>${escaped(text)}</td>`,
    `<td class="code">${escaped(lastCode ?? '')}<br><span class="quiet">${minuteOf(lastReadAt)}</span></td>`,
    `<td class="number">${offsetSeconds === null ? '' : amount(offsetSeconds.median, 's')}</td>`,
    `<td class="number">${driftPpm === null ? '' : `${amount(driftPpm.median, 'ppm')}<br><span class="quiet">${amount(driftPpm.low, '').trim()} to ${amount(driftPpm.high, '').trim()}</span>`}</td>`,
    `<td>${dayOf(leavesAt)}${policy === null ? '' : `<br><span class="quiet">${escaped(policy)}</span>`}</td>`,
    `<td>${escaped(battery ?? '')}</td></tr>`,
  ].join('');
}
