// The cost of hashing passphrases, passwords and security answers in this process.
import { OperationError } from '../contract/operation-error.js';

const most = 2 ** 17;

/**
 * The scrypt cost N (RFC 7914) from FOBLAB_SCRYPT_COST, for test suites that sign in often. At 1024 a hash takes 4 ms. At
 * the default of 2^17 it takes about 0.4 s and 128 MiB. A stored hash keeps the cost that it was made with.
 *
 * @returns undefined if the variable is not set
 * @throws OperationError `usage` if the variable is not a valid cost
 */
export function scryptCost(): number | undefined {
  const text = process.env.FOBLAB_SCRYPT_COST;
  if (text === undefined || text === '') return undefined;
  const cost = /^[0-9]+$/.test(text) ? Number(text) : 0;
  if (cost >= 2 && cost <= most && Number.isInteger(Math.log2(cost))) return cost;
  throw new OperationError(
    'usage',
    `FOBLAB_SCRYPT_COST is ${JSON.stringify(text.slice(0, 20))}: give a power of 2 from 2 to ${most}, or unset it for ${most}`,
  );
}
