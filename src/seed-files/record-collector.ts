// All or nothing: reads every record, reports each, and refuses the file where one is bad and `partial` is not asked.
import { foldedSerial, isQuotable, serialText } from '../serials/index.js';
import { makeRecord, type RecordFields } from './record-fields.js';
import { RecordFault, SeedFileError, type SeedFileErrorCode } from './seed-file-error.js';
import type {
  ReadOptions,
  SeedFile,
  SeedFileFormat,
  SeedPosition,
  SeedRecord,
  SeedReportEntry,
} from './seed-record.js';

export type Findings =
  | { readonly skipped: string; readonly serial?: string }
  | {
      readonly fields: RecordFields;
      readonly notes?: string[];
      /** Tells several keys of one device apart (RFC 6030 figure 10). */
      readonly keyId?: string | undefined;
      /** Fields that cost something to read (decryption): asked for once the rest stands. */
      readonly late?: () => RecordFields;
    };

export interface RecordCandidate {
  readonly position: SeedPosition;
  /** For messages about a record that could not be read. */
  readonly serial?: string | undefined;
  /** @throws RecordFault */
  read(): Findings;
}

interface Fault {
  readonly code: SeedFileErrorCode;
  readonly message: string;
  readonly position: SeedPosition;
}

/** @throws SeedFileError with the first bad record's position and a report over all of them */
export function readCandidates(
  format: SeedFileFormat,
  candidates: Iterable<RecordCandidate>,
  options: ReadOptions,
  notes: readonly string[] = [],
): SeedFile {
  const records: SeedRecord[] = [];
  const report: SeedReportEntry[] = [];
  const taken = new Map<string, SeedRecord>();
  let first: Fault | undefined;
  for (const { position, serial: hint, read } of candidates) {
    let serial = hint === '' ? undefined : hint;
    try {
      const findings = read();
      serial = 'skipped' in findings ? findings.serial : findings.fields.serial;
      if ('skipped' in findings) {
        report.push({ position, ...named(serial), outcome: 'skipped', notes: [findings.skipped] });
        continue;
      }
      const record = uniqueRecord(findings, position, taken);
      records.push(record);
      report.push({ position, serial: record.serial, outcome: 'read', notes: findings.notes ?? [] });
    } catch (fault) {
      if (!(fault instanceof RecordFault)) throw fault;
      const about = serial === undefined || !isQuotable(serial) ? '' : `serial ${serial}: `;
      report.push({ position, ...named(serial), outcome: 'failed', notes: [fault.message] });
      // A key that opens nothing opens nothing further on: the same error for each of 10 000 records helps nobody.
      if (fault.code === 'key-needed' || fault.code === 'wrong-key')
        throw new SeedFileError(fault.code, about + fault.message, position, report);
      first ??= { code: fault.code, message: about + fault.message, position };
    }
  }
  const failed = report.filter((entry) => entry.outcome === 'failed').length;
  if (first !== undefined && (options.partial !== true || records.length === 0))
    throw new SeedFileError(
      first.code,
      first.message + others(failed, records.length, options),
      first.position,
      report,
    );
  if (records.length === 0) throw new SeedFileError('empty', 'the file holds no token', {}, report);
  return { format, records, report, notes };
}

/** The serial of a record that was not read. It may be another column's text: then the position names the record. */
function named(serial: string | undefined): { serial?: string } {
  return serial === undefined || !isQuotable(serial) ? {} : { serial };
}

function others(failed: number, good: number, options: ReadOptions): string {
  const more = failed > 1 ? ` (and ${failed - 1} more bad ${failed === 2 ? 'record' : 'records'})` : '';
  const fix =
    options.partial === true || good === 0
      ? ''
      : `. Nothing was read; ask for a partial read to take the ${good} good`;
  return `${more}${fix}`;
}

function uniqueRecord(
  findings: Extract<Findings, { fields: RecordFields }>,
  position: SeedPosition,
  taken: Map<string, SeedRecord>,
): SeedRecord {
  const { fields, keyId, late, notes } = findings;
  let serial = fields.serial;
  const earlier = serial === undefined ? undefined : taken.get(foldedSerial(serial));
  if (serial !== undefined && earlier !== undefined) {
    if (keyId === undefined || keyId === serial || !areApart(earlier, fields))
      throw duplicateOf(earlier, serial);
    // A second key in the same device: RFC 6030 figure 10 has one for March and one for April.
    serial = `${serial}-${keyId}`;
    const same = taken.get(foldedSerial(serial));
    if (same !== undefined) throw duplicateOf(same, serial);
    notes?.push(`a further key of device ${earlier.serial}: named ${serial}`);
  }
  const record = makeRecord({ ...fields, serial, ...late?.() }, position);
  taken.set(foldedSerial(record.serial), record);
  return record;
}

function duplicateOf(earlier: SeedRecord, serial: string): RecordFault {
  const { record, line } = earlier.position;
  const spelled = earlier.serial === serial ? '' : `, spelled ${serialText(earlier.serial)}`;
  return new RecordFault(
    `the serial number ${serialText(serial)} was already given by record ${record} (line ${line})${spelled}`,
    'duplicate',
  );
}

/** Two keys of one device are told from a serial given twice by their type or by validity times that do not meet. */
function areApart(earlier: SeedRecord, later: RecordFields): boolean {
  if (earlier.type !== later.type) return true;
  const endsBefore = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && a <= b;
  return endsBefore(earlier.expiryDate, later.startDate) || endsBefore(later.expiryDate, earlier.startDate);
}
