// A database that cannot be opened or used, for a reason outside foblab, and how to fix it.

/**
 * `address`: it names no store · `missing`: there is no such folder or database · `foreign`: it is something else than a
 * store · `newer`: a newer foblab wrote it · `denied`: the system or the server lets nobody in · `busy`: another process
 * has it locked · `unreachable`: no server answers · `full`: there is no room ·
 * `damaged`: a row is not as foblab wrote it.
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
