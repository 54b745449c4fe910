// What the verification panel shows of a verifier's answers.

export interface CredentialSight {
  id: string;
  /** active, disabled, lost, … */
  state: string;
  kind: string;
  driftSteps: number;
  stepSeconds: number;
  failures: number;
  locked: boolean;
  /** Half-width of the window that it has now, in steps; undefined where the verifier does not tell. */
  windowSteps: number | undefined;
  policy: string;
}

export interface PolicySight {
  name: string;
  description: string;
  windowSteps: number;
  resynchronizationCodes: number;
}

export interface Verdict {
  credential: string;
  outcome: string;
  accepted: boolean;
  cause: string;
  suggestedAction: string;
  stepsOff: number | undefined;
  /** Which time it was judged at. */
  at: string;
}
