// An account at iPrescribe, with the next step of its registration.
import { table } from '../table.js';

export const registrationSteps = ['personal', 'practice', 'idme', 'allow', 'registered'] as const;
export type RegistrationStep = (typeof registrationSteps)[number];

export interface IprescribeAccount {
  readonly username: string;
  readonly npi: string;
  readonly password: string;
  /** The next step. */
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
  /** The latest request to ID.me. */
  readonly authorization: string | null;
  readonly epcsActivatedUs: number | null;
}

/** The key is the user name in lower case. */
export const iprescribeAccounts = table<IprescribeAccount>('iprescribe-account');
/** The user name for each NPI: an NPI can register once. */
export const iprescribeNames = table<{ readonly username: string }>('iprescribe-name');
