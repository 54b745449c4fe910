// What happens to the state: keys and clicks, answers of the bench, the passing of time.
import type { Event } from '../../contract/results/event.js';
import type { Size } from '../cells/canvas.js';
import type { KeyPress } from '../keys/key-press.js';
import type { Action } from './action.js';
import type {
  FobDetail,
  FobForecast,
  IndexAnswer,
  OverviewAnswer,
  ReceivedSummary,
} from './bench-answers.js';
import type { Origin } from './effect.js';
import type { LabState, TrafficLine } from './state.js';

export type LabEvent =
  | { event: 'key'; key: KeyPress }
  | { event: 'action'; action: Action }
  | { event: 'resized'; size: Size }
  | { event: 'index'; answer: IndexAnswer }
  | { event: 'overview'; answer: OverviewAnswer }
  | {
      event: 'detail';
      detail: FobDetail | undefined;
      forecast: FobForecast | undefined;
      received?: ReceivedSummary | undefined;
    }
  | { event: 'verification'; verification: Partial<LabState['verification']> }
  | { event: 'devices'; devices: Partial<LabState['devices']> }
  | { event: 'logged'; events: readonly Event[] }
  | { event: 'traffic'; lines: readonly TrafficLine[] }
  | { event: 'wall'; at: string }
  | { event: 'started'; commandLine: string | undefined }
  | {
      event: 'answered';
      operation: string;
      result: unknown;
      origin: Origin;
      ticket?: number | undefined;
    }
  | { event: 'failed'; message: string; origin: Origin; ticket?: number | undefined }
  | { event: 'progress'; progress: LabState['progress'] }
  | { event: 'message'; tone: 'good' | 'bad' | 'plain'; text: string };
