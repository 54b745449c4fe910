// Everything that the screen is drawn from. Views read it, `update` makes the next one, nothing else changes it.
import type { Event } from '../../contract/results/event.js';
import type { TrafficPiece } from '../../contract/results/traffic-piece.js';
import type { Size } from '../cells/canvas.js';
import type {
  BenchIndexEntry,
  FobDetail,
  FobForecast,
  FobSummary,
  ReceivedSummary,
} from './bench-answers.js';
import type { DeviceSummary, LinkSummary, ObservedSummary } from './device-answers.js';
import type { Form } from './form.js';
import type { CredentialSummary, Verdict } from './verification-answers.js';

export const panels = ['bench', 'fob', 'verification', 'devices', 'log'] as const;
export type Panel = (typeof panels)[number];

export const sortings = ['added', 'serial', 'label', 'model', 'offset', 'drift', 'battery', 'state'] as const;
export type Sorting = (typeof sortings)[number];

export interface LabState {
  size: Size;
  panel: Panel;
  /** Undefined until the bench has answered for the first time. */
  bench: BenchSummary | undefined;
  index: readonly BenchIndexEntry[];
  summaries: ReadonlyMap<string, FobSummary>;
  selected: string | undefined;
  list: {
    asCards: boolean;
    sorting: Sorting;
    descending: boolean;
    grouped: boolean;
    filter: string;
    /** First row of cards or lines that shows. */
    scroll: number;
  };
  fob: {
    detail: FobDetail | undefined;
    forecast: FobForecast | undefined;
    received: ReceivedSummary | undefined;
    /** Below the crystal: what happened, or what went over the wire. */
    lower: 'events' | 'traffic';
    hexadecimal: boolean;
    traffic: readonly TrafficLine[];
  };
  verification: {
    /** Undefined until the verifier has answered; a text where it cannot. */
    credentials: readonly CredentialSummary[] | string | undefined;
    target: string | undefined;
    targets: readonly { name: string; kind: string }[];
    selected: string | undefined;
    verdict: Verdict | undefined;
    audit: readonly string[];
  };
  devices: {
    real: readonly DeviceSummary[] | string | undefined;
    links: readonly LinkSummary[] | string | undefined;
    /** Row of the observed fobs, in their order. */
    selected: number;
    observed: readonly ObservedSummary[] | string | undefined;
    /** What came of the last reading of a fob since the lab was opened, by serial. */
    findings: ReadonlyMap<string, string>;
  };
  log: { events: readonly Event[]; scroll: number; onlySelected: boolean };
  overlay: Overlay | undefined;
  /** What was run from the palette last. */
  lastTyped: string;
  /** A form in a row that was closed while it held something: it comes back as it was. */
  laidAside: Form | undefined;
  message: { tone: 'good' | 'bad' | 'plain'; text: string } | undefined;
  /** The command line that does what was done last. */
  lastCommand: string | undefined;
  /** Something long that goes on in the background; `share` from 0 to 1, undefined where nobody can tell. */
  progress: { label: string; share: number | undefined } | undefined;
  wallTime: string;
}

export interface BenchSummary {
  at: string;
  rate: number;
  /** The rate to go back to after a pause. */
  lastRate: number;
}

/** As link.traffic tells it. */
export type TrafficLine = Omit<TrafficPiece, 'seq'>;

export type Overlay =
  | { kind: 'help'; scroll: number }
  | { kind: 'answer'; title: string; lines: readonly string[]; scroll: number }
  /** With the refusal of what stands in it, where it was refused. */
  | { kind: 'palette'; text: string; cursor: number; chosen: number; error?: string | undefined }
  | { kind: 'filter'; before: string }
  | { kind: 'form'; form: Form }
  | { kind: 'confirm'; question: string; words: readonly string[] }
  | { kind: 'menu'; menu: MenuName; chosen: number };

export type MenuName = 'time' | 'faults' | 'targets' | 'sort';

export function initialState(size: Size): LabState {
  return {
    size,
    panel: 'bench',
    bench: undefined,
    index: [],
    summaries: new Map(),
    selected: undefined,
    list: { asCards: true, sorting: 'added', descending: false, grouped: false, filter: '', scroll: 0 },
    fob: {
      detail: undefined,
      forecast: undefined,
      received: undefined,
      lower: 'events',
      hexadecimal: false,
      traffic: [],
    },
    verification: {
      credentials: undefined,
      target: undefined,
      targets: [],
      selected: undefined,
      verdict: undefined,
      audit: [],
    },
    devices: { real: undefined, links: undefined, selected: 0, observed: undefined, findings: new Map() },
    log: { events: [], scroll: 0, onlySelected: false },
    overlay: undefined,
    lastTyped: '',
    laidAside: undefined,
    message: undefined,
    lastCommand: undefined,
    progress: undefined,
    wallTime: '',
  };
}
