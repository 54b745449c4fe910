export { Bench, type RememberedRequest } from './bench.js';
export type { WallClock } from './bench-clock.js';
export { type BenchEventKind, benchEventKinds } from './bench-event-kinds.js';
export type { FobEntry } from './bench-fob.js';
export {
  benchName,
  holdsBench,
  initBench,
  memoryBench,
  type NewBench,
  openBenchOnDisk,
  systemClock,
} from './disk/bench-on-disk.js';
export { fobKinds, restoreFob } from './disk/fob-kinds.js';
export type { Repair } from './disk/repair-bench.js';
export type { BenchEvent } from './event-log.js';
export type { BenchChange, BenchPersistence, BenchRecord, Damage } from './persistence.js';
export { type ScreenAnswer, screenAnswer } from './screen-reading.js';
export { anchored, latestUs, maximumRate, type TimeRecord } from './time-record.js';
export { UnknownFobKind } from './unknown-fob-kind.js';
