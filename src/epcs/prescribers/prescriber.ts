// A prescriber that a fixture declares. Only such prescribers can register, sign in and sign.
import { Refused } from '../answer.js';
import { table } from '../table.js';
import type { Work } from '../work.js';

/** A grant of an organization (004:76-79). */
export interface OrganizationGrant {
  readonly organization: string;
  readonly deaNumber: string;
  readonly status: 'ACTIVE' | 'INACTIVE';
  /** When the DEA registration ends; the right to sign ends with it (21 CFR 1311.125(d)). */
  readonly deaExpiresUs: number;
}

export interface Prescriber {
  readonly npi: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  /** YYYY-MM-DD. */
  readonly birthDate: string;
  /** scrypt hash of the number, for comparison. */
  readonly ssnHash: string;
  readonly role: string;
  readonly specialty: string;
  readonly licence: { readonly number: string; readonly state: string };
  readonly organizations: readonly OrganizationGrant[];
  /** IDs of the tokens bound to this prescriber, deleted ones too, in the order in which they were bound. */
  readonly tokens: readonly string[];
}

export const prescribers = table<Prescriber>('prescriber');

export function nameOf({ firstName, lastName }: Pick<Prescriber, 'firstName' | 'lastName'>): string {
  return `${firstName} ${lastName}`;
}

/** The name of a prescriber in the audit and as the owner of a credential. */
export function ownerOf(npi: string): string {
  return `npi:${npi}`;
}

export async function declaredPrescriber(work: Work, npi: string): Promise<Prescriber> {
  const prescriber = await work.read(prescribers, npi);
  if (prescriber === null) throw new Refused('npi-not-declared');
  return prescriber;
}
