// What readings tell of a fob whose seed nobody has, what they cannot tell, and what would.
import type { Reading } from './observation.js';

export interface SeedlessFindings {
  readings: number;
  distinctCodes: number;
  /** Codes seen more than once, with the seconds between the first and the last time. */
  repeats: { code: string; times: number; overSeconds: number }[];
  accepted: number;
  refused: number;
  known: string[];
  unknown: string[];
  wouldTell: string[];
}

export function findingsWithoutSeed(readings: readonly Reading[]): SeedlessFindings {
  const ordered = [...readings].sort((a, b) => a.atMs - b.atMs);
  const repeats = repeatsOf(ordered);
  const accepted = ordered.filter(({ verdict }) => verdict?.accepted === true);
  const refused = ordered.filter(({ verdict }) => verdict?.accepted === false);
  return {
    readings: ordered.length,
    distinctCodes: new Set(ordered.map(({ code }) => code)).size,
    repeats,
    accepted: accepted.length,
    refused: refused.length,
    known: knownFrom(ordered, repeats, accepted, refused),
    unknown: [
      'which step or counter a code belongs to',
      'how far its clock is off, how fast it drifts, and when it leaves a window',
    ],
    wouldTell: [
      'the vendor’s seed file for this serial: then every reading already kept is judged at once',
      'a target that tells the offset or counter it found (foblab’s own does, to an operator)',
      ...(accepted.length + refused.length === 0
        ? ['asking any target at all: `foblab observe … --target NAME`']
        : []),
    ],
  };
}

function repeatsOf(ordered: readonly Reading[]): SeedlessFindings['repeats'] {
  const seen = new Map<string, Reading[]>();
  for (const one of ordered) seen.set(one.code, [...(seen.get(one.code) ?? []), one]);
  return [...seen]
    .filter(([, same]) => same.length > 1)
    .map(([code, same]) => ({
      code,
      times: same.length,
      overSeconds: (same[same.length - 1]!.atMs - same[0]!.atMs) / 1000,
    }));
}

function knownFrom(
  ordered: readonly Reading[],
  repeats: SeedlessFindings['repeats'],
  accepted: readonly Reading[],
  refused: readonly Reading[],
): string[] {
  const known: string[] = [];
  const targets = (some: readonly Reading[]): string =>
    [...new Set(some.map(({ verdict }) => verdict!.target))].join(', ');
  if (accepted.length > 0) {
    known.push(
      `it was within the window of ${targets(accepted)} when its code was accepted, last at ${isoSeconds(accepted[accepted.length - 1]!.atMs)}`,
    );
  }
  if (refused.length > 0) {
    const outcomes = [...new Set(refused.map(({ verdict }) => verdict!.outcome))].join(', ');
    known.push(`${targets(refused)} refused ${refused.length} of its codes (${outcomes})`);
  }
  const longest = Math.max(0, ...repeats.map(({ overSeconds }) => overSeconds));
  if (longest > 120) {
    known.push(
      `it showed the same code again after ${Math.round(longest)} s: its clock stands still, or it is event-based and keeps its display`,
    );
  }
  const quick = shortestChange(ordered);
  if (quick !== undefined && quick < 5) {
    known.push(`two different codes ${quick.toFixed(1)} s apart: event-based, or a step ended between them`);
  }
  if (known.length === 0) known.push('that it showed these codes at these times');
  return known;
}

function shortestChange(ordered: readonly Reading[]): number | undefined {
  const gaps = ordered.flatMap((one, i) => {
    const next = ordered[i + 1];
    return next === undefined || next.code === one.code ? [] : [(next.atMs - one.atMs) / 1000];
  });
  return gaps.length === 0 ? undefined : Math.min(...gaps);
}

export function isoSeconds(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
