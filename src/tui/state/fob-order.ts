// Which fobs of the bench show, and in which order: filter, sort, groups by label.
import type { BenchIndexEntry, FobSight } from './bench-answers.js';
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
  if (known?.key === key && (known.sights === state.sights || !dependsOnSights(state))) return known.groups;
  const groups = computeGroups(state);
  cache.set(state.index, { key, sights: state.sights, groups });
  return groups;
}

/** A thousand fobs are not sorted again for a key that changes nothing about them. */
const cache = new WeakMap<
  readonly BenchIndexEntry[],
  { key: string; sights: LabState['sights']; groups: readonly FobGroup[] }
>();

function cacheKey({ list }: LabState): string {
  return `${list.sorting}/${list.descending}/${list.grouped}/${list.filter}`;
}

/** Whether the order can change while nothing but clocks and cells do. */
export function dependsOnSights({ list }: LabState): boolean {
  return ['offset', 'drift', 'battery', 'state'].includes(list.sorting) || list.filter !== '';
}

function computeGroups(state: LabState): readonly FobGroup[] {
  const { index, sights, list } = state;
  const found = list.filter === '' ? index : filtered(index, sights, list.filter);
  const sorted = list.sorting === 'added' ? [...found] : [...found].sort(byKey(sights, list.sorting));
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
  sights: LabState['sights'],
  filter: string,
): readonly BenchIndexEntry[] {
  const wanted = filter.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const known = index.map((fob) => ({ fob, by: knownBy(fob, sights) }));
  const whole = known.filter(({ by }) => by.includes(wanted));
  const found = whole.length > 0 ? whole : known.filter(({ by }) => words.every((word) => by.includes(word)));
  return found.map(({ fob }) => fob);
}

/** What a person knows a fob by, a line each. */
function knownBy(fob: BenchIndexEntry, sights: LabState['sights']): string {
  const sight = sights.get(fob.serial);
  return [
    fob.serial,
    fob.printed,
    fob.model,
    fob.label,
    sight?.screen.state ?? '',
    sight?.battery.state === 'low' ? 'battery-low' : '',
    ...(sight?.faults ?? []),
  ]
    .join('\n')
    .toLowerCase();
}

type Compare = (a: BenchIndexEntry, b: BenchIndexEntry) => number;

/** What has no clock comes last. */
function farthestFirst(reading: number | null): number {
  return reading === null ? Number.POSITIVE_INFINITY : -Math.abs(reading);
}

function byKey(sights: LabState['sights'], sorting: Sorting): Compare {
  const sightKey = (read: (sight: FobSight) => number | string): Compare => {
    const key = (fob: BenchIndexEntry): number | string => {
      const sight = sights.get(fob.serial);
      return sight === undefined ? Number.POSITIVE_INFINITY : read(sight);
    };
    return (a, b) => compare(key(a), key(b)) || compare(a.serial, b.serial);
  };
  switch (sorting) {
    case 'offset':
      return sightKey((sight) => farthestFirst(sight.offsetSeconds));
    case 'drift':
      return sightKey((sight) => farthestFirst(sight.driftPpm));
    case 'battery':
      return sightKey((sight) => sight.battery.percent);
    case 'state':
      return sightKey((sight) => sight.screen.state);
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
