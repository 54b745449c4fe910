// A target: any verifier under test, behind one interface.
import type { Outcome, Verdict } from '../verification/index.js';

export const targetKinds = ['foblab', 'command', 'http'] as const;
export type TargetKind = (typeof targetKinds)[number];

/** Whose time the target judges by: its own wall clock, or the time that each request brings along. */
export const timeBases = ['wall', 'bench'] as const;
export type TimeBase = (typeof timeBases)[number];

/** foblab's words where the target tells refusals apart, `refused` where it only says no. */
export type TargetOutcome = Outcome | 'refused';

export interface TargetRequest {
  readonly serial: string;
  /** As typed or as read off a fob; sent as it is. */
  readonly code: string;
  /** The bench's time in whole microseconds since 1970. A target on wall time judges by its own clock. */
  readonly atUs: number;
  /** What the user knows, where the target takes one along with the code. */
  readonly pin?: string;
  /** Ends the attempt early; verify then rejects with a TargetError `aborted`. */
  readonly signal?: AbortSignal;
}

export interface Target {
  readonly name: string;
  readonly kind: TargetKind;
  readonly timeBase: TimeBase;
  /** Resolves with what the target decided. Rejects with a TargetError where it decided nothing. */
  verify(request: TargetRequest): Promise<TargetVerdict>;
}

export interface TargetVerdict {
  readonly outcome: TargetOutcome;
  readonly target: string;
  readonly timeBase: TimeBase;
  /** The time that it was judged by: the request's own, or the wall clock's when it was sent. */
  readonly atUs: number;
  /** What it answered, short, printable, without code, PIN or secret. */
  readonly raw: TargetAnswer;
  readonly durationMs: number;
}

/** `rule` is the rule of the target's file that read the answer: `rule 1 (exit 0)`; null where none did. */
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
