import { catalogue, findModel, SerialError } from '../../../devices/index.js';
import type { FobSnapshot, SimulatedFob } from '../../../firmware-sim/index.js';
import { type Bench, latestUs, maximumRate, restoreFob } from '../../bench/index.js';
import { type Content, readContent } from '../../contract/content.js';
import type { ContentSize } from '../../contract/content-size.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { content } from '../../contract/parameter.js';
import { instantSchema } from '../../contract/schema.js';
import { addFobKinds } from '../../host/fob-kinds.js';
import { defineOperation } from '../../host/operation.js';
import { foreignCharacter } from '../../serials/index.js';
import { type BenchSnapshot, benchSnapshotOf } from './bench-snapshot.js';

addFobKinds();

/** Some 50 000 fobs. */
const size: ContentSize = {
  mostBytes: 256 << 20,
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
    const snapshot = await readJson(file);
    return context.once('restored', () => putBack(context.bench, file.name, snapshot), { evenStopped: true });
  },
  text: (result) => `${result.fobs} fobs restored, the bench is at ${result.at}`,
});

function putBack(bench: Bench, path: string, snapshot: unknown) {
  const wanted = readSnapshot(path, snapshot, bench);
  // Everything is read and checked before anything is changed.
  const fobs = wanted.fobs.map(({ model, label, fob }) => {
    const vault =
      fob.vault ??
      (bench.has(fob.serial) ? bench.look(fob.serial, (now) => now.snapshot().vault) : undefined);
    if (vault === undefined)
      throw new OperationError(
        'refused',
        `neither the snapshot nor this bench has the seed of ${fob.serial}: restore it on the bench where it was taken, or take it again with its secrets`,
        { remedy: { operation: 'bench.snapshot', arguments: { withSecrets: true } } },
      );
    return { modelId: model, label, simulated: readFob(path, { ...fob, vault } as FobSnapshot) };
  });
  for (const { serial } of bench.fobs())
    if (!fobs.some(({ simulated }) => simulated.identity.serial === serial)) bench.remove(serial);
  bench.jumpTo(wanted.timeUs, wanted.rate);
  for (const { modelId, label, simulated } of fobs) {
    const { serial } = simulated.identity;
    if (!bench.has(serial)) bench.add({ serial, modelId, label }, () => simulated);
    else {
      bench.replace(serial, simulated);
      if (bench.entry(serial).label !== label) bench.label(serial, label);
    }
  }
  bench.record('restored', undefined, { fobs: fobs.length, at: isoTime(wanted.timeUs) });
  return { fobs: fobs.length, at: isoTime(bench.nowUs()), seq: bench.log.last };
}

async function readJson(file: Content): Promise<unknown> {
  const bytes = await readContent(file, size);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new OperationError('usage', `${file.name} is not JSON; expected a snapshot of a bench`, {
      parameter: 'file',
      remedy: { operation: 'bench.snapshot' },
    });
  }
}

function readSnapshot(path: string, json: unknown, bench: Bench): BenchSnapshot {
  const refuse = (what: string): OperationError =>
    new OperationError('usage', `${path}: ${what}; expected a snapshot of a bench`, {
      parameter: 'file',
      remedy: { operation: 'bench.snapshot' },
    });
  const snapshot = benchSnapshotOf(json);
  if (snapshot === undefined) throw refuse('no snapshot of a bench that this version reads');
  if (!Number.isSafeInteger(snapshot.timeUs) || snapshot.timeUs < 0 || snapshot.timeUs > latestUs)
    throw refuse(`its time is not from ${isoTime(0)} to ${isoTime(latestUs)}`);
  if (!(snapshot.rate >= 0 && snapshot.rate <= maximumRate))
    throw refuse(`its rate is not from 0 to ${maximumRate}`);
  const serials = new Set<unknown>();
  for (const [i, one] of snapshot.fobs.entries()) {
    if (typeof one?.fob !== 'object' || one.fob === null) throw refuse(`fobs[${i}] has no fob`);
    if (typeof one.label !== 'string' || !catalogue.some(({ id }) => id === one.model))
      throw refuse(`fobs[${i}] has no label or no model of the catalogue`);
    if (typeof one.fob.serial !== 'string' || one.fob.serial === '' || serials.has(one.fob.serial))
      throw refuse(`fobs[${i}] has no serial of its own`);
    serials.add(one.fob.serial);
    if (!bench.has(one.fob.serial) && !isSerial(one.model, one.fob.serial))
      throw refuse(
        `fobs[${i}]: ${JSON.stringify(one.fob.serial)} is no serial of ${one.model}, which has ${findModel(one.model).serial.expected}`,
      );
    if (one.label.length > longestName || foreignCharacter(one.label) !== undefined)
      throw refuse(`fobs[${i}] has a label of over ${longestName} characters or with control characters`);
  }
  return snapshot;
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
