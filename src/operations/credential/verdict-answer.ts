// A verdict as an answer: with the time that it was judged at, and what an operator does next.
import { isoTime } from '../../contract/iso-time.js';
import type { OperationContext } from '../../host/operation-context.js';
import { isSuccess, type Verdict } from '../../verification/index.js';
import { recordOnce } from './idempotent-request.js';

export interface VerdictAnswer extends Omit<Verdict, 'atUs' | 'retryAtUs'> {
  serial: string;
  at: string;
  timeBase: 'bench' | 'wall';
  retryAt: string | null;
}

export function verdictAnswer(verdict: Verdict): VerdictAnswer {
  const { atUs, retryAtUs, ...rest } = verdict;
  return {
    ...rest,
    serial: verdict.credentialId,
    at: isoTime(atUs),
    timeBase: 'bench',
    retryAt: retryAtUs === null ? null : isoTime(retryAtUs),
  };
}

/** Puts the verdict into the bench's log: never the code. */
export function recordVerdict(context: OperationContext, verdict: Verdict): void {
  const { outcome, stepsOff, credentialId } = verdict;
  recordOnce(context, 'verdict', credentialId, { outcome, ...(stepsOff === null ? {} : { stepsOff }) });
}

export function refusedVerdict({ outcome }: VerdictAnswer): boolean {
  return !isSuccess(outcome);
}

export function verdictLine(verdict: VerdictAnswer): string {
  const steps = verdict.stepsOff === null ? '' : `  ${stepsText(verdict.stepsOff)}`;
  const retry = verdict.retryAt === null ? '' : `  (again from ${verdict.retryAt})`;
  const why = refusedVerdict(verdict) ? `\n${verdict.cause}; ${verdict.suggestedAction}` : '';
  return `${verdict.serial}  ${verdict.outcome}${steps}${retry}${why}`;
}

function stepsText(steps: number): string {
  if (steps === 0) return 'on the step';
  return `${Math.abs(steps)} step${Math.abs(steps) === 1 ? '' : 's'} ${steps > 0 ? 'ahead' : 'behind'}`;
}
