// What went wrong, as a problem document (RFC 9457): the contract's error code and remedy beside the HTTP status.
import { type ErrorCode, type ErrorData, errorCodes } from '../contract/operation-error.js';

/** A refusal of the server itself, before an operation runs. */
export class RequestRefused extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly headers: Readonly<Record<string, string>>;
  readonly details: Pick<ErrorData, 'parameter' | 'expected'>;

  constructor(
    status: number,
    code: ErrorCode,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    details: Pick<ErrorData, 'parameter' | 'expected'> = {},
  ) {
    super(message);
    this.name = 'RequestRefused';
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.details = details;
  }
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  parameter?: string;
  expected?: string;
  remedy?: { operation: string; arguments?: Readonly<Record<string, unknown>>; request?: string };
}

/** `requestOf`: method and path of an operation that a remedy names, where it is served. */
export function problemOf(
  { code, message, parameter, expected, remedy }: ErrorData,
  requestOf: (operation: string) => string | undefined = () => undefined,
  status: number = statusOf[code],
): Problem {
  const request = remedy === undefined ? undefined : requestOf(remedy.operation);
  return {
    type: `urn:foblab:error:${code}`,
    title: errorCodes[code].meaning,
    status,
    detail: message,
    code,
    ...(parameter === undefined ? {} : { parameter }),
    ...(expected === undefined ? {} : { expected }),
    ...(remedy === undefined ? {} : { remedy: { ...remedy, ...(request === undefined ? {} : { request }) } }),
  };
}

export const statusOf: Readonly<Record<ErrorCode, number>> = {
  refused: 409,
  usage: 400,
  'not-found': 404,
  permission: 403,
  busy: 503,
  timeout: 504,
  'missing-library': 501,
  'no-room': 507,
  damaged: 500,
  internal: 500,
};

export function problemResponse(problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}
