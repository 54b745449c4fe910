// The registry of prescribers in the database: import from a file, look-up by NPI.
import { type Answer, done, Refused } from '../answer.js';
import type { Context } from '../context.js';
import { faults } from '../fault.js';
import { actorField, npiField } from '../field.js';
import { table } from '../table.js';
import { transact, type Work } from '../work.js';
import { type RegistryProblem, readRegistry } from './read-registry.js';
import { isInRegions, type RegistryEntry } from './registry-entry.js';

export const registry = table<RegistryEntry>('registry');

export interface ImportRequest {
  /** CSV; see readRegistry. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The region, 1 to 5, of each state. */
  readonly regions?: ReadonlyMap<string, number>;
  readonly by: string;
  /** Called after each batch with the entries so far. */
  readonly progress?: (entries: number) => void;
}

export interface ImportReport {
  readonly entries: number;
  /** The number of rows that are no entry. */
  readonly refused: number;
  /** The first hundred of these rows. */
  readonly problems: readonly RegistryProblem[];
}

const batchSize = 500;

/**
 * Adds the entries of a file and replaces existing ones, in memory that does not depend on the size of the file.
 *
 * @throws RegistryFileError if it is no registry file; entries read until then stay
 */
export async function importRegistry(context: Context, request: ImportRequest): Promise<ImportReport> {
  const { bytes, regions, progress } = request;
  const by = actorField(request.by);
  const problems: RegistryProblem[] = [];
  let [entries, refused] = [0, 0];
  let batch = new Map<string, RegistryEntry>();
  const store = async (): Promise<void> => {
    if (batch.size === 0) return;
    await storeEntries(context, [...batch.values()], by);
    entries += batch.size;
    batch = new Map();
    progress?.(entries);
  };
  for await (const read of readRegistry(bytes, regions)) {
    if ('why' in read) {
      refused += 1;
      if (problems.length < 100) problems.push(read);
      continue;
    }
    batch.set(read.npi, read);
    if (batch.size >= batchSize) await store();
  }
  await store();
  return { entries, refused, problems };
}

export async function storeEntries(
  context: Context,
  entries: readonly RegistryEntry[],
  by: string,
): Promise<void> {
  await transact(context, null, async (work) => {
    await Promise.all(entries.map(({ npi }) => work.read(registry, npi)));
    for (const entry of entries) work.write(registry, entry.npi, entry);
    work.tell({
      event: 'epcs.registry-import',
      outcome: 'stored',
      subject: 'registry',
      actor: by,
      detail: [['entries', entries.length]],
    });
    return done(null);
  });
}

/** The registry's entry for an NPI; null if there is none. */
export function lookUp(context: Context, input: { npi: string }): Promise<Answer<RegistryEntry | null>> {
  return transact(context, null, async (work) => done(await work.read(registry, npiField(input.npi))));
}

/** The time of the first look-up of an NPI, while the tester has made the registry slow. */
const questions = table<{ readonly sinceUs: number; readonly expiresUs: number }>('registry-question');
const hourUs = 3_600_000_000;

/**
 * The entry of an active NPI. A slow registry answers one look-up that is repeated after its delay.
 *
 * @throws Refused `registry-slow` with the time to ask again
 */
export async function findEntry(work: Work, npi: string): Promise<RegistryEntry | null> {
  const slowUs = ((await work.read(faults, 'faults'))?.registrySlowSeconds ?? 0) * 1_000_000;
  if (slowUs > 0) {
    const asked = await work.read(questions, npi);
    const known = asked !== null && work.atUs < asked.expiresUs;
    const sinceUs = known ? asked.sinceUs : work.atUs;
    if (!known) work.write(questions, npi, { sinceUs, expiresUs: sinceUs + slowUs + hourUs });
    if (work.atUs < sinceUs + slowUs)
      throw new Refused('registry-slow', { retryAtUs: sinceUs + slowUs, stores: true });
    work.remove(questions, npi);
  }
  const entry = await work.read(registry, npi);
  return entry === null || entry.deactivatedOn !== null ? null : entry;
}

/** The entry of an NPI if it is in one of the regions 1–5, for authenticator binding (003:30). */
export async function findInRegions(work: Work, npi: string): Promise<RegistryEntry | null> {
  const entry = await findEntry(work, npi);
  return isInRegions(entry) ? entry : null;
}
