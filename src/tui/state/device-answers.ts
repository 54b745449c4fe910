// What the devices panel shows.
import type { ObservedFob } from '../../contract/results/drawer.js';

export interface DeviceSummary {
  kind: 'virtual' | 'hid' | 'serial';
  name: string;
  path: string;
  serialNumber: string | null;
  /** A command that uses it. */
  use: string;
}

/** A physical fob that was observed; times are wall time. */
export interface ObservedSummary
  extends Partial<
    Pick<ObservedFob, 'offsetSeconds' | 'driftPpm' | 'leavesAt' | 'battery' | 'advice' | 'lastCode' | 'label'>
  > {
  serial: string;
  readings: number;
  lastAt: string;
  accepted: number;
  refused: number;
}

export interface LinkSummary {
  serial: string;
  kind: string;
  path: string;
}
