// The memory of a fob as data. Only `vault` holds the seed, so that the rest can be logged.

import type { RandomSource } from '../random.js';
import { type ArmedCut, Eeprom } from './eeprom.js';
import { fromHex, toHex } from './hex.js';
import { type Layout, layoutOfVault } from './layout.js';

export interface StorageSnapshot {
  version: 1;
  /** Hex of the pages with the factory record: the seed and the OTP settings. */
  vault: string;
  /** Hex of the other pages: configuration and counter. */
  state: string;
  /** Number of words written over the whole life, in all and for each page of the memory. */
  writes: number;
  pageWrites: number[];
  cut: ArmedCut | null;
  powered: boolean;
}

export function writeStorageSnapshot(layout: Layout, eeprom: Eeprom): StorageSnapshot {
  const { bytes, writes, pageWrites, cut, powered } = eeprom;
  return {
    version: 1,
    vault: toHex(bytes.subarray(0, layout.vaultBytes)),
    state: toHex(bytes.subarray(layout.vaultBytes)),
    writes,
    pageWrites: Array.from(pageWrites),
    cut: cut === null ? null : { ...cut },
    powered,
  };
}

/** @throws RangeError that names the wrong field and never shows its content */
export function readStorageSnapshot(
  value: unknown,
  random: RandomSource,
): { layout: Layout; eeprom: Eeprom } {
  const { vault, state, writes, pageWrites, cut, powered } = checked(value);
  const vaultBytes = fromHex(vault);
  const layout = vaultBytes && layoutOfVault(vaultBytes.length);
  if (!vaultBytes || !layout) throw bad('vault', 'the hex of whole pages, as a snapshot wrote it');
  const stateBytes = fromHex(state);
  if (stateBytes?.length !== layout.sizeBytes - layout.vaultBytes)
    throw bad('state', `${layout.sizeBytes - layout.vaultBytes} bytes in hex`);
  const eeprom = new Eeprom(layout.sizeBytes, random);
  if (pageWrites.length !== eeprom.pageWrites.length)
    throw bad('pageWrites', `${eeprom.pageWrites.length} numbers, one a page`);
  eeprom.bytes.set(vaultBytes);
  eeprom.bytes.set(stateBytes, layout.vaultBytes);
  eeprom.writes = writes;
  eeprom.pageWrites.set(pageWrites);
  eeprom.cut = cut === null ? null : { ...cut };
  eeprom.powered = powered;
  return { layout, eeprom };
}

function checked(value: unknown): StorageSnapshot {
  if (typeof value !== 'object' || value === null) throw bad('it', 'an object');
  const snapshot = value as StorageSnapshot;
  if (snapshot.version !== 1) throw bad('version', '1; open it with the version of foblab that wrote it');
  if (typeof snapshot.vault !== 'string') throw bad('vault', 'hex text; without its vault a fob has no seed');
  if (typeof snapshot.state !== 'string') throw bad('state', 'hex text');
  if (!isCount(snapshot.writes)) throw bad('writes', 'a whole number from 0');
  if (!Array.isArray(snapshot.pageWrites) || !snapshot.pageWrites.every(isCount))
    throw bad('pageWrites', 'an array of whole numbers from 0');
  if (typeof snapshot.powered !== 'boolean') throw bad('powered', 'true or false');
  if (!isCut(snapshot.cut)) throw bad('cut', 'null or { atWrite, torn }');
  return snapshot;
}

function bad(field: string, expected: string): RangeError {
  return new RangeError(`The storage snapshot cannot be restored: ${field} must be ${expected}`);
}

function isCut(cut: unknown): boolean {
  if (cut === null) return true;
  const { atWrite, torn } = (typeof cut === 'object' ? cut : {}) as ArmedCut;
  return isCount(atWrite) && typeof torn === 'boolean';
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
