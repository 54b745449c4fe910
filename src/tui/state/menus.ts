// The menus: what can be chosen, and what choosing it does.
import type { Action } from './action.js';
import { type LabState, type MenuName, sortings } from './state.js';

export interface MenuItem {
  label: string;
  note: string;
  action: Action;
  /** A switch shows whether it is on. */
  on?: boolean;
}

export function menuItems(state: LabState, menu: MenuName): { title: string; items: readonly MenuItem[] } {
  switch (menu) {
    case 'time':
      return { title: 'time', items: timeItems(state) };
    case 'faults':
      return { title: `faults of ${state.selected ?? ''}`, items: faultItems(state) };
    case 'sort':
      return {
        title: 'sort by',
        items: sortings.map((sorting) => ({
          label: sorting,
          note: '',
          on: state.list.sorting === sorting,
          action: { do: 'sort-by', sorting },
        })),
      };
    case 'targets':
      return { title: 'verifier under test', items: targetItems(state) };
  }
}

const rates: readonly (readonly [rate: number, note: string])[] = [
  [1, 'with the wall clock'],
  [60, 'a minute a second'],
  [3600, 'an hour a second'],
  [86_400, 'a day a second'],
];

function timeItems(state: LabState): MenuItem[] {
  const { bench } = state;
  return [
    { label: 'paused', note: 'time stands still', on: bench?.rate === 0, action: { do: 'rate', rate: 0 } },
    ...rates.map(
      ([rate, note]): MenuItem => ({
        label: `×${rate}`,
        note,
        on: bench?.rate === rate,
        action: { do: 'rate', rate },
      }),
    ),
    { label: 'advance by 30 s', note: 'one time step', action: { do: 'advance', by: '30s' } },
    { label: 'advance by a day', note: '', action: { do: 'advance', by: '1d' } },
    { label: 'advance by a year', note: '', action: { do: 'advance', by: '365d' } },
    {
      label: 'advance by …',
      note: 'a duration',
      action: { do: 'form', operation: 'bench.advance', focus: 'by' },
    },
    { label: 'jump to …', note: 'a moment', action: { do: 'form', operation: 'bench.advance', focus: 'to' } },
    {
      label: 'age this fob by …',
      note: 'the bench’s time stays',
      action: { do: 'form', operation: 'fob.age', fob: true, focus: 'by' },
    },
  ];
}

function faultItems(state: LabState): MenuItem[] {
  const detail = state.fob.detail?.serial === state.selected ? state.fob.detail : undefined;
  return (detail?.allFaults ?? []).map(({ name, summary, active }) => ({
    label: name,
    note: summary,
    on: active,
    action: active
      ? { do: 'fob-operation', operation: 'fob.fault', arguments: { name, switch: 'off' } }
      : withParameters.has(name)
        ? { do: 'form', operation: 'fob.fault', fob: true, values: { name, switch: 'on' }, focus: 'with' }
        : { do: 'fob-operation', operation: 'fob.fault', arguments: { name, switch: 'on' } },
  }));
}

/** Faults that say little without their figures, so a form asks for them. */
const withParameters = new Set([
  'crystal.drift',
  'rtc.jump',
  'battery.drain',
  'lcd.segment',
  'storage.power-cut',
  'storage.torn-write',
]);

function targetItems(state: LabState): MenuItem[] {
  return state.verification.targets.map((target) => ({
    label: target.name,
    note: target.kind,
    on: state.verification.target === target.name,
    action: { do: 'target', name: target.name },
  }));
}
