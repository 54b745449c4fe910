// The errors of a target: it gave no verdict, or its file is wrong.
import type { TargetAnswer } from './target.js';

/** Each code with its meaning. */
export const targetErrorCodes = {
  'not-found': 'no target of that name',
  secret: 'a secret that the target needs cannot be read',
  unsendable: 'the request cannot be put into the form that the target’s file asks for',
  unreachable: 'the program does not start, or nothing answers at the address',
  'broken-off': 'the answer ended in the middle',
  timeout: 'no whole answer in time',
  'too-large': 'more answer than a verifier has to give',
  unreadable: 'an answer that no rule of the target’s file reads',
  aborted: 'ended by the caller',
} as const;

export type TargetErrorCode = keyof typeof targetErrorCodes;

/** The target gave no verdict: neither an acceptance nor a refusal. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly code: TargetErrorCode;
  /** The reply, if there was one. */
  readonly raw: TargetAnswer | null;

  constructor(code: TargetErrorCode, message: string, raw: TargetAnswer | null = null) {
    super(message);
    this.code = code;
    this.raw = raw;
  }
}

export interface TargetFileProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Every problem of a file, in order, each a line `file:line:column: what is wrong and how to fix it`. */
export class TargetFileError extends Error {
  override readonly name = 'TargetFileError';
  readonly file: string;
  readonly problems: readonly TargetFileProblem[];

  constructor(file: string, problems: readonly TargetFileProblem[]) {
    super(problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'));
    this.file = file;
    this.problems = problems;
  }
}
