// The policies that come with foblab, by name.
import type { Policy } from '../policy.js';
import { onespan, onespanDynamic } from './onespan.js';
import { rfc } from './rfc.js';
import { strict } from './strict.js';
import { symantecVip, symantecVipLow } from './symantec-vip.js';

export const builtInPolicies: readonly Policy[] = [
  rfc,
  onespan,
  onespanDynamic,
  symantecVip,
  symantecVipLow,
  strict,
];

export { onespan, onespanDynamic, rfc, strict, symantecVip, symantecVipLow };
