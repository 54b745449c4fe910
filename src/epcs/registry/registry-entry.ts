// An entry of the registry of prescribers.

export interface Licence {
  readonly number: string;
  /** Two letters. */
  readonly state: string;
}

export interface RegistryEntry {
  readonly npi: string;
  readonly entityType: 'individual' | 'organization';
  /** Empty for an organization. */
  readonly firstName: string;
  /** The legal name: a person's last name, or the organization's name. */
  readonly lastName: string;
  readonly licences: readonly Licence[];
  /** Codes of the health care provider taxonomy, in the order of the file. */
  readonly taxonomies: readonly string[];
  readonly practice: {
    readonly address: string;
    readonly city: string;
    readonly state: string;
    readonly postalCode: string;
    readonly phone: string;
  };
  /** The date (YYYY-MM-DD) if the NPI is deactivated and was not reactivated since; else null. */
  readonly deactivatedOn: string | null;
  /** Region 1 to 5 of the database for authenticator binding (003:19); null if in none. */
  readonly region: number | null;
}

/** True if authenticator binding finds the entry (003:30, 003:74). */
export function isInRegions(entry: RegistryEntry | null): boolean {
  return entry !== null && entry.deactivatedOn === null && entry.region !== null;
}
