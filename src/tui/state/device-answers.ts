// What the devices panel shows.

export interface DeviceSight {
  kind: 'virtual' | 'hid' | 'serial';
  name: string;
  path: string;
  serialNumber?: string;
  /** A command that uses it. */
  use: string;
}

export interface LinkSight {
  serial: string;
  kind: string;
  path: string;
}
