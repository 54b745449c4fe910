// The error of a wrong scenario file: every problem with its line and column.

export interface ScenarioProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const mostShown = 20;

export class ScenarioError extends Error {
  readonly file: string;
  readonly problems: readonly ScenarioProblem[];

  constructor(file: string, problems: readonly ScenarioProblem[]) {
    const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
    const shown = sorted
      .slice(0, mostShown)
      .map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
    super(
      [...shown, ...(sorted.length > mostShown ? [`and ${sorted.length - mostShown} more`] : [])].join('\n'),
    );
    this.name = 'ScenarioError';
    this.file = file;
    this.problems = sorted;
  }
}
