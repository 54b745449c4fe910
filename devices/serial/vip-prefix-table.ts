// The known VIP prefixes with their meaning and source. Data only.

export interface VipPrefix {
  prefix: string;
  meaning: string;
  /** The catalogue model with this prefix, if there is one. */
  model?: string;
  source: string;
}

const README = 'python-vipaccess README';
const DRFIRST = 'help.drfirst.com 4497991321107';

export const VIP_PREFIXES: readonly VipPrefix[] = [
  { prefix: 'AVT', meaning: 'hard token', model: 'symantec/vip-token-avt', source: DRFIRST },
  {
    prefix: 'FT',
    meaning: 'hard token, card (FT10, FT11, FT12: event-based)',
    model: 'symantec/vip-token-ft',
    source: `${DRFIRST}; Broadcom KB 150762; dlenski/python-vipaccess issue #57`,
  },
  { prefix: 'SYMC', meaning: 'VIP Access, mobile', model: 'symantec/vip-access', source: README },
  { prefix: 'SYMZ', meaning: 'VIP Access', model: 'symantec/vip-access', source: DRFIRST },
  { prefix: 'VSST', meaning: 'VIP Access, desktop', model: 'symantec/vip-access', source: README },
  { prefix: 'VSMT', meaning: 'VIP Access, mobile', model: 'symantec/vip-access', source: README },
  { prefix: 'SYDC', meaning: 'VIP Access, desktop', model: 'symantec/vip-access', source: README },
  { prefix: 'SYMD', meaning: 'VIP Access', model: 'symantec/vip-access', source: DRFIRST },
  {
    prefix: 'VSMB',
    meaning: 'event-based credential',
    source: 'dlenski/python-vipaccess tests/test_utils.py',
  },
  {
    prefix: 'UBHE',
    meaning: 'YubiKey',
    model: 'symantec/vip-yubikey',
    source: 'yubikey-manager: OMP ub, token type he',
  },
];
