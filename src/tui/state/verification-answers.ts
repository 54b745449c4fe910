// What the verification panel shows of a verifier's answers.

export interface CredentialSummary {
  id: string;
  /** active, disabled, lost, … */
  state: string;
  kind: 'totp' | 'hotp';
  driftSteps: number;
  /** 0 for an event-based credential. */
  stepSeconds: number;
  failures: number;
  locked: boolean;
  /** Steps from the verifier's clock (counters from the next) that are taken now; undefined where it is unknown. */
  window:
    | { from: number; to: number; resynchronizationFrom: number; resynchronizationTo: number }
    | undefined;
  resynchronizationCodes: number;
  policy: string;
}

export interface Verdict {
  credential: string;
  outcome: string;
  accepted: boolean;
  cause: string;
  suggestedAction: string;
  stepsOff: number | undefined;
  /** When it was judged, and by which time. */
  at: string;
  timeBase: string;
}
