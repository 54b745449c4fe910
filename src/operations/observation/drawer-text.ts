// The words of a drawer's columns, the same on a terminal, in print and in a spreadsheet.
import type { ObservedFob } from '../../contract/results/drawer.js';

type Interval = NonNullable<ObservedFob['driftPpm']>;

export function dayOf(instant: string | null): string {
  return instant?.slice(0, 10) ?? '';
}

export function minuteOf(instant: string | null): string {
  return instant === null ? '' : `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}

/** `−34.1 s`; a minus sign that prints as wide as a plus. */
export function amount(value: number, unit: string): string {
  const text = Math.abs(value).toFixed(1);
  return `${text === '0.0' ? '' : value < 0 ? '−' : '+'}${text} ${unit}`;
}

/** `−34.1 ppm (−36.0 to −32.2)`. */
export function withInterval(interval: Interval | null, unit: string): string {
  if (interval === null) return '';
  const { low, median, high } = interval;
  return `${amount(median, unit)} (${amount(low, '').trim()} to ${amount(high, '').trim()})`;
}

export function leavesText({ leavesAt, policy }: ObservedFob): string {
  return leavesAt === null ? '' : `${dayOf(leavesAt)} (${policy})`;
}

/** `3 of 5 need attention: 2 now, 1 soon`. */
export function summaryText(fobs: readonly ObservedFob[]): string {
  const count = (urgency: string): number => fobs.filter(({ advice }) => advice.urgency === urgency).length;
  const [now, soon] = [count('now'), count('soon')];
  const all = `${fobs.length} fob${fobs.length === 1 ? '' : 's'}`;
  if (now + soon === 0) return `${all}; none needs attention`;
  const parts = [...(now > 0 ? [`${now} now`] : []), ...(soon > 0 ? [`${soon} soon`] : [])];
  return `${all}; ${now + soon} need${now + soon === 1 ? 's' : ''} attention: ${parts.join(', ')}`;
}

/** By label, in the order of the most urgent fob of each; one group without a name where no fob has a label. */
export function grouped(fobs: readonly ObservedFob[]): { label: string; fobs: ObservedFob[] }[] {
  const groups = new Map<string, ObservedFob[]>();
  for (const one of fobs) {
    const label = one.label ?? '';
    const own = groups.get(label);
    if (own === undefined) groups.set(label, [one]);
    else own.push(one);
  }
  return [...groups].map(([label, own]) => ({
    label: label === '' && groups.size > 1 ? 'without a label' : label,
    fobs: own,
  }));
}
