// A verdict of foblab's own verifier, or of a target, as an answer.
import { isoTime } from '../../contract/iso-time.js';
import type { VerdictAnswer } from '../../contract/results/verdict.js';
import type { OperationContext } from '../../host/operation-context.js';
import { foblabTargetName, type TargetVerdict } from '../../targets/index.js';
import { isSuccess, type Verdict } from '../../verification/index.js';
import { recordOnce } from './idempotent-request.js';

export function verdictAnswer(verdict: Verdict): VerdictAnswer {
  const { atUs, retryAtUs, credentialId, vendorCodes, ...rest } = verdict;
  return {
    ...rest,
    serial: credentialId,
    target: foblabTargetName,
    at: isoTime(atUs),
    timeBase: 'bench',
    retryAt: retryAtUs === null ? null : isoTime(retryAtUs),
    vendorCodes: [...vendorCodes],
    reply: null,
    durationMs: null,
  };
}

/** `serial`: the one that was sent. */
export function targetVerdictAnswer(serial: string, verdict: TargetVerdict): VerdictAnswer {
  const { outcome, target, timeBase, atUs, raw, durationMs } = verdict;
  if (raw.kind === 'foblab') return verdictAnswer(raw.verdict);
  return {
    outcome,
    serial,
    target,
    at: isoTime(atUs),
    timeBase,
    stepsOff: null,
    step: null,
    driftSteps: null,
    failures: null,
    retryAt: null,
    policy: null,
    vendorCodes: [],
    retransmitted: false,
    cause: null,
    suggestedAction: null,
    reply: raw,
    durationMs: Math.round(durationMs),
  };
}

/** Writes the verdict to the bench's log, without the code. */
export function recordVerdict(context: OperationContext, verdict: Verdict): void {
  const { outcome, stepsOff, credentialId } = verdict;
  recordOnce(context, 'verdict', credentialId, { outcome, ...(stepsOff === null ? {} : { stepsOff }) });
}

export function refusedVerdict({ outcome }: Pick<VerdictAnswer, 'outcome'>): boolean {
  return outcome === 'refused' || !isSuccess(outcome);
}

export function verdictLine(verdict: VerdictAnswer): string {
  const { serial, outcome, target, at, timeBase, stepsOff, retryAt, cause, suggestedAction } = verdict;
  if (target !== foblabTargetName) return `${serial}  ${outcome}  by ${target}, at ${timeBase} time ${at}`;
  const steps = stepsOff === null ? '' : `  ${stepsText(stepsOff)}`;
  const retry = retryAt === null ? '' : `  (again from ${retryAt})`;
  const why = refusedVerdict(verdict) ? `\n${cause}; ${suggestedAction}` : '';
  return `${serial}  ${outcome}${steps}${retry}${why}`;
}

function stepsText(steps: number): string {
  if (steps === 0) return 'on the step';
  return `${Math.abs(steps)} step${Math.abs(steps) === 1 ? '' : 's'} ${steps > 0 ? 'ahead' : 'behind'}`;
}
