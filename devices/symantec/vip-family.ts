// What Symantec (now Broadcom) VIP credentials have in common.

import type { OtpType } from '../../firmware-sim/model.js';
import type { OtpDatasheet } from '../datasheet.js';
import type { Fact } from '../fact.js';
import { assumed, published } from '../fact.js';

const XSD = 'vip_auth.xsd';

export const symantec = published('Symantec', 'Symantec VIP, since 2019 Broadcom');

/** Every VIP code is six digits of HMAC-SHA-1. */
export function vipOtp(types: Fact<readonly OtpType[]>): OtpDatasheet {
  return {
    types,
    algorithms: published(['sha1'], `${XSD}: HMAC-SHA1-TRUNC-6DIGITS only`),
    digits: published([6], `${XSD}: HMAC-SHA1-TRUNC-6DIGITS only`),
    periodSeconds: published(30, `${XSD}: TimeStep 30`),
    t0Seconds: published(0, `${XSD}: Time 0`),
  };
}

export const vipLife = {
  lifeCodes: published(15_000, 'Broadcom KB 159646: 5 years or 15 000 codes'),
  lifeYears: published(5, 'Broadcom KB 159646: 5 years or 15 000 codes'),
};

export const vipFirmwareVersion = assumed(
  '0',
  'no firmware version is public; 0 stands for an unknown version (IEEE 488.2 §10.14)',
);
