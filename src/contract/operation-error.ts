// The error of an operation: a code that scripts can rely on, and a sentence for a person.

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
  damaged: {
    exit: 9,
    meaning: 'a file of the bench is damaged; restore it from a copy or a snapshot',
  },
  internal: { exit: 70, meaning: 'a defect in foblab: please report it' },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** An operation that removes the cause of the error. It is shown as a command line, a key or a JSON object. */
export interface Remedy {
  readonly operation: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
}

/** An error as JSON. */
export interface ErrorData {
  code: ErrorCode;
  /** A sentence for a person, without the remedy. */
  message: string;
  /** The parameter that was wrong. */
  parameter?: string;
  /** What the parameter takes. */
  expected?: string;
  remedy?: Remedy;
}

export interface ErrorDetails {
  parameter?: string | undefined;
  expected?: string | undefined;
  remedy?: Remedy | undefined;
  cause?: unknown;
}

/**
 * @example
 * throw new OperationError('not-found', `there is no bench in ${path}`, {
 *   remedy: { operation: 'bench.init', arguments: { bench: path } },
 * }); // on a command line: there is no bench in ./b (foblab init --bench ./b)
 */
export class OperationError extends Error {
  readonly code: ErrorCode;
  readonly parameter: string | undefined;
  readonly expected: string | undefined;
  readonly remedy: Remedy | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(clipped(message), 'cause' in details ? { cause: details.cause } : {});
    this.name = 'OperationError';
    this.code = code;
    this.parameter = details.parameter;
    this.expected = details.expected;
    this.remedy = details.remedy;
  }

  /** @param data an error of another process or of an earlier request */
  static of(data: ErrorData): OperationError {
    return new OperationError(data.code, data.message, data);
  }

  get exit(): number {
    return errorCodes[this.code].exit;
  }

  get data(): ErrorData {
    const { code, message, parameter, expected, remedy } = this;
    return {
      code,
      message,
      ...(parameter === undefined ? {} : { parameter }),
      ...(expected === undefined ? {} : { expected }),
      ...(remedy === undefined ? {} : { remedy }),
    };
  }
}

/** Shortens a message that quotes a long value. */
function clipped(message: string): string {
  return message.replace(
    /"(?:[^"\\]|\\.){400,}"|\S{400,}/g,
    (value) => `${value.slice(0, 60)}… (${value.length} characters)`,
  );
}
