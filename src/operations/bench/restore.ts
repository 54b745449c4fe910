import { catalogue, findModel, SerialError } from '../../../devices/index.js';
import type { FobSnapshot, SimulatedFob } from '../../../firmware-sim/index.js';
import { type Bench, latestUs, maximumRate, restoreFob } from '../../bench/index.js';
import { type Content, readContent } from '../../contract/content.js';
import type { ContentSize } from '../../contract/content-size.js';
import { isoTime } from '../../contract/iso-time.js';
import { OperationError } from '../../contract/operation-error.js';
import { content } from '../../contract/parameter.js';
import { addFobKinds } from '../../host/fob-kinds.js';
import { defineOperation } from '../../host/operation.js';
import { foreignCharacter } from '../../serials/index.js';
import { type BenchSnapshot, benchSnapshotSchema } from './snapshot.js';

addFobKinds();

/** Some 50 000 fobs. */
const size: ContentSize = {
  mostBytes: 256 << 20,
  expected: 'that is no snapshot of a bench; give a file that foblab snapshot wrote',
};

/** What a seed file may call a token, and the name of its owner. */
const longestSerial = 128;
const longestName = 256;

export const restore = defineOperation({
  name: 'bench.restore',
  command: 'restore',
  summary: 'put the fobs and the time back as a snapshot has them',
  help: 'A restore is a new event: the numbers of the log go on. Fobs that the snapshot does not know are removed.',
  examples: ['foblab restore before.json'],
  parameters: { file: content('snapshot, as foblab snapshot wrote it', size) },
  positionals: ['file'],
  effect: 'change',
  timing: 'waits',
  access: 'administer',
  async run(context, { file }) {
    const snapshot = await readJson(file);
    return context.once('restored', () => putBack(context.bench, file.name, snapshot), { evenStopped: true });
  },
  text: (result) => `${result.fobs} fobs restored, the bench is at ${result.at}`,
});

function putBack(bench: Bench, path: string, snapshot: unknown) {
  const wanted = readSnapshot(path, snapshot, bench);
  // Everything is read and checked before anything is changed.
  const fobs = wanted.fobs.map(({ modelId, label, fob }) => {
    const vault =
      fob.vault ??
      (bench.has(fob.serial) ? bench.look(fob.serial, (now) => now.snapshot().vault) : undefined);
    if (vault === undefined)
      throw new OperationError(
        'refused',
        `the snapshot has no seed for ${fob.serial} and neither has this bench: restore it where it was taken, or take it again with --with-secrets`,
      );
    return { modelId, label, simulated: readFob(path, { ...fob, vault }) };
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
  return { fobs: fobs.length, at: isoTime(bench.nowUs()), event: bench.log.last };
}

async function readJson(file: Content): Promise<unknown> {
  const bytes = await readContent(file, size);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new OperationError('usage', `${file.name} is not JSON: give a file that foblab snapshot wrote`);
  }
}

function readSnapshot(path: string, snapshot: unknown, bench: Bench): BenchSnapshot {
  const inner = ((snapshot as { result?: BenchSnapshot } | null)?.result ?? snapshot) as BenchSnapshot;
  const refuse = (what: string): OperationError =>
    new OperationError('usage', `${path}: ${what}; give a file that foblab snapshot wrote`);
  if (inner?.schema !== benchSnapshotSchema || !Array.isArray(inner.fobs))
    throw refuse(`not a snapshot of schema ${benchSnapshotSchema}`);
  if (!Number.isSafeInteger(inner.timeUs) || inner.timeUs < 0 || inner.timeUs > latestUs)
    throw refuse('timeUs is no time that a bench lives at');
  if (!(inner.rate >= 0 && inner.rate <= maximumRate)) throw refuse(`rate is not from 0 to ${maximumRate}`);
  const serials = new Set<unknown>();
  for (const [i, one] of inner.fobs.entries()) {
    if (typeof one?.fob !== 'object' || one.fob === null) throw refuse(`fobs[${i}] has no fob`);
    if (typeof one.label !== 'string' || !catalogue.some(({ id }) => id === one.modelId))
      throw refuse(`fobs[${i}] has no label or no model of the catalogue`);
    if (typeof one.fob.serial !== 'string' || one.fob.serial === '' || serials.has(one.fob.serial))
      throw refuse(`fobs[${i}] has no serial of its own`);
    serials.add(one.fob.serial);
    if (!bench.has(one.fob.serial) && !isSerial(one.modelId, one.fob.serial))
      throw refuse(
        `fobs[${i}]: ${JSON.stringify(one.fob.serial)} is no serial of ${one.modelId}, which has ${findModel(one.modelId).serial.expected}`,
      );
    if (one.label.length > longestName || foreignCharacter(one.label) !== undefined)
      throw refuse(`fobs[${i}] has a label of over ${longestName} characters or with control characters`);
  }
  return inner;
}

/** As `add` reads it; a twin out of a seed file has whatever the file calls it, which is no path. */
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
