// Which fobs of the bench show, and in which order: filter, sort, groups by label.
import type { BenchIndexEntry, FobSummary } from './bench-answers.js';
import type { LabState, Sorting } from './state.js';

export interface FobGroup {
  /** '' where fobs are not grouped, or have no label. */
  label: string;
  fobs: readonly BenchIndexEntry[];
}

export function visibleFobs(state: LabState): readonly BenchIndexEntry[] {
  return fobGroups(state).flatMap(({ fobs }) => fobs);
}

export function fobGroups(state: LabState): readonly FobGroup[] {
  const known = cache.get(state.index);
  const key = cacheKey(state);
  if (known?.key === key && (known.summaries === state.summaries || !dependsOnSummaries(state)))
    return known.groups;
  const groups = computeGroups(state);
  cache.set(state.index, { key, summaries: state.summaries, groups });
  return groups;
}

/** A thousand fobs are not sorted again for a key that changes nothing about them. */
const cache = new WeakMap<
  readonly BenchIndexEntry[],
  { key: string; summaries: LabState['summaries']; groups: readonly FobGroup[] }
>();

function cacheKey({ list }: LabState): string {
  return `${list.sorting}/${list.descending}/${list.grouped}/${list.filter}`;
}

/** Whether the order can change while nothing but clocks and cells do. */
export function dependsOnSummaries({ list }: LabState): boolean {
  return ['offset', 'drift', 'battery', 'state'].includes(list.sorting) || list.filter !== '';
}

function computeGroups(state: LabState): readonly FobGroup[] {
  const { index, summaries, list } = state;
  const found = list.filter === '' ? index : filtered(index, summaries, list.filter);
  const sorted = list.sorting === 'added' ? [...found] : [...found].sort(byKey(summaries, list.sorting));
  if (list.descending) sorted.reverse();
  if (!list.grouped) return [{ label: '', fobs: sorted }];
  const groups = new Map<string, BenchIndexEntry[]>();
  for (const fob of sorted) {
    const group = groups.get(fob.label);
    if (group === undefined) groups.set(fob.label, [fob]);
    else group.push(fob);
  }
  return [...groups].sort(([a], [b]) => compare(a, b)).map(([label, fobs]) => ({ label, fobs }));
}

/** Fobs of which the filter is a part as it stands; where there is none, those in which each of its words is found. */
function filtered(
  index: readonly BenchIndexEntry[],
  summaries: LabState['summaries'],
  filter: string,
): readonly BenchIndexEntry[] {
  const wanted = filter.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const known = index.map((fob) => ({ fob, by: knownBy(fob, summaries) }));
  const whole = known.filter(({ by }) => by.includes(wanted));
  const found = whole.length > 0 ? whole : known.filter(({ by }) => words.every((word) => by.includes(word)));
  return found.map(({ fob }) => fob);
}

/** What a person knows a fob by, a line each. */
function knownBy(fob: BenchIndexEntry, summaries: LabState['summaries']): string {
  const summary = summaries.get(fob.serial);
  return [
    fob.serial,
    fob.printed,
    fob.model,
    fob.label,
    summary?.screen.state ?? '',
    summary?.battery.state === 'low' ? 'battery-low' : '',
    ...(summary?.faults ?? []),
  ]
    .join('\n')
    .toLowerCase();
}

type Compare = (a: BenchIndexEntry, b: BenchIndexEntry) => number;

/** What has no clock comes last. */
function farthestFirst(reading: number | null): number {
  return reading === null ? Number.POSITIVE_INFINITY : -Math.abs(reading);
}

function byKey(summaries: LabState['summaries'], sorting: Sorting): Compare {
  const summaryKey = (read: (summary: FobSummary) => number | string): Compare => {
    const key = (fob: BenchIndexEntry): number | string => {
      const summary = summaries.get(fob.serial);
      return summary === undefined ? Number.POSITIVE_INFINITY : read(summary);
    };
    return (a, b) => compare(key(a), key(b)) || compare(a.serial, b.serial);
  };
  switch (sorting) {
    case 'offset':
      return summaryKey((summary) => farthestFirst(summary.offsetSeconds));
    case 'drift':
      return summaryKey((summary) => farthestFirst(summary.driftPpm));
    case 'battery':
      return summaryKey((summary) => summary.battery.percent);
    case 'state':
      return summaryKey((summary) => summary.screen.state);
    case 'label':
      return (a, b) => compare(a.label, b.label) || compare(a.serial, b.serial);
    case 'model':
      return (a, b) => compare(a.model, b.model) || compare(a.serial, b.serial);
    default:
      return (a, b) => compare(a.serial, b.serial);
  }
}

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
