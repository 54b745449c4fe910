// Which model of the catalogue a record of a seed file names, and whether its serial can be one of that model.
import { catalogue, SerialError } from '../../../devices/index.js';
import type { SeedRecord } from '../../seed-files/index.js';

/** By the words of the record; undefined where the catalogue does not know them. */
export function namedModel({ manufacturer = '', model = '' }: SeedRecord) {
  const words = `${manufacturer} ${model}`.toLowerCase().replace(/[^a-z0-9]/g, '');
  return catalogue.find(
    ({ id, kind }) =>
      (kind === 'hard' || kind === 'soft') &&
      words.includes(id.slice(id.indexOf('/') + 1).replace(/[^a-z0-9]/g, '')),
  );
}

/** A spreadsheet drops zeros at the start of a number: what is wrong with the serial where its model shows that. */
export function lostZeros(record: SeedRecord): string | undefined {
  const sheet = namedModel(record);
  if (sheet === undefined || !/^\d+$/.test(record.serial) || isSerial(record.serial)) return undefined;
  const zeros = ['0', '00', '000', '0000'].find((start) => isSerial(start + record.serial));
  return zeros === undefined
    ? undefined
    : `serial ${record.serial} has ${record.serial.length} digits, and a ${sheet.id} has ${sheet.serial.expected}: a spreadsheet drops zeros at the start, so it is probably ${zeros}${record.serial}; take the serials from the vendor's file`;

  function isSerial(text: string): boolean {
    try {
      sheet!.serial.read(text);
      return true;
    } catch (error) {
      if (error instanceof SerialError) return false;
      throw error;
    }
  }
}
