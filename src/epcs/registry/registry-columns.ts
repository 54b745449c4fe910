// Finds the columns of a registry file by their header names: those of the monthly NPI file (`npidata_pfile`), and short
// names for your own files. Text in brackets is not compared, since the publisher has renamed columns.

const licenceSlots = Array.from({ length: 15 }, (_, i) => i + 1);

const single = {
  npi: ['npi'],
  entityType: ['entity type code', 'entity type'],
  organization: ['provider organization name', 'organization'],
  lastName: ['provider last name', 'last name'],
  firstName: ['provider first name', 'first name'],
  address: ['provider first line business practice location address', 'address'],
  city: ['provider business practice location address city name', 'city'],
  state: ['provider business practice location address state name', 'state'],
  postalCode: ['provider business practice location address postal code', 'postal code', 'zip'],
  phone: ['provider business practice location address telephone number', 'phone'],
  deactivated: ['npi deactivation date', 'deactivated'],
  reactivated: ['npi reactivation date', 'reactivated'],
  region: ['region'],
} as const;

export type SingleColumn = keyof typeof single;

export interface RegistryColumns {
  /** Positions of columns; −1 if the file has no such column. */
  readonly single: Readonly<Record<SingleColumn, number>>;
  readonly licences: readonly { readonly number: number; readonly state: number }[];
  readonly taxonomies: readonly number[];
}

/** @returns null if there is no NPI column: then it is no registry file */
export function registryColumns(header: readonly string[]): RegistryColumns | null {
  const positions = new Map<string, number>();
  header.forEach((name, at) => {
    const plain = plainName(name);
    if (!positions.has(plain)) positions.set(plain, at);
  });
  const find = (...names: readonly string[]): number => {
    for (const name of names) {
      const at = positions.get(name);
      if (at !== undefined) return at;
    }
    return -1;
  };
  const found = Object.fromEntries(
    Object.entries(single).map(([column, names]) => [column, find(...names)]),
  ) as Record<SingleColumn, number>;
  if (found.npi < 0) return null;
  return {
    single: found,
    licences: licenceSlots
      .map((slot) => ({
        number: find(
          `provider license number ${slot}`,
          `license number ${slot}`,
          ...(slot === 1 ? ['license number'] : []),
        ),
        state: find(
          `provider license number state code ${slot}`,
          `provider license state code ${slot}`,
          `license state ${slot}`,
          ...(slot === 1 ? ['license state'] : []),
        ),
      }))
      .filter(({ number }) => number >= 0),
    taxonomies: licenceSlots
      .map((slot) =>
        find(
          `healthcare provider taxonomy code ${slot}`,
          `taxonomy ${slot}`,
          ...(slot === 1 ? ['taxonomy'] : []),
        ),
      )
      .filter((at) => at >= 0),
  };
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\blicence\b/g, 'license')
    .trim();
}
