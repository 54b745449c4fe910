// The error for a request that cannot be carried out. The judgement of a code is a verdict and never an error.

export type VerificationErrorCode =
  | 'unknown-credential'
  | 'credential-exists'
  | 'unknown-policy'
  | 'unknown-key'
  | 'bad-seal'
  | 'altered'
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

/** A companion row has changed since the request was made, and nothing is stored. Read the rows and try again. */
export class StaleCompanionError extends Error {
  override readonly name = 'StaleCompanionError';
  readonly table: string;
  readonly key: string;
  constructor({ table, key }: { readonly table: string; readonly key: string }) {
    super(`The row ${key} of ${table} was written by another request meanwhile.`);
    this.table = table;
    this.key = key;
  }
}
