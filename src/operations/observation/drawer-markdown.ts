// The drawer as a page of Markdown.
import type { ObservedFob } from '../../contract/results/drawer.js';
import { urgencyText } from '../../contract/results/passport.js';
import { escapedMarkdown } from '../../observations/index.js';
import { grouped, leavesText, minuteOf, summaryText, withInterval } from './drawer-text.js';

export function drawerMarkdown(fobs: readonly ObservedFob[], issuedAt: string, note: string | null): string {
  return `${[
    '# Physical fobs',
    '',
    `${summaryText(fobs)}. Issued ${minuteOf(issuedAt)}; all times are wall time.`,
    ...(note === null ? [] : ['', `**${escapedMarkdown(note)}**`]),
    ...grouped(fobs).flatMap(({ label, fobs: own }) => [
      '',
      ...(label === '' ? [] : [`## ${escapedMarkdown(label)}`, '']),
      '| | serial | last code | read at | offset | drift (95 %) | leaves the window | battery | what to do |',
      '|---|---|---|---|---|---|---|---|---|',
      ...own.map(row),
    ]),
  ].join('\n')}\n`;
}

function row(fob: ObservedFob): string {
  const cells = [
    urgencyText[fob.advice.urgency],
    fob.serial,
    fob.lastCode ?? '',
    minuteOf(fob.lastReadAt),
    withInterval(fob.offsetSeconds, 's'),
    withInterval(fob.driftPpm, 'ppm'),
    leavesText(fob),
    fob.battery ?? '',
    fob.advice.text,
  ];
  return `| ${cells.map(escapedMarkdown).join(' | ')} |`;
}
