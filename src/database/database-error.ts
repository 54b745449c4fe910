// The error of a database that cannot be opened or used for a reason outside foblab. Its message says how to fix it.

/**
 * `address`: it names no store · `missing`: there is no such folder or database · `foreign`: the file or database is not a
 * store · `newer`: a newer foblab wrote it · `denied`: the system or the server denies access · `busy`: another process has
 * locked it · `unreachable`: no server answers · `full`: the disk is full · `damaged`: a row is not as foblab wrote it.
 */
export type StoreFault =
  | 'address'
  | 'missing'
  | 'foreign'
  | 'newer'
  | 'denied'
  | 'busy'
  | 'unreachable'
  | 'full'
  | 'damaged';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreFault;

  constructor(code: StoreFault, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
