// A fob as lists answer it.
import { findModel } from '../../../devices/index.js';
import type { Bench, FobEntry } from '../../bench/index.js';
import type { Fob, ListedFob } from '../../contract/results/fob.js';

/** The facts about a fob that the bench knows without waking it. */
export function fobAnswer({ serial, modelId, label }: FobEntry): Fob {
  const sheet = findModel(modelId);
  return { serial, printed: sheet.serial.print(serial), model: modelId, kind: sheet.kind, label };
}

/** And what a person sees of it now. */
export function listedFob(bench: Bench, entry: FobEntry): ListedFob {
  return bench.look(entry.serial, (fob, now) => {
    const { state, text, lowBattery } = fob.view(now);
    const offsetUs = fob.clock(now)?.offsetUs;
    return {
      ...fobAnswer(entry),
      screen: { state, text, lowBattery },
      held: fob.isHeld(),
      offsetSeconds: offsetUs === undefined ? null : offsetUs / 1e6,
    };
  });
}
