// What can go wrong with a physical fob, in six codes, each with what to do about it.

export type ReaderErrorCode =
  | 'busy'
  | 'permission'
  | 'missing-library'
  | 'not-found'
  | 'timeout'
  | 'protocol';

export class ReaderError extends Error {
  readonly code: ReaderErrorCode;
  /** One sentence: what fixes it. */
  readonly remedy: string;

  constructor(code: ReaderErrorCode, problem: string, remedy: string, cause?: unknown) {
    super(`${problem}. ${remedy}`, cause === undefined ? undefined : { cause });
    this.name = 'ReaderError';
    this.code = code;
    this.remedy = remedy;
  }
}
