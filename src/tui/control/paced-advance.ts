// A long stretch of bench time in short slices, so that keys are answered in between and it can be stopped. Splitting an
// advance changes no byte of the bench.

import { parseDuration } from '../../contract/duration.js';
import { parseIsoTime } from '../../contract/iso-time.js';
import type { BenchFace } from './bench-face.js';

export interface AdvanceProgress {
  share: number;
  at: string;
}

interface AdvanceAnswer {
  fromAt: string;
  at: string;
  seq: number;
  events: number;
}

/** A slice is aimed at this, so that a key waits no longer than an eye notices. */
const sliceMs = 20;
const firstSlices = 500;

/**
 * Runs `bench.advance` with the same arguments and answer. What the operation itself would refuse goes to it whole,
 * so that the refusal is its own.
 */
export async function pacedAdvance(
  bench: BenchFace,
  given: Record<string, unknown>,
  onProgress: (progress: AdvanceProgress) => void,
  signal: AbortSignal,
): Promise<AdvanceAnswer> {
  const { at: now } = (await bench.run('bench.status', {})) as { at: string };
  const fromUs = parseIsoTime(now)!;
  const targetUs = targetOf(given, fromUs);
  if (targetUs === undefined || targetUs <= fromUs || targetUs > latestUs)
    return (await bench.run('bench.advance', given)) as AdvanceAnswer;
  let events = 0;
  let atUs = fromUs;
  let sliceUs = Math.max(1e6, Math.ceil((targetUs - fromUs) / firstSlices));
  while (atUs < targetUs && !signal.aborted) {
    const began = performance.now();
    const by = Math.min(sliceUs, targetUs - atUs);
    const answer = (await bench.run('bench.advance', { by: `${by}us` })) as AdvanceAnswer;
    events += answer.events;
    atUs = parseIsoTime(answer.at)!;
    onProgress({ share: Math.min(1, (atUs - fromUs) / (targetUs - fromUs)), at: answer.at });
    const tookMs = Math.max(0.1, performance.now() - began);
    sliceUs = Math.ceil(sliceUs * Math.max(0.25, Math.min(4, sliceMs / tookMs)));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { at, seq } = (await bench.run('bench.status', {})) as { at: string; seq: number };
  return { fromAt: now, at, seq, events };
}

/** As bench.advance has it. */
const latestUs = Date.UTC(2200, 0, 1) * 1000;

function targetOf(given: Record<string, unknown>, fromUs: number): number | undefined {
  const { by, to } = given;
  if (typeof by === 'string' && to === undefined) {
    const us = parseDuration(by);
    return us === undefined ? undefined : fromUs + us;
  }
  return typeof to === 'string' && by === undefined ? parseIsoTime(to) : undefined;
}
