// The next state, and what has to happen outside for it. Pure: the same state and event give the same answer.

import { act } from './act.js';
import { answered, failed } from './answered.js';
import { scrollShowing } from './bench-layout.js';
import type { LabEvent } from './event.js';
import { visibleFobs } from './fob-order.js';
import { keyInState } from './key-in-state.js';
import type { LabState } from './state.js';
import type { Step } from './step.js';

const eventsKept = 2000;
const trafficKept = 500;

export function update(state: LabState, event: LabEvent): Step {
  switch (event.event) {
    case 'key':
      return settled(keyInState(state, event.key));
    case 'action':
      return settled(act(state, event.action));
    case 'resized':
      return settled([{ ...state, size: event.size }, []]);
    case 'index':
      return settled([withIndex(state, event.answer.fobs), []]);
    case 'overview':
      return settled([withOverview(state, event.answer), []]);
    case 'detail':
      return [
        {
          ...state,
          fob: { ...state.fob, detail: event.detail, forecast: event.forecast, received: event.received },
        },
        [],
      ];
    case 'verification':
      return [{ ...state, verification: { ...state.verification, ...event.verification } }, []];
    case 'devices':
      return [{ ...state, devices: { ...state.devices, ...event.devices } }, []];
    case 'logged': {
      const events = [...state.log.events, ...event.events].slice(-eventsKept);
      return [{ ...state, log: { ...state.log, events } }, []];
    }
    case 'traffic': {
      const traffic = [...state.fob.traffic, ...event.lines].slice(-trafficKept);
      return [{ ...state, fob: { ...state.fob, traffic } }, []];
    }
    case 'wall':
      return [{ ...state, wallTime: event.at }, []];
    case 'started':
      return [{ ...state, lastCommand: event.commandLine ?? state.lastCommand, message: undefined }, []];
    case 'answered':
      return answered(state, event);
    case 'failed':
      return failed(state, event);
    case 'progress':
      return [{ ...state, progress: event.progress }, []];
    case 'message':
      return [{ ...state, message: { tone: event.tone, text: event.text } }, []];
  }
}

/** Something is selected wherever there is something, and what is selected can be seen. */
function settled([state, effects]: Step): Step {
  const fobs = visibleFobs(state);
  const there = fobs.some(({ serial }) => serial === state.selected);
  const chosen = there ? state.selected : fobs[0]?.serial;
  const selected = chosen ?? (state.list.filter === '' ? undefined : state.selected);
  const next = selected === state.selected ? state : { ...state, selected };
  const scroll = scrollShowing(next);
  return [scroll === next.list.scroll ? next : { ...next, list: { ...next.list, scroll } }, effects];
}

function withIndex(state: LabState, index: LabState['index']): LabState {
  const known = new Set(index.map(({ serial }) => serial));
  const gone = [...state.summaries.keys()].filter((serial) => !known.has(serial));
  if (gone.length === 0) return { ...state, index };
  const summaries = new Map(state.summaries);
  for (const serial of gone) summaries.delete(serial);
  return { ...state, index, summaries };
}

function withOverview(
  state: LabState,
  answer: { at: string; rate: number; fobs: readonly import('./bench-answers.js').FobSummary[] },
): LabState {
  const summaries = answer.fobs.length === 0 ? state.summaries : new Map(state.summaries);
  for (const summary of answer.fobs) (summaries as Map<string, unknown>).set(summary.serial, summary);
  const lastRate = answer.rate > 0 ? answer.rate : (state.bench?.lastRate ?? 1);
  return { ...state, summaries, bench: { at: answer.at, rate: answer.rate, lastRate } };
}
