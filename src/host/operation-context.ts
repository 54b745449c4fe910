// What an operation may use while it runs.

import type { Bench, FobEntry } from '../bench/index.js';
import { closest } from '../contract/did-you-mean.js';
import { OperationError } from '../contract/operation-error.js';
import type { WireRequest } from '../owner/wire.js';
import { foldedSerial, invisibleCharacter, quotedWord, ruinedSerial, serialText } from '../serials/index.js';
import type { BenchHost } from './bench-host.js';
import type { ServiceKey } from './service-key.js';

export interface OperationContext {
  /** False where the operation runs without a bench. */
  readonly hasBench: boolean;
  /** What lives as long as the bench is held. @throws OperationError where the operation runs without one. */
  readonly benchHost: BenchHost;
  /** The bench. @throws OperationError where the operation runs without one. */
  readonly bench: Bench;
  /** The bench's folder; undefined for a bench in memory. */
  readonly directory: string | undefined;
  /** Id of the request, equal when a client sends it again. */
  readonly requestId: string;
  /** What the environment of a client process says about the verifier. */
  readonly clientEnvironment: WireRequest['clientEnvironment'];
  /**
   * A part of an operation that waits for something outside: one change of the bench, done once however often the
   * request is sent. What it returns is kept with the bench, so never a secret.
   */
  once<T>(part: string, work: () => T, options?: { evenStopped?: boolean }): T;
  /** Aborted when the caller no longer waits for the answer. */
  readonly signal: AbortSignal;
  /** Progress, or one item of a stream. Resolves when there is room for the next: a long stream waits for it. */
  item(value: unknown): void | Promise<void>;
  /** The progress of a long operation; a terminal shows it. */
  progress(done: number, total: number, what: string): void;
  /** A service of the host, started on first use. @throws OperationError where the operation runs without a bench. */
  service<T>(key: ServiceKey<T>, start: (host: BenchHost) => T): T;
}

/** The most matching fobs that are counted. */
const most = 100;
/** On a larger bench no serial is suggested, since that compares it with every fob. */
const mostCompared = 5000;

/** The bench's entry of a fob as somebody typed it: exact, without dashes and spaces, or the only one that begins so. */
export function findFob(bench: Bench, typed: string): FobEntry {
  if (bench.has(typed)) return bench.entry(typed);
  refuseDamaged(typed);
  const bare = foldedSerial(typed);
  const spelled = bench.spelled(typed);
  const { labelled, beginning } = bench.matching(typed, bare, most);
  const same = spelled === undefined ? labelled : [bench.entry(spelled)];
  if (same.length === 1) return same[0]!;
  if (same.length === 0 && bare.length >= 3 && beginning.length === 1) return beginning[0]!;
  const several = same.length > 1 ? same : bare.length >= 3 ? beginning : [];
  if (several.length > 1)
    throw new OperationError(
      'not-found',
      `${quotedWord(typed)} fits ${several.length === most ? `${most} fobs or more` : `${several.length} fobs`}: ${several
        .slice(0, 5)
        .map((fob) => fob.serial)
        .join(', ')}; type more of the serial`,
    );
  const near =
    bench.fobCount > mostCompared
      ? undefined
      : closest(
          typed,
          bench.fobs().map((fob) => fob.serial),
        );
  try {
    return bench.entry(typed);
  } catch (error) {
    if (!(error instanceof OperationError) || near === undefined) throw error;
    throw new OperationError('not-found', `${error.message}; did you mean ${near}?`);
  }
}

/**
 * The same for what cannot be undone: the whole serial, in any spelling. Neither its beginning nor a label will do.
 * @throws OperationError `not-found` that names the fob which was perhaps meant
 */
export function findWholeFob(bench: Bench, typed: string): FobEntry {
  const serial = bench.spelled(typed);
  if (serial !== undefined) return bench.entry(serial);
  const { serial: meant } = findFob(bench, typed);
  throw new OperationError('not-found', wholeSerialNeeded(typed, meant));
}

export function wholeSerialNeeded(typed: string, meant: string): string {
  return `${serialText(typed)} is not a whole serial; this cannot be undone, so type all of it. ${meant} fits`;
}

/**
 * @throws OperationError `usage` for a serial that a spreadsheet has changed, or with a character that nobody sees,
 * such as one copied from a chat
 */
export function refuseDamaged(typed: string): void {
  const invisible = invisibleCharacter(typed);
  if (invisible !== undefined)
    throw new OperationError(
      'usage',
      `serial: it has the invisible character ${invisible}; type the serial by hand`,
    );
  const ruined = ruinedSerial(typed);
  if (ruined !== undefined) throw new OperationError('usage', `serial: it ${ruined}`);
}
