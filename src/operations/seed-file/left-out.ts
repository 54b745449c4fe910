// What of the records has no place where they go: said in a line each, so that nothing is lost without a word.
import type { SeedRecord } from '../../seed-files/index.js';

type Detail =
  | 'manufacturer'
  | 'model'
  | 'issuer'
  | 'label'
  | 'startDate'
  | 'expiryDate'
  | 'driftSteps'
  | 't0Seconds';

const names: Readonly<Record<Detail, string>> = {
  manufacturer: 'manufacturer',
  model: 'model',
  issuer: 'issuer',
  label: 'name',
  startDate: 'start date',
  expiryDate: 'expiry date',
  driftSteps: 'drift',
  t0Seconds: 'T0',
};

/**
 * @param keeps whether the place keeps this detail of the record
 * @param place `a CSV`, `a fob of the bench`
 * @returns `a CSV has no place for: manufacturer (2 records), name (1 record)`, or nothing
 */
export function leftOut(
  records: readonly SeedRecord[],
  place: string,
  keeps: (detail: Detail, record: SeedRecord) => boolean,
): string[] {
  const counts = (Object.keys(names) as Detail[]).flatMap((detail) => {
    const count = records.filter((record) => {
      const value = record[detail];
      return value !== undefined && value !== 0 && value !== '' && !keeps(detail, record);
    }).length;
    return count === 0 ? [] : [`${names[detail]} (${count} ${count === 1 ? 'record' : 'records'})`];
  });
  return counts.length === 0 ? [] : [`${place} has no place for: ${counts.join(', ')}`];
}
