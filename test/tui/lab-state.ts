// A state of the UI as it is once everything that shows has been read off a bench.
import type { Event } from '../../src/contract/results/event.js';
import type { Size } from '../../src/tui/cells/canvas.js';
import { readReceived } from '../../src/tui/control/read-received.js';
import { readVerification } from '../../src/tui/control/read-verification.js';
import type { BenchFace } from '../../src/tui/index.js';
import { loadAllOperations } from '../../src/tui/known-operations.js';
import type {
  FobDetail,
  FobForecast,
  IndexAnswer,
  OverviewAnswer,
} from '../../src/tui/state/bench-answers.js';
import type { LabEvent } from '../../src/tui/state/event.js';
import { windowOf } from '../../src/tui/state/offset-window.js';
import { initialState, type LabState, type Panel } from '../../src/tui/state/state.js';
import { update } from '../../src/tui/state/update.js';

export async function labState(
  bench: BenchFace,
  size: Size,
  options: { panel?: Panel; selected?: string } = {},
): Promise<LabState> {
  let state = initialState(size);
  const emit = (event: LabEvent): void => {
    [state] = update(state, event);
  };
  emit({ event: 'index', answer: (await bench.run('bench.index', {})) as IndexAnswer });
  emit({ event: 'overview', answer: (await bench.run('bench.overview', {})) as OverviewAnswer });
  if (options.panel !== undefined) emit({ event: 'action', action: { do: 'panel', panel: options.panel } });
  if (options.selected !== undefined)
    emit({ event: 'action', action: { do: 'select', serial: options.selected } });
  const { events } = (await bench.run('bench.log', {})) as { events: Event[] };
  emit({ event: 'logged', events });
  emit({ event: 'verification', verification: await readVerification(bench, state.verification) });
  const fob = state.selected;
  if (fob === undefined) return state;
  const show = (await bench.run('fob.show', { fob })) as Omit<FobDetail, 'allFaults'>;
  const { faults } = (await bench.run('fob.faults', { fob })) as { faults: FobDetail['allFaults'] };
  emit({ event: 'detail', detail: { ...show, allFaults: faults }, forecast: undefined });
  const { seconds, around } = windowOf(state, fob);
  const forecast = (await bench.run('fob.forecast', { fob, window: seconds, around })) as FobForecast;
  const received = await readReceived(bench, state.summaries.get(fob)!);
  emit({ event: 'detail', detail: { ...show, allFaults: faults }, forecast, received });
  return state;
}

await loadAllOperations();

/** The state after some keys, whose effects nobody performs. */
export function afterKeys(state: LabState, ...keys: readonly string[]): LabState {
  let next = state;
  for (const name of keys) {
    const character = name === 'space' ? ' ' : name.length === 1 ? name : undefined;
    const key = character === undefined ? { name } : { name, character };
    [next] = update(next, { event: 'key', key });
  }
  return next;
}
