// The policies that come with foblab, by name.
import type { Policy } from '../policy.js';
import { djangoOtp } from './django-otp.js';
import { duo } from './duo.js';
import { entrust } from './entrust.js';
import { freeipa } from './freeipa.js';
import { googlePam } from './google-pam.js';
import { linotp } from './linotp.js';
import { multiotp } from './multiotp.js';
import { okta } from './okta.js';
import { onespan, onespanDynamic } from './onespan.js';
import { pamOath } from './pam-oath.js';
import { privacyidea } from './privacyidea.js';
import { rfc } from './rfc.js';
import { smallOperator } from './small-operator.js';
import { strict } from './strict.js';
import { symantecVip, symantecVipLow } from './symantec-vip.js';

export const builtInPolicies: readonly Policy[] = [
  rfc,
  onespan,
  onespanDynamic,
  symantecVip,
  symantecVipLow,
  strict,
  freeipa,
  linotp,
  privacyidea,
  multiotp,
  duo,
  okta,
  entrust,
  djangoOtp,
  googlePam,
  pamOath,
  smallOperator,
];

export {
  djangoOtp,
  duo,
  entrust,
  freeipa,
  googlePam,
  linotp,
  multiotp,
  okta,
  onespan,
  onespanDynamic,
  pamOath,
  privacyidea,
  rfc,
  smallOperator,
  strict,
  symantecVip,
  symantecVipLow,
};
