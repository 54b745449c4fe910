// What the devices panel shows.

export interface DeviceSight {
  kind: 'virtual' | 'hid' | 'serial';
  name: string;
  path: string;
  serialNumber?: string;
  /** A command that uses it. */
  use: string;
}

/** A physical fob of which something was kept; times are wall time. */
export interface ObservedSight {
  serial: string;
  readings: number;
  last: string;
  accepted: number;
  refused: number;
}

export interface LinkSight {
  serial: string;
  kind: string;
  path: string;
}
