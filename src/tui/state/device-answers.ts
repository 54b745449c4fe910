// What the devices panel shows.

export interface DeviceSummary {
  kind: 'virtual' | 'hid' | 'serial';
  name: string;
  path: string;
  serialNumber: string | null;
  /** A command that uses it. */
  use: string;
}

/** A physical fob that was observed; times are wall time. */
export interface ObservedSummary {
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
