// An account at iPrescribe, and how far its registration has come.
import { table } from '../table.js';

export const registrationSteps = ['personal', 'practice', 'idme', 'allow', 'registered'] as const;
export type RegistrationStep = (typeof registrationSteps)[number];

export interface IprescribeAccount {
  readonly username: string;
  readonly npi: string;
  readonly password: string;
  /** What comes next. */
  readonly step: RegistrationStep;
  readonly email: string | null;
  readonly role: string | null;
  readonly specialty: string | null;
  readonly practice: {
    readonly name: string;
    readonly address: string;
    readonly phone: string;
    readonly fax: string | null;
  } | null;
  /** The ID.me account that Allow connected. */
  readonly idmeEmail: string | null;
  /** The request that was taken to ID.me last. */
  readonly authorization: string | null;
  readonly epcsActivatedUs: number | null;
}

/** By user name in lower case. */
export const iprescribeAccounts = table<IprescribeAccount>('iprescribe-account');
/** NPI to user name: an NPI registers once. */
export const iprescribeNames = table<{ readonly username: string }>('iprescribe-name');
