// Reads a registry file row by row, in memory that does not depend on the size of the file.
import { CsvError, parse } from 'csv-parse';
import { isDate } from '../identifiers/calendar-date.js';
import { npiFault } from '../identifiers/npi.js';
import { hasUnseen } from '../identifiers/typed-text.js';
import { type RegistryColumns, registryColumns, type SingleColumn } from './registry-columns.js';
import type { Licence, RegistryEntry } from './registry-entry.js';

/** A row that is no entry: its line and the reason. It never quotes the row. */
export interface RegistryProblem {
  readonly line: number;
  readonly why: string;
}

export class RegistryFileError extends Error {
  override readonly name = 'RegistryFileError';
}

/**
 * @param bytes the file: CSV with a header line, UTF-8
 * @param regions the region, 1 to 5, for each two-letter state; a `region` column takes precedence
 * @throws RegistryFileError if it is no registry file, with what is expected
 */
export async function* readRegistry(
  bytes: AsyncIterable<Uint8Array>,
  regions: ReadonlyMap<string, number> = new Map(),
): AsyncGenerator<RegistryEntry | RegistryProblem> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 262_144,
  });
  const fed = feed(parser, bytes);
  let columns: RegistryColumns | null = null;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (columns === null) {
        columns = registryColumns(record);
        if (columns === null) throw new RegistryFileError(noHeader);
        continue;
      }
      yield entryOf(columns, record, info.lines, regions);
    }
    await fed;
  } catch (error) {
    parser.destroy();
    await fed.catch(() => {});
    if (!(error instanceof CsvError)) throw error;
    // The parser's own message quotes the row.
    const { lines } = error as unknown as { lines?: number };
    throw new RegistryFileError(
      `${lines === undefined ? 'A row' : `The row at line ${lines}`} is not CSV: ${
        error.code === 'CSV_MAX_RECORD_SIZE'
          ? 'it is longer than 262 144 characters'
          : 'a quote is missing, repeated or in the middle of a field'
      }. ${expected}`,
    );
  }
  if (columns === null) throw new RegistryFileError(noHeader);
}

const expected =
  'Expected CSV with a header line: the monthly NPI file (npidata_pfile), or columns such as ' +
  'NPI, Entity Type, First Name, Last Name, License Number, License State, Taxonomy, Region.';

const noHeader = `There is no column "NPI". ${expected}`;

/** `destroy` ends the wait for space in the parser, so that an abandoned read leaves nothing behind. */
async function feed(parser: ReturnType<typeof parse>, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const chunk of bytes) {
      if (parser.destroyed) return;
      if (!parser.write(chunk))
        await new Promise<void>((resolve) => {
          parser.once('drain', resolve);
          parser.once('close', resolve);
        });
    }
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
    throw error;
  }
}

function entryOf(
  columns: RegistryColumns,
  row: readonly string[],
  line: number,
  regions: ReadonlyMap<string, number>,
): RegistryEntry | RegistryProblem {
  const cell = (at: number): string => (at < 0 ? '' : (row[at] ?? '').trim());
  const value = (name: SingleColumn): string => cell(columns.single[name]);
  const npi = value('npi');
  const fault = npiFault(npi);
  if (fault !== null) return { line, why: npiProblem[fault] };
  if (hasUnseen(row.join(' ')))
    return { line, why: 'a cell has an invisible character, such as a control character' };
  if (row.some((text) => text.length > longestCell))
    return { line, why: `a cell has more than ${longestCell} characters` };
  const licences: Licence[] = columns.licences
    .map(({ number, state }) => ({ number: cell(number), state: cell(state).toUpperCase() }))
    .filter(({ number }) => number !== '');
  const deactivated = isoDate(value('deactivated'));
  const reactivated = isoDate(value('reactivated'));
  if (deactivated === undefined || reactivated === undefined)
    return { line, why: 'a date is neither MM/DD/YYYY nor YYYY-MM-DD' };
  const organization = value('entityType') === '2' || value('entityType').toLowerCase() === 'organization';
  const region = regionOf(value('region'), value('state'), licences, regions);
  if (region === undefined) return { line, why: 'the region is not 1 to 5 or empty' };
  return {
    npi,
    entityType: organization ? 'organization' : 'individual',
    firstName: organization ? '' : value('firstName'),
    lastName: organization ? value('organization') || value('lastName') : value('lastName'),
    licences,
    taxonomies: columns.taxonomies.map(cell).filter((code) => code !== ''),
    practice: {
      address: value('address'),
      city: value('city'),
      state: value('state').toUpperCase(),
      postalCode: value('postalCode'),
      phone: value('phone'),
    },
    deactivatedOn:
      deactivated !== null && (reactivated === null || reactivated < deactivated) ? deactivated : null,
    region,
  };
}

/** More than any column of the monthly file needs. */
const longestCell = 1000;

const npiProblem = {
  'not-ten-digits': 'the NPI is not 10 digits',
  'first-digit': 'the NPI does not begin with 1 or 2',
  'check-digit': 'the check digit of the NPI is wrong',
} as const;

/** @returns null if the text is empty, undefined if it is no date */
function isoDate(text: string): string | null | undefined {
  if (text === '') return null;
  const american = /^([0-9]{2})\/([0-9]{2})\/([0-9]{4})$/.exec(text);
  const iso = american === null ? text : `${american[3]}-${american[1]}-${american[2]}`;
  return isDate(iso) ? iso : undefined;
}

/** The region column decides, then the state of the practice, then the state of the first licence. */
function regionOf(
  given: string,
  state: string,
  licences: readonly Licence[],
  regions: ReadonlyMap<string, number>,
): number | null | undefined {
  if (given !== '') return given === 'none' ? null : /^[1-5]$/.test(given) ? Number(given) : undefined;
  return regions.get(state.toUpperCase()) ?? regions.get(licences[0]?.state ?? '') ?? null;
}

/** Lines of `state,region`; the first may be a header, `#` begins a comment. */
export function parseRegions(text: string): ReadonlyMap<string, number> {
  const regions = new Map<string, number>();
  text.split(/\r?\n/).forEach((line, i) => {
    const plain = line.replace(/#.*/, '').trim();
    if (plain === '' || (i === 0 && /^state\s*,\s*region$/i.test(plain))) return;
    const row = /^([A-Za-z]{2})\s*[,=]\s*([1-5])$/.exec(plain);
    if (row === null)
      throw new RegistryFileError(
        `Line ${i + 1} of the regions: expected a state and 1 to 5, such as "MD,2".`,
      );
    regions.set((row[1] ?? '').toUpperCase(), Number(row[2]));
  });
  return regions;
}
