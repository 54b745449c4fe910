import { catalogue, findModel, SerialError } from '../../../devices/index.js';
import type { FobSnapshot, SimulatedFob } from '../../../firmware-sim/index.js';
import { type Bench, latestUs, maximumRate, restoreFob } from '../../bench/index.js';
import { type Content, withinSize } from '../../contract/content.js';
import type { ContentSize } from '../../contract/content-size.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { content } from '../../contract/parameter.js';
import { instantSchema } from '../../contract/schema.js';
import { addFobKinds } from '../../host/fob-kinds.js';
import { defineOperation } from '../../host/operation.js';
import { foreignCharacter } from '../../serials/index.js';
import { type BenchSnapshot, benchSnapshotOf, fobOf } from './bench-snapshot.js';
import { PackedLines } from './packed-lines.js';
import { readSnapshotFile } from './read-snapshot-file.js';

addFobKinds();

/** Some 700 000 fobs. */
const size: ContentSize = {
  mostBytes: 2 ** 31 - 1,
  expected: 'expected a snapshot of a bench',
};

/** What a seed file may call a token, and the name of its owner. */
const longestSerial = 128;
const longestName = 256;

export const restore = defineOperation({
  name: 'bench.restore',
  command: 'restore',
  summary: 'put the fobs and the time of a bench back to a snapshot',
  help: 'A restore is a new event of the log, whose numbers go on. Fobs that are not in the snapshot are removed.',
  examples: ['foblab restore before.json'],
  parameters: { file: content('snapshot, as foblab snapshot wrote it', size) },
  positionals: ['file'],
  effect: 'change',
  timing: 'waits',
  access: 'administer',
  answer: (t) =>
    t.Object({
      fobs: t.Integer({ description: 'how many are on the bench now' }),
      at: instantSchema(t, 'true time now'),
      seq: t.Integer({ description: 'number of the last event' }),
    }),
  async run(context, { file }) {
    const wanted = await readSnapshot(file, context.bench);
    return context.once('restored', () => putBack(context.bench, file.name, wanted), { evenStopped: true });
  },
  text: (result) => `${result.fobs} fobs restored, the bench is at ${result.at}`,
});

/** A snapshot whose fobs were read and checked, and are kept small until they are put on the bench. */
interface Wanted extends Pick<BenchSnapshot, 'timeUs' | 'rate'> {
  packed: PackedLines;
  /** Of every fob. */
  serials: ReadonlySet<string>;
}

type SnapshotFob = BenchSnapshot['fobs'][number];

function putBack(bench: Bench, path: string, { timeUs, rate, packed, serials }: Wanted) {
  for (const { serial } of bench.fobs()) if (!serials.has(serial)) bench.remove(serial);
  bench.jumpTo(timeUs, rate);
  for (const line of packed.lines()) {
    const { model, label, fob } = fobOf(JSON.parse(line));
    const { serial } = fob;
    const simulated = readFob(path, withSeed(bench, fob));
    if (!bench.has(serial)) bench.add({ serial, modelId: model, label }, () => simulated);
    else {
      bench.replace(serial, simulated);
      if (bench.entry(serial).label !== label) bench.label(serial, label);
    }
  }
  bench.record('restored', undefined, { fobs: packed.count, at: isoTime(timeUs) });
  return { fobs: packed.count, at: isoTime(bench.nowUs()), seq: bench.log.last };
}

/** The seed is the snapshot's, or the bench's own. */
function withSeed(bench: Bench, fob: SnapshotFob['fob']): FobSnapshot {
  const vault =
    fob.vault ?? (bench.has(fob.serial) ? bench.look(fob.serial, (now) => now.snapshot().vault) : undefined);
  if (vault === undefined)
    throw new OperationError(
      'refused',
      `neither the snapshot nor this bench has the seed of ${fob.serial}: restore it on the bench where it was taken, or take it again with its secrets`,
      { remedy: { operation: 'bench.snapshot', arguments: { withSecrets: true } } },
    );
  return { ...fob, vault } as FobSnapshot;
}

/** Everything is read and checked before anything is changed. @throws OperationError */
async function readSnapshot(file: Content, bench: Bench): Promise<Wanted> {
  const refuse = (what: string): OperationError =>
    new OperationError('usage', `${file.name}: ${what}; expected a snapshot of a bench`, {
      parameter: 'file',
      remedy: { operation: 'bench.snapshot' },
    });
  const serials = new Set<string>();
  const packed = new PackedLines();
  const take = (text: string): void => {
    const one = fobOf(JSON.parse(text));
    checkFob(one, `fobs[${packed.count}]`, bench, refuse);
    if (serials.has(one.fob.serial)) throw refuse(`fobs[${packed.count}] has no serial of its own`);
    serials.add(one.fob.serial);
    readFob(file.name, withSeed(bench, one.fob));
    packed.push(JSON.stringify(one));
  };
  let rest: unknown;
  try {
    rest = await readSnapshotFile(withinSize(file, size), take);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new OperationError(
      'usage',
      `${file.name} is not JSON, or only the beginning of it (${error.message}); expected a snapshot of a bench`,
      { parameter: 'file', remedy: { operation: 'bench.snapshot' } },
    );
  }
  const snapshot = benchSnapshotOf(rest);
  if (snapshot === undefined) throw refuse('no snapshot of a bench that this version reads');
  if (!Number.isSafeInteger(snapshot.timeUs) || snapshot.timeUs < 0 || snapshot.timeUs > latestUs)
    throw refuse(`its time is not from ${isoTime(0)} to ${isoTime(latestUs)}`);
  if (!(snapshot.rate >= 0 && snapshot.rate <= maximumRate))
    throw refuse(`its rate is not from 0 to ${maximumRate}`);
  return { timeUs: snapshot.timeUs, rate: snapshot.rate, packed, serials };
}

function checkFob(
  one: SnapshotFob,
  where: string,
  bench: Bench,
  refuse: (what: string) => OperationError,
): void {
  if (typeof one?.fob !== 'object' || one.fob === null) throw refuse(`${where} has no fob`);
  if (typeof one.label !== 'string' || !catalogue.some(({ id }) => id === one.model))
    throw refuse(`${where} has no label or no model of the catalogue`);
  if (typeof one.fob.serial !== 'string' || one.fob.serial === '')
    throw refuse(`${where} has no serial of its own`);
  if (!bench.has(one.fob.serial) && !isSerial(one.model, one.fob.serial))
    throw refuse(
      `${where}: ${JSON.stringify(one.fob.serial)} is no serial of ${one.model}, which has ${findModel(one.model).serial.expected}`,
    );
  if (one.label.length > longestName || foreignCharacter(one.label) !== undefined)
    throw refuse(`${where} has a label of over ${longestName} characters or with control characters`);
}

/** A serial that `add` reads, or one of a twin from a seed file: whatever the file calls it, but no path. */
function isSerial(modelId: string, serial: string): boolean {
  try {
    if (findModel(modelId).serial.read(serial).serial === serial) return true;
  } catch (error) {
    if (!(error instanceof SerialError)) throw error;
  }
  return (
    serial.length <= longestSerial && foreignCharacter(serial) === undefined && !/^\.|[/\\]/.test(serial)
  );
}

function readFob(path: string, fob: FobSnapshot): SimulatedFob {
  try {
    return restoreFob(fob);
  } catch (error) {
    throw new OperationError('usage', `${path}: ${fob.serial}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
