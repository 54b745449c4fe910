// What the bench's operations answer, as the table types it.
import type { OperationNamed } from '../../operations/index.js';

type Answer<Name extends Parameters<typeof named>[0]> = Awaited<ReturnType<OperationNamed<Name>['run']>>;
declare function named(
  name: 'bench.overview' | 'bench.index' | 'fob.forecast' | 'fob.show' | 'fob.fault',
): void;

export type OverviewAnswer = Answer<'bench.overview'>;
export type FobSummary = OverviewAnswer['fobs'][number];
export type IndexAnswer = Answer<'bench.index'>;
export type BenchIndexEntry = IndexAnswer['fobs'][number];
export type FobForecast = Answer<'fob.forecast'>;
/** All of one fob, and every fault there is with whether it is on. */
export type FobDetail = Answer<'fob.show'> & { allFaults: Answer<'fob.fault'>['faults'] };

/** What an app or a phone has received. */
export interface ReceivedSummary {
  serial: string;
  /** Oldest first. */
  items: readonly { state: string; text: string; at: string; until: string }[];
}
