// A target by its name: foblab's own verifier, or one that a file describes, in the bench's folder `targets/` or by path.
import { join } from 'node:path';
import type { OperationContext } from '../../host/operation-context.js';
import {
  findTargetFile,
  foblabTargetName,
  openTarget,
  readTargetFile,
  type Target,
} from '../../targets/index.js';
import { isSuccess, type Outcome } from '../../verification/index.js';

export { foblabTargetName };

/** The folder of the bench's own targets. A bench in memory has none: its targets are named by path. */
export function targetFolder({ directory }: Pick<OperationContext, 'directory'>): string {
  return join(directory ?? process.cwd(), 'targets');
}

/** For `localOnly`: only a client on the bench's machine may name a file outside the bench's folder of targets. */
export function isTargetPath(name: unknown): boolean {
  return typeof name === 'string' && /[/\\]/.test(name);
}

/** @throws TargetFileError that names line and column. */
export async function namedTarget(context: OperationContext, name: string): Promise<Target> {
  return openTarget(await readTargetFile(await findTargetFile(name, targetFolder(context))));
}

export function targetAccepts({ outcome }: { outcome: string }): boolean {
  return outcome !== 'refused' && isSuccess(outcome as Outcome);
}
