// The report of a seed file as an answer, and in lines: the records that were not simply read. All records of a delivery
// often have the same note.
import type { SeedReportEntryAnswer } from '../../contract/results/seed-file.js';
import type { SeedFile } from '../../seed-files/index.js';

export function reportAnswer({ report }: Pick<SeedFile, 'report'>): SeedReportEntryAnswer[] {
  return report.map(({ position, serial = null, outcome, notes }) => ({
    position,
    serial,
    outcome,
    notes: [...notes],
  }));
}

/** What was not read of the file, then one line a record; records in a row that were read with the same notes share theirs. */
export function reportLines({
  report,
  notes,
}: {
  report: readonly SeedReportEntryAnswer[];
  notes: readonly string[];
}): string[] {
  const runs: SeedReportEntryAnswer[][] = [];
  for (const entry of report) {
    if (entry.outcome === 'read' && entry.notes.length === 0) continue;
    const run = runs.at(-1);
    if (run !== undefined && continues(run.at(-1)!, entry)) run.push(entry);
    else runs.push([entry]);
  }
  return [...notes, ...runs.map(lineOf)];
}

function continues(before: SeedReportEntryAnswer, entry: SeedReportEntryAnswer): boolean {
  return (
    before.outcome === 'read' &&
    entry.outcome === 'read' &&
    entry.position.record === before.position.record + 1 &&
    entry.notes.join('; ') === before.notes.join('; ')
  );
}

function lineOf(run: readonly SeedReportEntryAnswer[]): string {
  const [{ position, serial, outcome, notes }, last] = [run[0]!, run.at(-1)!];
  const what = [outcome, ...(notes.length > 0 ? [notes.join('; ')] : [])].join(', ');
  if (run.length === 1)
    return `record ${position.record} (line ${position.line})${serial ? ` ${serial}` : ''}: ${what}`;
  return `records ${position.record} to ${last.position.record} (lines ${position.line} to ${last.position.line}): ${what}`;
}
