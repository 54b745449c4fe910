// A target by its name: foblab's own core, or what a file in the bench's folder `targets/` (or a path) describes.
import { join } from 'node:path';
import { isoTime } from '../../contract/iso-time.js';
import type { OperationContext } from '../../host/operation-context.js';
import {
  findTargetFile,
  foblabTargetName,
  openTarget,
  readTargetFile,
  type Target,
  type TargetVerdict,
} from '../../targets/index.js';
import { isSuccess, type Outcome } from '../../verification/index.js';

export { foblabTargetName };

/** The folder of the bench's own targets. A bench in memory has none: its targets are named by path. */
export function targetFolder({ directory }: Pick<OperationContext, 'directory'>): string {
  return join(directory ?? process.cwd(), 'targets');
}

/** For `localOnly`: a file outside the bench's own folder of targets is for who works on its machine. */
export function isTargetPath(name: unknown): boolean {
  return typeof name === 'string' && /[/\\]/.test(name);
}

/** @throws TargetFileError that names line and column. */
export async function namedTarget(context: OperationContext, name: string): Promise<Target> {
  return openTarget(await readTargetFile(await findTargetFile(name, targetFolder(context))));
}

/** What a target decided, in the shape of foblab's own verdicts as far as it says as much. */
export interface TargetVerdictAnswer {
  outcome: TargetVerdict['outcome'];
  serial: string;
  target: string;
  at: string;
  timeBase: 'wall' | 'bench';
  stepsOff: null;
  answer: TargetVerdict['raw'];
  durationMs: number;
}

export function targetVerdictAnswer(serial: string, verdict: TargetVerdict): TargetVerdictAnswer {
  const { outcome, target, atUs, timeBase, raw, durationMs } = verdict;
  return {
    outcome,
    serial,
    target,
    at: isoTime(atUs),
    timeBase,
    stepsOff: null,
    answer: raw,
    durationMs: Math.round(durationMs),
  };
}

export function targetAccepts({ outcome }: { outcome: string }): boolean {
  return outcome !== 'refused' && isSuccess(outcome as Outcome);
}
