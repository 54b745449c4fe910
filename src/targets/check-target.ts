// A dry run of a target: sends an impossible code for an unused serial, and checks that the target answers and refuses.
import { isSuccess, type Outcome } from '../verification/index.js';
import type { Target, TargetAnswer, TargetVerdict } from './target.js';
import { TargetError } from './target-error.js';

export const checkFindings = [
  'refuses',
  'accepts-everything',
  'unreadable',
  'unreachable',
  'misconfigured',
] as const;
export type CheckFinding = (typeof checkFindings)[number];

export interface TargetCheck {
  readonly target: string;
  /** True only for `refuses`. */
  readonly ok: boolean;
  readonly finding: CheckFinding;
  /** The reply, how it was read, and what to do. */
  readonly message: string;
  readonly sent: { readonly serial: string; readonly code: string; readonly atUs: number };
  readonly verdict: TargetVerdict | null;
  readonly raw: TargetAnswer | null;
}

export interface CheckOptions {
  /** For a verifier that expects serials of its own form. The attempt may count there as a failure. */
  readonly serial?: string;
  readonly code?: string;
  readonly pin?: string;
  readonly atUs: number;
  readonly signal?: AbortSignal;
}

/** No fob has this serial, and no fob gives a code of letters. */
export const impossible = { serial: 'FOBLAB-CHECK', code: 'NOCODE' } as const;

export async function checkTarget(target: Target, options: CheckOptions): Promise<TargetCheck> {
  const { serial = impossible.serial, code = impossible.code, atUs, ...rest } = options;
  const sent = { serial, code, atUs };
  try {
    const verdict = await target.verify({ serial, code, atUs, ...rest });
    const accepts = verdict.outcome !== 'refused' && isSuccess(verdict.outcome as Outcome);
    return {
      target: target.name,
      ok: !accepts,
      finding: accepts ? 'accepts-everything' : 'refuses',
      message: accepts
        ? `It accepted ${code} for ${serial}: either it lets everybody in, or ${ruleOf(verdict)} reads a refusal as an acceptance.`
        : `It answers and refuses: ${verdict.outcome}, by ${ruleOf(verdict)}, in ${Math.ceil(verdict.durationMs)} ms.`,
      sent,
      verdict,
      raw: verdict.raw,
    };
  } catch (error) {
    if (!(error instanceof TargetError) || error.code === 'aborted') throw error;
    const finding = findingOf[error.code];
    return {
      target: target.name,
      ok: false,
      finding,
      message: error.message,
      sent,
      verdict: null,
      raw: error.raw,
    };
  }
}

function ruleOf({ raw }: TargetVerdict): string {
  return raw.kind === 'foblab' ? 'foblab’s own word' : (raw.rule ?? 'no rule');
}

const findingOf: Readonly<Record<Exclude<TargetError['code'], 'aborted'>, CheckFinding>> = {
  'not-found': 'misconfigured',
  secret: 'misconfigured',
  unsendable: 'misconfigured',
  unreachable: 'unreachable',
  timeout: 'unreachable',
  'broken-off': 'unreadable',
  'too-large': 'unreadable',
  unreadable: 'unreadable',
};
