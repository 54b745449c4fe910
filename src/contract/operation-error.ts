// The one error that every face shows: a code that scripts can rely on, and a sentence for a person.

export const errorCodes = {
  refused: {
    exit: 1,
    meaning: 'done as asked, and the answer is no: a code refused, a check failed, a conflict',
  },
  usage: { exit: 2, meaning: 'the command or an argument is wrong' },
  'not-found': { exit: 3, meaning: 'a fob, bench, file or device is not there, or several match' },
  permission: { exit: 4, meaning: 'the system denies access' },
  busy: { exit: 5, meaning: 'another process holds the bench or the port' },
  timeout: { exit: 6, meaning: 'no answer in time, or not in the protocol' },
  'missing-library': { exit: 7, meaning: 'a system library or helper program is missing' },
  'no-room': { exit: 8, meaning: 'a disk is full: what was asked for did not happen' },
  internal: { exit: 70, meaning: 'a defect in foblab: please report it' },
} as const;

export type ErrorCode = keyof typeof errorCodes;

export class OperationError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(clipped(message), options);
    this.name = 'OperationError';
    this.code = code;
  }

  get exit(): number {
    return errorCodes[this.code].exit;
  }
}

/** Whatever was given, an error is a sentence: of a value that is no word any more, enough to know it again. */
function clipped(message: string): string {
  return message.replace(
    /"(?:[^"\\]|\\.){400,}"|\S{400,}/g,
    (value) => `${value.slice(0, 60)}… (${value.length} characters)`,
  );
}
