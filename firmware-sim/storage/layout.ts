// The place of each record. Vault and state never share a page, so that wear or a torn write in one cannot damage the other.

import { PAGE_BYTES } from './eeprom.js';

/** Words before the seed in a factory record, and of the CRC after it. */
export const FACTORY_HEADER_BYTES = 20;
export const CONFIGURATION_CAPACITY_BYTES = 48;
export const COUNTER_SLOT_BYTES = 12;
export const COUNTER_SLOTS = 16;
/** The longest seed: an HMAC key may be longer, but the memory of a fob is limited. */
export const SEED_CAPACITY_LIMIT_BYTES = 256;

export interface Layout {
  seedCapacityBytes: number;
  /** Start of each of the two copies. */
  factory: readonly [number, number];
  /** The vault ends and the state begins here. */
  vaultBytes: number;
  configuration: readonly [number, number];
  counter: number;
  sizeBytes: number;
}

/** Seed capacities are powers of two from 64 bytes, so that the size of a vault does not reveal the length of the seed. */
export function layoutFor(seedBytes: number): Layout {
  let capacity = 64;
  while (capacity < seedBytes) capacity *= 2;
  const copy = pages(FACTORY_HEADER_BYTES + capacity + 4);
  const vaultBytes = 2 * copy;
  const configuration = pages(8 + CONFIGURATION_CAPACITY_BYTES + 4);
  const counter = vaultBytes + 2 * configuration;
  return {
    seedCapacityBytes: capacity,
    factory: [0, copy],
    vaultBytes,
    configuration: [vaultBytes, vaultBytes + configuration],
    counter,
    sizeBytes: counter + pages(COUNTER_SLOTS * COUNTER_SLOT_BYTES),
  };
}

/** The layout whose vault has this size, or undefined. */
export function layoutOfVault(vaultBytes: number): Layout | undefined {
  for (let capacity = 64; capacity <= SEED_CAPACITY_LIMIT_BYTES; capacity *= 2) {
    const layout = layoutFor(capacity);
    if (layout.vaultBytes === vaultBytes) return layout;
  }
  return undefined;
}

function pages(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
}
