// An entry of the registry of prescribers: what a look-up by NPI finds.

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
  /** Codes of the taxonomy of health care providers, the first one first. */
  readonly taxonomies: readonly string[];
  readonly practice: {
    readonly address: string;
    readonly city: string;
    readonly state: string;
    readonly postalCode: string;
    readonly phone: string;
  };
  /** YYYY-MM-DD where the NPI is deactivated, and was not reactivated since; else null. */
  readonly deactivatedOn: string | null;
  /** 1 to 5: the region of the database that authenticator binding asks (003:19); null: in none. */
  readonly region: number | null;
}

/** Whether authenticator binding finds it (003:30, 003:74). */
export function isInRegions(entry: RegistryEntry | null): boolean {
  return entry !== null && entry.deactivatedOn === null && entry.region !== null;
}
