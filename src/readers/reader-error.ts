// The errors of physical fobs: six codes, and a remedy in each error.

export type ReaderErrorCode =
  | 'busy'
  | 'permission'
  | 'missing-library'
  | 'not-found'
  | 'timeout'
  | 'protocol';

export class ReaderError extends Error {
  readonly code: ReaderErrorCode;
  /** One sentence that says how to fix it. */
  readonly remedy: string;

  constructor(code: ReaderErrorCode, problem: string, remedy: string, cause?: unknown) {
    super(`${problem}. ${remedy}`, cause === undefined ? undefined : { cause });
    this.name = 'ReaderError';
    this.code = code;
    this.remedy = remedy;
  }
}
