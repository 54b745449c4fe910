// What a hash of a passphrase, a password or an answer costs in this process.
import { OperationError } from '../contract/operation-error.js';

const most = 2 ** 17;

/**
 * N of RFC 7914 as FOBLAB_SCRYPT_COST gives it, for test suites that sign in often: at 1024 a hash takes 4 ms, at 2^17,
 * which holds without it, about 0.4 s and 128 MiB. A stored hash keeps the cost that it was made with.
 *
 * @throws OperationError `usage` where it is no cost
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
