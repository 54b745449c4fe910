export { Bench } from './bench.js';
export type { WallClock } from './bench-clock.js';
export type { FobEntry } from './bench-fob.js';
export {
  benchName,
  initBench,
  memoryBench,
  type NewBench,
  openBenchOnDisk,
  systemClock,
} from './disk/bench-on-disk.js';
export { fobKinds, restoreFob } from './disk/disk-persistence.js';
export { claimFolder, giveUpFolder, removeLeftovers } from './disk/leftovers.js';
export { type Lock, tryLock } from './disk/lock.js';
export { askOwner, OwnerGone } from './disk/owner-client.js';
export { type Dispatch, OwnerServer } from './disk/owner-server.js';
export { OwnerSilent } from './disk/owner-silence.js';
export { runtimeFolder, type WireMessage, type WireRequest } from './disk/wire.js';
export type { BenchEvent } from './event-log.js';
export { isoTime, parseIsoTime } from './iso-time.js';
export type { BenchChange, BenchPersistence, BenchRecord } from './persistence.js';
export { anchored, latestUs, maximumRate, type TimeRecord } from './time-record.js';
export { UnknownFobKind } from './unknown-fob-kind.js';
