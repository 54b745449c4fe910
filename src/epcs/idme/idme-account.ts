// An account at ID.me: its sign-in methods, its verified identity, and its consents.
import { table } from '../table.js';
import type { Work } from '../work.js';

export type MethodKind = 'phone' | 'push' | 'code-generator';

export interface Method {
  readonly id: string;
  readonly kind: MethodKind;
  /** The name that the user gave it; never empty. */
  readonly name: string;
  readonly addedUs: number;
  /** A phone's number; null for others. */
  readonly phone: string | null;
  /** The app that shows pushes; null for others. */
  readonly app: string | null;
  /** A code generator's credential; null for others. */
  readonly credentialId: string | null;
}

export const proofingSteps = [
  'photo-identification',
  'photo-self',
  'credit-profile',
  'social-security-number',
  'confirm-information',
  'confirm-phone',
  'npi',
  'confirm-npi',
  'verified',
] as const;
export type ProofingStep = (typeof proofingSteps)[number];

export interface Identity {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string;
  readonly address: string;
  readonly postalCode: string;
}

export interface Consent {
  readonly client: string;
  readonly scopes: readonly string[];
  readonly grantedUs: number;
}

export interface IdmeAccount {
  readonly email: string;
  readonly uuid: string;
  readonly password: string;
  readonly confirmed: boolean;
  readonly createdUs: number;
  /** Newest first (000:75). */
  readonly methods: readonly Method[];
  readonly recoveryCode: string | null;
  readonly proofing: ProofingStep;
  readonly phone: string | null;
  readonly ssnHash: string | null;
  readonly identity: Identity | null;
  /** The phone number that is or will be verified. */
  readonly npi: string | null;
  readonly verifiedUs: number | null;
  readonly consents: readonly Consent[];
}

/** The key is the email address. */
export const idmeAccounts = table<IdmeAccount>('idme-account');

/** A new account after the sign-up, before its password is hashed. */
export function unconfirmedAccount(email: string, uuid: string, createdUs: number): IdmeAccount {
  return {
    email,
    uuid,
    password: '',
    confirmed: false,
    createdUs,
    methods: [],
    recoveryCode: null,
    proofing: 'photo-identification',
    phone: null,
    ssnHash: null,
    identity: null,
    npi: null,
    verifiedUs: null,
    consents: [],
  };
}

export function isVerified(account: IdmeAccount | null): boolean {
  return account?.proofing === 'verified';
}

export function saveAccount(work: Work, account: IdmeAccount, changes: Partial<IdmeAccount>): IdmeAccount {
  const saved = { ...account, ...changes };
  work.write(idmeAccounts, account.email, saved);
  return saved;
}

export function tellIdme(work: Work, email: string, event: string, outcome: string): void {
  work.tell({ event: `epcs.idme-${event}`, outcome, subject: `idme:${email}`, actor: `idme:${email}` });
}
