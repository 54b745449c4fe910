// A request that cannot be carried out: never a judgement of a code, which is a verdict.

export type VerificationErrorCode =
  | 'unknown-credential'
  | 'credential-exists'
  | 'unknown-policy'
  | 'unknown-key'
  | 'bad-seal'
  | 'bad-value'
  | 'bad-transition'
  | 'wrong-kind';

export class VerificationError extends Error {
  override readonly name = 'VerificationError';
  readonly code: VerificationErrorCode;
  constructor(code: VerificationErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
