// A fob that this program does not know: another program may, so nothing is done to the bench.
import type { FobSnapshot } from '../../firmware-sim/index.js';

export class UnknownFobKind extends Error {
  constructor({ serial, schema }: FobSnapshot) {
    super(
      `the fob ${serial} was written as ${schema}, which this version does not know: use the version that wrote it`,
    );
    this.name = 'UnknownFobKind';
  }
}
