// How each kind of fob comes back from its snapshot.
import { Fob, type FobSnapshot, fobSchema, type SimulatedFob } from '../../../firmware-sim/index.js';
import { UnknownFobKind } from '../unknown-fob-kind.js';

/** How each kind of fob is restored, by the schema of its snapshot. A program adds the kinds that it knows. */
export const fobKinds = new Map<string, (snapshot: FobSnapshot) => SimulatedFob>([
  [fobSchema, (snapshot) => Fob.restore(snapshot)],
]);

/** @throws UnknownFobKind where this program does not know the kind. */
export function restoreFob(snapshot: FobSnapshot): SimulatedFob {
  const restore = fobKinds.get(snapshot.schema);
  if (restore === undefined) throw new UnknownFobKind(snapshot);
  return restore(snapshot);
}
