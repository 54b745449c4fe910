// An account at EPCS Gold: the passphrase and its security question.
import { table } from '../table.js';

export interface GoldAccount {
  readonly npi: string;
  /** `proofing-again`: no token is left, and a new invitation begins the proofing again (004:160). */
  readonly state: 'invited' | 'enrolled' | 'proofing-again';
  /** Null until the enrolment is complete. */
  readonly securityQuestion: string | null;
  /** A hash. */
  readonly securityAnswer: string | null;
  /** Hash of the unique identifier of a biometric device (004:48). */
  readonly biometric: string | null;
  /** The key of the newest invitation: older ones are void. */
  readonly invitation: string | null;
  readonly proofedUs: number | null;
}

export const goldAccounts = table<GoldAccount>('gold-account');
