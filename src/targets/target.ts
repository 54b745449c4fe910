// A target: any verifier under test, behind one interface.
import type { Outcome, Verdict } from '../verification/index.js';

export const targetKinds = ['foblab', 'command', 'http'] as const;
export type TargetKind = (typeof targetKinds)[number];

/** The clock that the target judges by: its own wall clock, or the bench's time in each request. */
export const timeBases = ['wall', 'bench'] as const;
export type TimeBase = (typeof timeBases)[number];

/** An outcome of foblab if the target tells refusals apart; `refused` if it only says no. */
export type TargetOutcome = Outcome | 'refused';

export interface TargetRequest {
  readonly serial: string;
  /** The code as typed or as read off a fob. It is sent unchanged. */
  readonly code: string;
  /** The bench's time in whole microseconds since 1970. A target on wall time judges by its own clock. */
  readonly atUs: number;
  /** The PIN, for a target that takes one with the code. */
  readonly pin?: string;
  /** Aborting it ends the attempt; `verify` then rejects with a TargetError `aborted`. */
  readonly signal?: AbortSignal;
}

export interface Target {
  readonly name: string;
  readonly kind: TargetKind;
  readonly timeBase: TimeBase;
  /** Resolves with the verdict. Rejects with a TargetError if the target gave none. */
  verify(request: TargetRequest): Promise<TargetVerdict>;
}

export interface TargetVerdict {
  readonly outcome: TargetOutcome;
  readonly target: string;
  readonly timeBase: TimeBase;
  /** The time of the verdict: the request's, or the wall clock's when the request was sent. */
  readonly atUs: number;
  /** The reply, short and printable, without code, PIN or secret. */
  readonly raw: TargetAnswer;
  readonly durationMs: number;
}

/** `rule` is the rule of the target file that read the answer, such as `rule 1 (exit 0)`; null if none did. */
export type TargetAnswer =
  | { readonly kind: 'foblab'; readonly verdict: Verdict }
  | {
      readonly kind: 'command';
      readonly rule: string | null;
      readonly exitCode: number | null;
      readonly signal: string | null;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly kind: 'http'; readonly rule: string | null; readonly status: number; readonly body: string };
