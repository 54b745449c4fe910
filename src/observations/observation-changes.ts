// What was done to the observations, one entry each, so that a passport can tell it and a person can take it back.
import type { Observation } from './observation.js';
import { isoSeconds } from './without-seed.js';

export interface KeptObservation {
  /** Never used again, even after it was removed. */
  id: number;
  observation: Observation;
}

export const changeKinds = ['added', 'corrected', 'moved', 'removed', 'clock-corrected', 'undone'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface ObservationChange {
  number: number;
  /** The number of the first change of the same request: undo takes back a whole request. */
  group: number;
  kind: ChangeKind;
  /** Wall time, Unix milliseconds. */
  atMs: number;
  observationId: number;
  /** Null where there was none before. */
  before: Observation | null;
  /** Null where there is none now. */
  after: Observation | null;
  /** Whether a person insisted on a reading that was asked about. */
  insisted: boolean;
  /** Whether an undo took it back. */
  undone: boolean;
}

/** A change that is asked for: a new observation has no id yet. */
export interface ObservationWrite {
  id?: number;
  before: Observation | null;
  after: Observation | null;
  insisted?: boolean;
}

export interface LoadedDrawer {
  /** In the order in which they were kept. */
  kept: readonly KeptObservation[];
  /** Lines of a file of an earlier version that are no observation; they stay in that file. */
  unread: { line: number; message: string }[];
}

export interface ObservationStore {
  load(): LoadedDrawer;
  /** Every change, the first one first. */
  changes(): readonly ObservationChange[];
  /**
   * Makes the writes of one request, all or none, and keeps each as a change. A request that was written before
   * changes nothing and gives the same changes again.
   * @param undoes the number of the group that these writes take back
   */
  write(
    request: string,
    kind: ChangeKind,
    atMs: number,
    writes: readonly ObservationWrite[],
    undoes?: number,
  ): readonly ObservationChange[];
  /** The changes of a request; none for one that was not written. */
  changesOf(request: string): readonly ObservationChange[];
  close(): void;
}

/** The writes that take a group of changes back, the latest first. */
export function inverse(changes: readonly ObservationChange[]): ObservationWrite[] {
  return [...changes]
    .sort((a, b) => b.number - a.number)
    .map(({ observationId, before, after }) => ({ id: observationId, before: after, after: before }));
}

/** One sentence for a passport. It has no code in it: that of an event-based fob may still be good. */
export function changeText({ kind, before, after, insisted }: ObservationChange, serial: string): string {
  const seen = after ?? before!;
  const what = `the ${seen.kind === 'reading' ? 'reading' : 'remark'} of ${isoSeconds(seen.atMs)}`;
  if (kind === 'added') return insisted ? `${what} was kept although it was asked about` : `${what} was kept`;
  if (kind === 'removed') return `${what} was removed`;
  if (kind === 'moved')
    return after?.serial === serial
      ? `${what} was moved here from ${before!.serial}`
      : `${what} was moved to ${after!.serial}`;
  if (kind === 'clock-corrected')
    return `the time of ${what.replace('the', 'a')} was set right: it was ${isoSeconds(before!.atMs)}`;
  if (kind === 'undone')
    return after === null
      ? `${what} was taken back`
      : before === null
        ? `${what} was put back`
        : `a change of ${what} was taken back`;
  return `${what} was corrected${differences(before!, after!)}`;
}

function differences(before: Observation, after: Observation): string {
  const parts = [
    ...(before.atMs === after.atMs ? [] : [`its time was ${isoSeconds(before.atMs)}`]),
    ...(before.kind === 'reading' && after.kind === 'reading' && before.code !== after.code
      ? ['its code was mistyped']
      : []),
    ...(before.kind === 'remark' && after.kind === 'remark' && before.text !== after.text
      ? [`it said "${before.text}"`]
      : []),
  ];
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}
