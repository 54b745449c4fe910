// One line of the benchmark's report.

export interface Row {
  name: string;
  /** Ours against the yardstick measured in the same run, where the goal is a ratio. */
  ratio?: number;
  goal: string;
  pass?: boolean;
  detail: string;
  /** Why it was not measured. */
  skipped?: string;
}
