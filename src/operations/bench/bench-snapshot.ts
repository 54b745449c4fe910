// Reads a snapshot of a bench, of any version. Nothing in it is trusted yet.
import { parseIsoTime } from '../../contract/iso-time.js';
import { benchSnapshotFormat } from './snapshot.js';

export interface BenchSnapshot {
  /** NaN where the snapshot has no time. */
  timeUs: number;
  rate: number;
  fobs: { model: string; label: string; fob: { serial: string; vault?: string } }[];
}

/** @returns undefined for what is no snapshot of a bench. */
export function benchSnapshotOf(json: unknown): BenchSnapshot | undefined {
  const outer = (json ?? {}) as Record<string, unknown>;
  // As the answer of a version before 0.1 was printed.
  const given = (outer.result ?? outer) as Record<string, unknown>;
  if (!Array.isArray(given.fobs)) return undefined;
  if (given.format === benchSnapshotFormat) {
    const timeUs = typeof given.at === 'string' ? parseIsoTime(given.at) : undefined;
    return { ...(given as unknown as BenchSnapshot), timeUs: timeUs ?? Number.NaN };
  }
  if (given.schema !== 'foblab.bench-snapshot/1') return undefined;
  return given as unknown as BenchSnapshot;
}

/** One of its fobs. */
export function fobOf(json: unknown): BenchSnapshot['fobs'][number] {
  const given = (json ?? {}) as Record<string, unknown>;
  return { ...given, model: given.model ?? given.modelId } as unknown as BenchSnapshot['fobs'][number];
}
